"""The schedule as a month, a number a day; a chosen day is listed below it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.base.templatetags.dates import day as day_in_words
from ulanmuqi.base.templatetags.dates import year_month

from ...statuses import OFF
from .. import rows
from ..cards import DayCount, Month, MonthDay, days, month_of, weeks_around
from ..filters import address_of
from .question import Question, Shown


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the grid and where its link leads."""

    day: MonthDay
    address: str

    @property
    def said(self) -> str:
        """The link in words, for who does not see the grid: date and count first."""
        day, count = self.day, self.day.count
        # Translators: zh: %(count)d场演出
        shows = ngettext("%(count)d show", "%(count)d shows", count.shows)
        # Translators: zh: %(count)d场取消或改期
        off = ngettext(
            "%(count)d cancelled or postponed",
            "%(count)d cancelled or postponed",
            count.off,
        )
        parts = (
            day_in_words(day.day),
            shows % {"count": count.shows},
            # Translators: zh: 有同时启幕
            _("a showcase opens") if count.opens else "",
            off % {"count": count.off} if count.off else "",
            # Translators: zh: 已选中
            _("chosen") if day.is_selected else "",
            # Translators: zh: 农历%(lunar)s
            _("lunar %(lunar)s") % {"lunar": day.lunar} if day.lunar else "",
            day.term,
            day.public_day.label if day.public_day else "",
        )
        # Translators: zh: ，
        comma = pgettext("parts of a sentence", ", ")
        return comma.join(part for part in parts if part)


def by_month(question: Question) -> Shown:
    """One query, three more when a day is chosen and four for several, and another
    where a show was moved.

    The days asked for choose the month and are marked in it; every day of it has its
    number, whatever they are, so that leafing and choosing stay one step.
    """
    asked, now = question.asked, question.now
    first, last = asked.days(now)
    # Without a last day it is only the month that was chosen.
    selected = (first, last) if last else None
    grid = month_of(
        first,
        _counts(question, first),
        now.astimezone(SHANGHAI).date(),
        selected,
    )
    listed = rows.sheet(question.found, first, last, leaf=False) if selected else None
    plain = asked.but(when="", start=None, end=None)
    later = listed.later if listed else None
    return Shown(
        template="performances/schedule_month.html",
        said=_said(grid, listed),
        context={
            "month": grid,
            "weeks": [
                [
                    Cell(day, address_of(plain.but(start=day.day, end=day.day)))
                    for day in week
                ]
                for week in grid.weeks
            ],
            "earlier": address_of(plain.but(start=grid.before)),
            "later": address_of(plain.but(start=grid.after)),
            "this_month": address_of(plain),
            "groups": days(listed.rows, now, chosen=question.league) if listed else (),
            "selected": selected,
            "rest": address_of(plain.but(view="", start=later, end=last))
            if later
            else "",
        },
    )


def _counts(question: Question, of: date) -> dict[date, DayCount]:
    """One query, by the days of Beijing, over the weeks of one month."""
    from_day, to_day = weeks_around(of)
    opening = Q(is_opening=True, showcase__announced_at__lte=question.now)
    by_day = (
        rows.between(question.found, from_day, to_day)
        .order_by()
        .annotate(on=TruncDate("starts_at", tzinfo=SHANGHAI))
        .values("on")
        .annotate(
            shows=Count("pk", filter=~Q(status__in=OFF)),
            off=Count("pk", filter=Q(status__in=OFF)),
            openings=Count("pk", filter=opening & ~Q(status__in=OFF)),
        )
    )
    return {
        row["on"]: DayCount(row["shows"], row["off"], row["openings"] > 0)
        for row in by_day
    }


def _said(grid: Month, listed: rows.Sheet | None) -> str:
    """How many shows the month has, and the chosen days."""
    # Translators: zh: %(month)s，%(count)d场
    words = ngettext(
        "%(month)s: %(count)d show", "%(month)s: %(count)d shows", grid.shows
    )
    whole = words % {"month": year_month(grid.first), "count": grid.shows}
    if listed is None:
        return whole
    count = len(listed.rows)
    # Translators: zh: 选中的日子%(count)d场
    chosen = ngettext(
        "%(count)d show on the days chosen", "%(count)d shows on the days chosen", count
    )
    # Translators: zh: %(month)s；%(days)s
    return _("%(month)s; %(days)s") % {
        "month": whole,
        "days": chosen % {"count": count},
    }

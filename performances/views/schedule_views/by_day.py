"""The schedule as a list by day, one sheet of whole days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base.templatetags.dates import month_day
from ulanmuqi.places.models import Region

from ...models import Performance
from .. import rows
from ..cards import PerformanceCard, days
from ..cards import card as card_of
from ..filters import Chip, address_of
from .question import Question, Shown


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list offers: the next show, or one filter less."""

    next: PerformanceCard | None
    drop: Chip | None


def by_day(question: Question) -> Shown:
    """Five queries, four for a single day, and one more where a show was moved; three
    where nothing is found."""
    asked, now = question.asked, question.now
    first, last = asked.days(now)
    sheet = rows.sheet(question.found, first, last, leaf=not asked.when)
    earlier, later = sheet.earlier, sheet.later
    return Shown(
        template="performances/schedule_list.html",
        said=_said(sheet.rows, is_cut=later is not None),
        context={
            "groups": days(sheet.rows, now, chosen=question.league),
            "earlier": address_of(asked.but(start=earlier)) if earlier else "",
            "later": address_of(asked.but(when="", start=later, end=last))
            if later
            else "",
            "later_day": later,
            "empty": None if sheet.rows else _empty(question, last),
        },
    )


def _said(shows: Sequence[Performance], *, is_cut: bool) -> str:
    """How many shows this sheet has, and to which day it reaches."""
    if not shows:
        # Translators: zh: 没有找到演出
        return _("No shows found")
    facts = {
        "count": len(shows),
        "first": month_day(shows[0].day),
        "last": month_day(shows[-1].day),
    }
    if facts["first"] == facts["last"]:
        # Translators: zh: %(first)s，%(count)d场
        words = ngettext(
            "%(first)s: %(count)d show", "%(first)s: %(count)d shows", facts["count"]
        )
    else:
        # Translators: zh: %(first)s至%(last)s，%(count)d场
        words = ngettext(
            "%(first)s to %(last)s: %(count)d show",
            "%(first)s to %(last)s: %(count)d shows",
            facts["count"],
        )
    # Translators: zh: ，后面还有
    return words % facts + (_(", and more after") if is_cut else "")


def _empty(question: Question, last: date | None) -> Empty:
    following = rows.next_after(question.found, last) if last else None
    return Empty(
        next=card_of(following, question.now) if following else None,
        drop=_narrowest(question) if question.asked.is_filtered else None,
    )


def _narrowest(question: Question) -> Chip | None:
    """The first filter without which there is something to see; one query."""
    chips = question.chips
    if len(chips) < 2:
        return chips[0] if chips else None
    helps = (
        Region.objects.order_by("pk")
        .values_list(*(Exists(_without(question, chip)) for chip in chips))
        .first()
    )
    found = (chip for chip, one in zip(chips, helps or (), strict=False) if one)
    return next(found, chips[0])


def _without(question: Question, chip: Chip) -> QuerySet[Performance]:
    rest, now = chip.rest, question.now
    first, last = rest.days(now)
    region = question.region if rest.region else None
    found = rows.found(rest, region, now)
    return rows.between(found, first, last or first + rows.HORIZON)

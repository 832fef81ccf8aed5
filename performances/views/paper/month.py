"""A troupe's month on one sheet of A4, and what is true of one that was printed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.clock import SHANGHAI, day_begins
from ulanmuqi.base.templatetags.site_nav import address as in_language

from ... import changelog, paper
from ...calendars import scopes
from ...models import Change, ChangeScope, Performance
from ..cards import PerformanceCard, card
from ..cookieless import cookieless
from ..public_page import public_page

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
# Before the first troupe, and after the last plan.
_YEARS = range(1957, 2101)
# More than any sheet holds; the schedule has them all.
ROWS_AT_MOST = 120
CHANGES_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in Beijing."""

    first: date

    @classmethod
    def read(cls, text: str) -> "Month":
        """Of "2026-12"; raises Http404 for anything else."""
        found = _MONTH.fullmatch(text)
        if found is None or int(found[1]) not in _YEARS:
            raise Http404
        return cls(date(int(found[1]), int(found[2]), 1))

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """2026年12月 · December 2026."""
        if (get_language() or "").startswith("en"):
            return f"{self.first:%B %Y}"
        return f"{self.first.year}年{self.first.month}月"

    def holds(self, instant: datetime) -> bool:
        return day_begins(self.first) <= instant < day_begins(self.after)

    def is_over(self, now: datetime) -> bool:
        return now >= day_begins(self.after)


@require_safe
@public_page()
def sheet(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """Six queries however many shows."""
    now = clock.now()
    troupe, chosen = find(code, month)
    number, since = version(troupe, now)
    rows = shows(troupe, chosen, now)
    cards = [card(row, now) for row in rows.for_cards().in_order()[:ROWS_AT_MOST]]
    cards.sort(key=lambda one: (one.day, one.sort_key))
    layout = paper.fit([_texts(one) for one in cards], paper.MONTH, paper.PAGE - 62)
    check = reverse("month_check", args=[troupe.code, chosen.key, number])
    return render(
        request,
        "performances/paper/month.html",
        {
            "troupe": troupe,
            "name": troupe.local_name,
            "month": chosen,
            "cards": cards[: layout.shown],
            "layout": layout,
            "left": rows.count() - layout.shown,
            "count": len(cards),
            "number": number,
            "since": since,
            "back": in_language(f"troupes/{troupe.code}/"),
            "earlier": _neighbour(troupe, chosen.first - timedelta(days=1)),
            "later": _neighbour(troupe, chosen.after),
            "address": settings.BASE_URL + check,
        },
    )


@require_safe
@never_cache
@cookieless
def check(request: HttpRequest, code: str, month: str, number: int) -> HttpResponse:
    """Whether the printed month is still true, and what changed. A dozen queries."""
    now = clock.now()
    troupe, chosen = find(code, month)
    newest, since = version(troupe, now)
    known = 0 < number <= newest
    told = _changes(troupe, number, now) if known and number < newest else []
    entries = [one for one in changelog.entries(told, now) if _concerns(one, chosen)]
    rows = shows(troupe, chosen, now).for_cards().in_order()
    ahead = [card(row, now) for row in rows.filter(ends_at__gt=now)[:ROWS_AT_MOST]]
    return render(
        request,
        "performances/paper/month_check.html",
        {
            "troupe": troupe,
            "name": troupe.local_name,
            "month": chosen,
            "number": number,
            "newest": newest,
            "since": since,
            "known": known,
            "is_over": chosen.is_over(now),
            "entries": entries,
            "cards": ahead,
            "sheet": reverse("month_sheet", args=[troupe.code, chosen.key]),
            "now": now.astimezone(SHANGHAI),
        },
        status=200 if known else 404,
    )


def find(code: str, month: str) -> tuple[Troupe, Month]:
    """Raises Http404 for a troupe or month there is not. One query."""
    chosen = Month.read(month)
    return get_object_or_404(Troupe.objects.select_related("region"), code=code), chosen


def shows(troupe: Troupe, month: Month, now: datetime) -> QuerySet[Performance]:
    return Performance.objects.listed(now).filter(
        troupes=troupe,
        starts_at__gte=day_begins(month.first),
        starts_at__lt=day_begins(month.after),
    )


def version(troupe: Troupe, now: datetime) -> tuple[int, datetime | None]:
    """One more than there were changes told about the troupe, and when the last was.

    The log only grows, and an entry counts from the instant it is public at, so the
    number only rises. Two queries.
    """
    told = _told(troupe, now)
    last = told.order_by("-change__at").values_list("change__at", flat=True).first()
    return told.count() + 1, last


def _told(troupe: Troupe, now: datetime) -> QuerySet[ChangeScope]:
    return ChangeScope.objects.filter(
        key=scopes.troupe(troupe.pk), change__at__lte=now
    ).order_by("change__at", "change")


def _changes(troupe: Troupe, number: int, now: datetime) -> list[Change]:
    """What was told after that version, newest first. Two queries."""
    later = _told(troupe, now).values_list("change", flat=True)
    keys = list(later[number - 1 : number - 1 + CHANGES_AT_MOST])
    return list(changelog.public(now).filter(pk__in=keys))


def _concerns(entry: changelog.Entry, month: Month) -> bool:
    """Whether the show stood in the month before the change, or stands there now."""
    for change in entry.changes:
        for facts in (change.before, change.after, change.after.get("new")):
            starts = (facts or {}).get("starts_at")
            if starts and month.holds(datetime.fromisoformat(starts)):
                return True
    return False


def _neighbour(troupe: Troupe, day: date) -> str:
    if day.year not in _YEARS:
        return ""
    return reverse("month_sheet", args=[troupe.code, f"{day:%Y-%m}"])


def _texts(show: PerformanceCard) -> tuple[str, str]:
    mark = "〔〕" + str(show.state.label) if show.state.is_loud else ""
    return (mark + show.title, show.venue or show.area)

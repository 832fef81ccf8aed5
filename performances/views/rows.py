"""Which public rows a question finds, and one sheet of them, cut between two days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from ulanmuqi.base import clock
from ulanmuqi.base.clock import SHANGHAI, day_begins, midnight, next_midnight
from ulanmuqi.places.models import Region, Venue

from .. import search
from ..models import Performance, PerformanceTroupe
from ..statuses import Status
from . import list_rows
from .asked import Asked

SHEET = 40
# How far a sheet looks ahead, and a link to an earlier one back: a rare filter must not
# read all the years there are.
HORIZON = timedelta(days=366)
# Anything closer than a banner could tell where a private venue is.
PUBLIC_LEVELS = (Region.Level.REGION, Region.Level.LEAGUE, Region.Level.BANNER)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`later` and `earlier` are the days other sheets begin with."""

    rows: list[Performance]
    later: date | None
    earlier: date | None


def found(asked: Asked, region: Region | None, now: datetime) -> QuerySet[Performance]:
    """Listed rows that fit everything but the days."""
    rows = Performance.objects.listed(now)
    if region is not None:
        # Their keys first, so that the index by region and hour can be used.
        below = Region.objects.within(region)
        rows = rows.filter(region__in=below.values("pk"))
    if asked.troupe:
        # Their keys first: what one troupe plays is little, whatever the season's size.
        theirs = PerformanceTroupe.objects.filter(troupe__code=asked.troupe)
        rows = rows.filter(pk__in=theirs.values("performance"))
    if asked.genre:
        rows = rows.filter(genre=asked.genre)
    if asked.language:
        rows = rows.filter(language__in={asked.language, Performance.Language.BOTH})
    if asked.setting:
        # Whether a place nobody may know lies in the open is nobody's to know either.
        rows = rows.filter(
            venue__public_precision=Venue.PublicPrecision.EXACT,
            venue__is_outdoor=asked.setting == "outdoor",
        ).exclude(mode=Performance.Mode.ONLINE)
    if asked.mode:
        rows = rows.filter(mode__in={asked.mode, Performance.Mode.BOTH})
    if asked.words:
        rows = rows.filter(search.matching(asked.words, now))
    return rows


def between(
    rows: QuerySet[Performance], first: date, last: date | None
) -> QuerySet[Performance]:
    """Rows from the first day to the whole of the last, in Beijing; on without one."""
    rows = rows.filter(starts_at__gte=day_begins(first))
    if last is not None:
        rows = rows.filter(starts_at__lt=day_begins(last + timedelta(days=1)))
    return rows


def sheet(
    rows: QuerySet[Performance], first: date, last: date | None, *, leaf: bool = True
) -> Sheet:
    """About SHEET rows in whole days, at least one day. Five queries, a sixth where a
    show was moved; one less for a single day, which is never cut.

    It ends HORIZON after its first day at the latest. `leaf` also looks for an earlier
    sheet.
    """
    ahead = between(rows, first, min(last or date.max, first + HORIZON))
    if last == first:
        day = list_rows.load(ahead.in_order())
        return Sheet(day, None, _earlier(rows, day_begins(first)) if leaf else None)
    first_ones = list(ahead.in_order().values_list("pk", "starts_at")[: SHEET + 1])
    end = _cut([starts_at for _pk, starts_at in first_ones])
    later = end.astimezone(SHANGHAI).date() if end else None
    return Sheet(
        rows=_within(ahead, first_ones, end) if first_ones else [],
        later=None if later and last and later > last else later,
        earlier=_earlier(rows, day_begins(first)) if leaf else None,
    )


def _within(
    ahead: QuerySet[Performance],
    first_ones: list[tuple[int, datetime]],
    end: datetime | None,
) -> list[Performance]:
    """The sheet's rows: by key, where they are known by now; on a day that alone is
    more than a sheet the question is asked again."""
    if end is not None and end > first_ones[-1][1]:
        return list_rows.load(ahead.filter(starts_at__lt=end).in_order())
    keys = [pk for pk, starts_at in first_ones if end is None or starts_at < end]
    rows = list_rows.load(Performance.objects.filter(pk__in=keys).in_order())
    # Asked of the row itself: one may have been withdrawn since its key was read.
    now = clock.now()
    return [
        row for row in rows if row.is_public(now) and row.status != Status.WITHDRAWN
    ]


def next_after(rows: QuerySet[Performance], day: date) -> Performance | None:
    """The first show after a day, within HORIZON, as a row for a card. Two queries."""
    first = day + timedelta(days=1)
    return between(rows, first, first + HORIZON).for_cards().in_order().first()


def _cut(starts: list[datetime]) -> datetime | None:
    """Where the sheet ends; nothing when all of it fits."""
    if len(starts) <= SHEET:
        return None
    end = midnight(starts[-1])
    return end if end > starts[0] else next_midnight(starts[0])


def _earlier(rows: QuerySet[Performance], start: datetime) -> date | None:
    before = rows.filter(starts_at__lt=start, starts_at__gte=start - HORIZON)
    before = before.order_by("-starts_at")
    starts = list(before.values_list("starts_at", flat=True)[:SHEET])
    return starts[-1].astimezone(SHANGHAI).date() if starts else None

"""Last year's shows as facts for this year: by weekday or by the lunar date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from ulanmuqi.base.lunar import same_lunar_day, same_weekday
from ulanmuqi.places.models import Venue

from ..models import Performance, PerformanceTroupe
from ..statuses import FIRM, OFF
from .facts import ShowFacts, facts_of
from .locks import ALONG
from .outcomes import Outcome
from .place import place_all
from .transaction import verb

MOST = 200


class SameDay(StrEnum):
    WEEKDAY = "weekday"
    LUNAR = "lunar"


@dataclass(frozen=True, slots=True)
class Copy:
    """A show and what it would be in the other year. `stands_already`: one of its
    troupes plays at the same venue on that day, so it was probably copied before."""

    source: Performance
    facts: ShowFacts
    old_day: date
    new_day: date
    stands_already: bool = False


def worth_copying(rows: Any) -> Any:
    """Of a query: what took place or stood, without openings, by start. A programme
    is loaded with each, since copying may take it along."""
    firm = rows.filter(status__in=FIRM, is_opening=False)
    return firm.prefetch_related("programme__work", *ALONG).in_order()


def plan_copies(
    rows: Sequence[Performance], *, year: int, same: SameDay, with_programme: bool
) -> list[Copy]:
    """What copying would place, by the new day; rows as `worth_copying` loads them.

    The hour on the venue's wall stays. A venue merged into another is that other; what
    was said of last year (notes, reasons, being an example) is not copied. Two queries
    however many rows.
    """
    kept = _venues_that_go_on(rows)
    copies = [_copy(row, year, same, with_programme, kept) for row in rows]
    known = _known(copies)
    return sorted(
        (replace(copy, stands_already=bool(_marks(copy) & known)) for copy in copies),
        key=lambda copy: (copy.facts.starts_at, copy.source.pk),
    )


@verb
def copy_season(
    copies: Sequence[Copy], *, by: Any = None, status: str, accept: str = ""
) -> list[Outcome]:
    """Places all copies in one transaction, or none. Raises as `place_all`."""
    facts = [copy.facts for copy in copies]
    return place_all(facts, by=by, status=status, accept=accept)


def _copy(
    row: Performance,
    year: int,
    same: SameDay,
    with_programme: bool,
    kept: dict[int, Venue],
) -> Copy:
    zone = ZoneInfo(row.time_zone)
    local = row.starts_at.astimezone(zone)
    move = same_lunar_day if same is SameDay.LUNAR else same_weekday
    new_day = move(local.date(), year)
    wall = datetime.combine(new_day, local.time(), tzinfo=zone)
    starts_at = wall.astimezone(UTC)
    old = facts_of(row)
    venue = kept.get(old.venue.pk, old.venue) if old.venue else None
    facts = replace(
        old,
        starts_at=starts_at,
        ends_at=starts_at + (old.ends_at - old.starts_at),
        venue=venue,
        region=venue.region if venue else old.region,
        public_note="",
        technical_note="",
        # Trucks are given out anew each year, and people lent anew.
        along=(),
        programme=old.programme if with_programme else (),
    )
    return Copy(row, facts, local.date(), new_day)


def _venues_that_go_on(rows: Iterable[Performance]) -> dict[int, Venue]:
    merged = {
        row.venue_id: row.venue.merged_into_id
        for row in rows
        if row.venue is not None and row.venue.merged_into_id is not None
    }
    if not merged:
        return {}
    found = Venue.objects.select_related("region__league", "region__banner").in_bulk(
        merged.values()
    )
    return {old: found[new] for old, new in merged.items()}


Mark = tuple[int, int | None, date]


def _marks(copy: Copy) -> set[Mark]:
    venue = copy.facts.venue
    key = venue.pk if venue else None
    return {(troupe.pk, key, copy.new_day) for troupe in copy.facts.troupes}


def _known(copies: Sequence[Copy]) -> set[Mark]:
    """Who plays where on the days the copies would fall on; one query."""
    if not copies:
        return set()
    starts = [copy.facts.starts_at for copy in copies]
    parts = PerformanceTroupe.objects.filter(
        performance__starts_at__gte=min(starts).replace(hour=0, minute=0),
        performance__starts_at__lte=max(starts).replace(hour=23, minute=59),
    ).exclude(performance__status__in=OFF)
    rows = parts.values_list(
        "troupe", "performance__venue", "performance__starts_at",
        "performance__venue__time_zone",
    )  # fmt: skip
    return {
        (troupe, venue, at.astimezone(ZoneInfo(zone or "Asia/Shanghai")).date())
        for troupe, venue, at, zone in rows
    }

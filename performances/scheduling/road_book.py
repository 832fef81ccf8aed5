"""Reads the book of roads: rules, known legs and standing notices, in three queries."""

from collections.abc import Collection, Iterable
from typing import Self

from django.db.models import Q

from ..claims import Claim
from ..models import RoadLeg, RoadNotice, RoadRules
from ..roads import Codes, KnownLeg, Leg, Notice, RoadBook, Season, both_ways
from ..slots import MINUTE, epoch, moment
from ..travel import Place, Road, RoadClass

# Beyond so many codes it is quicker to read every leg than to name them all.
_NAMED_AT_MOST = 400
_CODES = (
    "from_venue__code",
    "from_region__code",
    "to_venue__code",
    "to_region__code",
)


class Roads:
    """The way to reckon travel for one act or one sweep (a `Travel`).

    Reads the book when the first journey asks for it, and once: three queries an act
    however many claims it makes, none where nobody travels.
    """

    def __init__(self, *, since: int, codes: Collection[str] | None = None) -> None:
        self._since, self._codes = since, codes
        self._book: RoadBook | None = None

    @classmethod
    def between(cls, claims: Collection[Claim]) -> Self:
        """For journeys between these claims."""
        places = [spot for one in claims for spot in (one.place, one.origin) if spot]
        codes = {code for place in places for code in place.codes}
        since = min((one.slot.ends for one in claims), default=0)
        return cls(since=since, codes=codes)

    def __call__(self, origin: Place, destination: Place, free: int) -> Leg:
        if self._book is None:
            self._book = read_book(since=self._since, codes=self._codes)
        return self._book.journey(origin, destination, free)


def read_book(*, since: int, codes: Collection[str] | None = None) -> RoadBook:
    """The book for journeys that begin at `since` (UTC seconds) or later, with the
    legs between places of these codes, or all legs."""
    rules = RoadRules.current()
    notices = RoadNotice.objects.standing(moment(since)).for_the_book()
    return RoadBook(
        roads=_roads(rules),
        legs=both_ways(_legs(codes)),
        seasons=_seasons(rules),
        notices=tuple(notice_value(row) for row in notices if _holds(row)),
        departure=rules.departure_minutes * MINUTE,
        arrival=rules.arrival_minutes * MINUTE,
    )


def notice_value(row: RoadNotice, *, as_entered: bool = False) -> Notice:
    """The notice as the pure rules see it; `as_entered` forgets that it was ended."""
    until = row.ends_at if as_entered else row.until
    return Notice(
        key=row.pk or 0,
        starts=epoch(row.starts_at),
        ends=epoch(until) if until else None,
        factor=float(row.factor) if row.factor is not None else None,
        leg=row.leg_id,
        road=row.road,
        area=row.region.code if row.region else "",
        label=row.target,
        source=row.source,
    )


def _holds(row: RoadNotice) -> bool:
    """One that was ended before it began never hindered anybody."""
    return row.until is None or row.until > row.starts_at


def _legs(codes: Collection[str] | None) -> Iterable[tuple[Codes, KnownLeg, bool]]:
    rows = RoadLeg.objects.order_by("pk")
    if codes is not None and len(codes) <= _NAMED_AT_MOST:
        begins = Q(from_venue__code__in=codes) | Q(from_region__code__in=codes)
        ends = Q(to_venue__code__in=codes) | Q(to_region__code__in=codes)
        rows = rows.filter(begins, ends)
    facts = ("pk", "km", "hours", "roads", "holds_all_year", "is_one_way")
    for row in rows.values(*_CODES, *facts):
        venue, region, to_venue, to_region = (row[name] for name in _CODES)
        leg = KnownLeg(
            km=float(row["km"]),
            hours=float(row["hours"]),
            roads=tuple(RoadLeg(roads=row["roads"]).road_names),
            all_year=row["holds_all_year"],
            key=row["pk"],
        )
        yield (venue or region, to_venue or to_region), leg, row["is_one_way"]


def _roads(rules: RoadRules) -> dict[RoadClass, Road]:
    return {
        road: Road(
            float(getattr(rules, f"detour_{road.value}")),
            getattr(rules, f"speed_{road.value}"),
        )
        for road in RoadClass
    }


def _seasons(rules: RoadRules) -> tuple[Season, ...]:
    return tuple(
        Season(
            name,
            getattr(rules, f"{name}_first"),
            getattr(rules, f"{name}_last"),
            {road: float(getattr(rules, f"{name}_{road.value}")) for road in RoadClass},
        )
        for name in RoadRules.SEASONS
    )

"""The book of roads: how long a coach takes from one place to another, and when.

The model, in four sentences. A coach leaves when strike and packing are done and drives
at once. It needs the hours of a known leg, or kilometres by speed; while a season or a
notice slows the road it gets on that many times slower, and while the road is closed it
stands. Of two notices at once the slower counts, on top of the season. So the arrival
is the earliest possible one, and leaving later never means arriving earlier.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from math import ceil, inf
from types import MappingProxyType
from zoneinfo import ZoneInfo

from .slots import HOUR, epoch, moment
from .travel import ROADS, CoordPrecision, Place, Road, RoadClass, road_class, road_km

# Seasons change at midnight on the wall here; the whole region keeps one time.
_ZONE = ZoneInfo("Asia/Shanghai")
# Fractions of a second that are only the error of adding floats.
_DUST = 1e-6


@dataclass(frozen=True, slots=True)
class KnownLeg:
    """What somebody who drove it says: one direction of it.

    `roads` are the names of the roads it uses. `all_year`: its hours hold in every
    season, so no seasonal factor comes on top. `key` is how notices name it.
    """

    km: float
    hours: float
    roads: tuple[str, ...] = ()
    all_year: bool = False
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """Months, first to last and over New Year if need be, in which roads are slow."""

    name: str
    first: int
    last: int
    factors: Mapping[RoadClass, float] = field(hash=False)

    def covers(self, month: int) -> bool:
        if self.first <= self.last:
            return self.first <= month <= self.last
        return month >= self.first or month <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A road is closed (`factor` None) or slow, [starts, ends) or until further notice.

    It is on one known leg, on a named road, or on all roads of a region, by its code:
    then on every journey that begins or ends there. Raises ValueError for a factor
    that would make a road faster.
    """

    key: int
    starts: int
    ends: int | None = None
    factor: float | None = None
    leg: int | None = None
    road: str = ""
    area: str = ""
    label: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.factor is not None and self.factor < 1:
            raise ValueError(f"A notice only slows: {self.factor}")

    @property
    def is_closure(self) -> bool:
        return self.factor is None

    def is_on(self, at: float) -> bool:
        return self.starts <= at and (self.ends is None or at < self.ends)

    def concerns(
        self, origin: Place, destination: Place, known: KnownLeg | None
    ) -> bool:
        if self.area:
            return self.area in origin.areas or self.area in destination.areas
        if known is None:
            return False
        if self.road:
            return self.road in known.roads
        return self.leg is not None and self.leg == known.key


@dataclass(frozen=True, slots=True)
class Leg:
    """The way by road between two places, for a coach that is free at a given instant.

    `seconds` is all that must lie between strike and load-in: buffers, driving and
    standing before closed roads; None when the road is closed and nobody says until
    when. `known`: from the table. `approximate`: a place's coordinates stand for its
    seat, so the real way may be much longer. `notices` are those that slowed it, the
    worst first; `concerned` those on its road at any time.
    """

    origin: Place
    destination: Place
    km: float
    seconds: int | None
    known: bool = False
    approximate: bool = False
    buffer_seconds: int = 0
    waiting_seconds: int = 0
    season: str = ""
    season_factor: float = 1.0
    notices: tuple[Notice, ...] = ()
    concerned: tuple[Notice, ...] = ()
    leg_key: int | None = None

    @property
    def hours(self) -> float:
        return inf if self.seconds is None else self.seconds / HOUR

    def fits(self, seconds: int) -> bool:
        return self.seconds is not None and self.seconds <= seconds


# From where, to where, and when strike is done there (UTC seconds).
Travel = Callable[[Place, Place, int], Leg]
Codes = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadBook:
    """Everything known about roads. `legs` by the codes of both ends, in the direction
    they are driven (`both_ways` makes them); `departure` and `arrival` are the seconds
    between strike and leaving, and between arriving and load-in."""

    roads: Mapping[RoadClass, Road] = field(default_factory=lambda: ROADS, hash=False)
    legs: Mapping[Codes, KnownLeg] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
    seasons: tuple[Season, ...] = ()
    notices: tuple[Notice, ...] = ()
    departure: int = 0
    arrival: int = 0

    def journey(self, origin: Place, destination: Place, free: int = 0) -> Leg:
        """The leg for a coach whose strike is done at `free`; nothing within one
        place. Costs the codes of the two places and the notices on their road."""
        if origin.is_same(destination):
            return Leg(origin, destination, km=0, seconds=0)
        known = self.known_leg(origin, destination)
        road = road_class(origin, destination)
        km = known.km if known else road_km(origin, destination, self.roads)
        bare = known.hours * HOUR if known else km * HOUR / self.roads[road].km_per_hour
        concerned = tuple(
            one for one in self.notices if one.concerns(origin, destination, known)
        )
        seasonal = known is None or not known.all_year
        seasons = [(one.factors[road], one) for one in self.seasons if seasonal]
        drive = _Drive(seasons, concerned).from_(free + self.departure, bare)
        seat = CoordPrecision.SEAT in (origin.precision, destination.precision)
        buffers = self.departure + self.arrival
        return Leg(
            origin,
            destination,
            km=km,
            seconds=None if drive.seconds is None else drive.seconds + buffers,
            known=known is not None,
            approximate=known is None and seat,
            buffer_seconds=buffers,
            waiting_seconds=drive.waiting,
            season=drive.season,
            season_factor=drive.season_factor,
            notices=drive.notices,
            concerned=concerned,
            leg_key=known.key if known else None,
        )

    def known_leg(self, origin: Place, destination: Place) -> KnownLeg | None:
        """The known leg between the narrowest codes of the two that have one."""
        if not self.legs:
            return None
        pairs = product(enumerate(origin.codes), enumerate(destination.codes))
        # Narrowest together; then by name, so that both directions find the same leg.
        ranked = sorted(
            (i + j, min(code, other), max(code, other), code, other)
            for (i, code), (j, other) in pairs
        )
        return next(
            (self.legs[one[3:]] for one in ranked if one[3:] in self.legs), None
        )


def both_ways(
    legs: Iterable[tuple[Codes, KnownLeg, bool]],
) -> Mapping[Codes, KnownLeg]:
    """The table of legs by direction, from (ends, leg, is one-way); what somebody says
    of one direction alone wins there over what holds for both."""
    table: dict[Codes, KnownLeg] = {}
    for (origin, destination), leg, one_way in sorted(legs, key=lambda one: one[2]):
        table[origin, destination] = leg
        if not one_way:
            table[destination, origin] = leg
    return MappingProxyType(table)


@dataclass(slots=True)
class _Drive:
    """One drive, stretch by stretch, each between two instants at which the road may
    change. `seconds` is None for one that never ends."""

    _seasons: list[tuple[float, Season]]
    _notices: tuple[Notice, ...]
    seconds: int | None = 0
    waiting: int = 0
    season: str = ""
    season_factor: float = 1.0
    notices: tuple[Notice, ...] = ()

    def from_(self, leaves: int, bare_seconds: float) -> "_Drive":
        """Drives what would take `bare_seconds` on a free road, from `leaves` on."""
        at, left, stood, met = float(leaves), bare_seconds, 0.0, set[Notice]()
        while left > _DUST:
            slowed = [one for one in self._notices if one.is_on(at)]
            worst = max(slowed, key=_weight, default=None)
            if worst is not None and worst.factor is not None and worst.factor == 1:
                worst = None
            met |= {worst} if worst else set()
            pace = self._season_at(at)
            until = self._next_change(at)
            if worst is not None and worst.is_closure:
                if until is None or worst.ends is None:
                    self.seconds = None
                    break
                stood, at = stood + until - at, until
                continue
            pace *= worst.factor if worst and worst.factor else 1
            stretch = left * pace
            if until is not None and at + stretch > until:
                left, at = left - (until - at) / pace, until
                continue
            at, left = at + stretch, 0
        self.waiting = ceil(stood - _DUST)
        self.notices = tuple(sorted(met, key=_weight, reverse=True))
        if self.seconds is not None:
            self.seconds = ceil(at - leaves - _DUST)
        return self

    def _season_at(self, at: float) -> float:
        month = moment(int(at)).astimezone(_ZONE).month
        found = [(factor, one) for factor, one in self._seasons if one.covers(month)]
        factor, season = max(found, key=lambda pair: pair[0], default=(1.0, None))
        if season is not None and factor > self.season_factor:
            self.season, self.season_factor = season.name, factor
        return max(factor, 1.0)

    def _next_change(self, at: float) -> float | None:
        """The first instant after `at` at which the road may be another."""
        later = [bound for bound in self._bounds(at) if bound > at]
        return min(later, default=None)

    def _bounds(self, at: float) -> Iterator[int]:
        for notice in self._notices:
            yield notice.starts
            if notice.ends is not None:
                yield notice.ends
        if self._seasons:
            today = moment(int(at)).astimezone(_ZONE)
            year, month = divmod(today.year * 12 + today.month, 12)
            yield epoch(datetime(year, month + 1, 1, tzinfo=_ZONE))


def _weight(notice: Notice) -> tuple[float, float, int]:
    """Closures before slow roads, without an end before with, slower before less."""
    if notice.factor is None:
        return inf, inf if notice.ends is None else notice.ends, notice.key
    return notice.factor, 0, notice.key


# Without a table: kilometres by speed, on a dry road and without buffers.
journey: Travel = RoadBook().journey

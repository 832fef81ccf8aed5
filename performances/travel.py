"""How far two places are apart by road, and how long a coach takes.

Sources: domain.md section 8. Road is longer than the straight line: × 1.2 on
motorways, × 1.4 across country; a coach makes 70 km/h, 40 to 50 on grassland tracks
(general knowledge, so every figure here gives way to a known leg). Check: a reported
400 km to a gacha took 7 hours, 57 km/h, which lies between the two speeds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import asin, ceil, cos, radians, sin, sqrt
from types import MappingProxyType

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


class RoadClass(StrEnum):
    """The best road that reaches a place: league seat, banner seat, gacha."""

    MOTORWAY = "motorway"
    COUNTRY = "country"
    TRACK = "track"


class CoordPrecision(StrEnum):
    """What a place's coordinates are: its own, about its own, or its seat's."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Road:
    detour: float
    km_per_hour: int


ROADS: Mapping[RoadClass, Road] = MappingProxyType(
    {
        RoadClass.MOTORWAY: Road(1.2, 70),
        RoadClass.COUNTRY: Road(1.4, 70),
        RoadClass.TRACK: Road(1.4, 45),
    }
)
_WORSE = tuple(RoadClass)


@dataclass(frozen=True, slots=True)
class Place:
    """A point in WGS-84 degrees with the name a coordinator knows it by.

    `codes` are those by which known legs are found, narrowest first: the place's own,
    then each town whose legs are as good as its own. Two places with the same first
    code are one place. Raises ValueError off the globe.
    """

    lat: float
    lon: float
    name: str
    precision: CoordPrecision = CoordPrecision.EXACT
    codes: tuple[str, ...] = ()
    road: RoadClass = RoadClass.COUNTRY

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"Not a point on the globe: {self.lat}, {self.lon}")

    def is_same(self, other: "Place") -> bool:
        return bool(self.codes) and self.codes[:1] == other.codes[:1]


@dataclass(frozen=True, slots=True)
class KnownLeg:
    """What somebody who drove it says."""

    km: float
    hours: float


@dataclass(frozen=True, slots=True)
class Leg:
    """The way by road between two places.

    `known`: from the table. `approximate`: a place's coordinates stand for its seat,
    so the real way may be much longer.
    """

    origin: Place
    destination: Place
    km: float
    seconds: int
    known: bool = False
    approximate: bool = False

    @property
    def hours(self) -> float:
        return self.seconds / 3600


PairKey = tuple[str, str]
KnownLegs = Mapping[PairKey, KnownLeg]
Travel = Callable[[Place, Place], Leg]


def pair_key(code: str, other: str) -> PairKey:
    """One key for both directions."""
    return (code, other) if code <= other else (other, code)


# Hohhot to Baotou: about 180 km, 1.5 to 2.5 h (domain.md 8); the slower one, since a
# coach with a stage is no car.
KNOWN_LEGS: KnownLegs = MappingProxyType(
    {pair_key("150100", "150200"): KnownLeg(km=180, hours=2.5)}
)


def great_circle_km(origin: Place, destination: Place) -> float:
    """Haversine on the mean sphere; within 0.6 % of the ellipsoid."""
    lat, other_lat = radians(origin.lat), radians(destination.lat)
    half_lat = (other_lat - lat) / 2
    half_lon = radians(destination.lon - origin.lon) / 2
    chord = sin(half_lat) ** 2 + cos(lat) * cos(other_lat) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def road_class(origin: Place, destination: Place) -> RoadClass:
    """The worse of the two ends: a coach bound for a gacha leaves the motorway."""
    return max(origin.road, destination.road, key=_WORSE.index)


def road_km(origin: Place, destination: Place) -> float:
    """Straight line × detour of the road class, to the tenth of a kilometre."""
    detour = ROADS[road_class(origin, destination)].detour
    return round(great_circle_km(origin, destination) * detour, 1)


def journey(
    origin: Place, destination: Place, *, known_legs: KnownLegs = KNOWN_LEGS
) -> Leg:
    """The leg between two places: nothing within one, a known leg, or computed."""
    if origin.is_same(destination):
        return Leg(origin, destination, km=0, seconds=0)
    known = _known_leg(origin, destination, known_legs)
    if known is not None:
        seconds = ceil(known.hours * 3600)
        return Leg(origin, destination, km=known.km, seconds=seconds, known=True)
    km = road_km(origin, destination)
    speed = ROADS[road_class(origin, destination)].km_per_hour
    return Leg(
        origin,
        destination,
        km=km,
        seconds=ceil(km * 3600 / speed),
        approximate=CoordPrecision.SEAT in (origin.precision, destination.precision),
    )


def _known_leg(
    origin: Place, destination: Place, known_legs: KnownLegs
) -> KnownLeg | None:
    """The known leg between the narrowest codes of the two that have one."""
    pairs = product(enumerate(origin.codes), enumerate(destination.codes))
    # Narrowest together; then by key, so that both directions find the same leg.
    ranked = sorted((i + j, pair_key(code, other)) for (i, code), (j, other) in pairs)
    return next((known_legs[key] for _, key in ranked if key in known_legs), None)

"""Places, and how far apart two of them are by road when nobody drove it yet.

Sources: domain.md section 8. Road is longer than the straight line: × 1.2 on
motorways, × 1.4 across country; a coach makes 70 km/h, 40 to 50 on grassland tracks
(general knowledge, so every figure here gives way to a known leg). Check: a reported
400 km to a gacha took 7 hours, 57 km/h, which lies between the two speeds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
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
    code are one place. `areas` are the codes of every region it lies in, by which
    notices on all roads of a region find it. Raises ValueError off the globe.
    """

    lat: float
    lon: float
    name: str
    precision: CoordPrecision = CoordPrecision.EXACT
    codes: tuple[str, ...] = ()
    road: RoadClass = RoadClass.COUNTRY
    areas: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"Not a point on the globe: {self.lat}, {self.lon}")

    def is_same(self, other: "Place") -> bool:
        return bool(self.codes) and self.codes[:1] == other.codes[:1]


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


def road_km(
    origin: Place, destination: Place, roads: Mapping[RoadClass, Road] = ROADS
) -> float:
    """Straight line × detour of the road class, to the tenth of a kilometre."""
    detour = roads[road_class(origin, destination)].detour
    return round(great_circle_km(origin, destination) * detour, 1)

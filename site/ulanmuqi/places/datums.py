"""The three datums a point of a map in China is written in, and the way between them.

WGS-84 is what satellites and this site's rows say. GCJ-02 is WGS-84 bent by some
hundred metres, as public maps in China are (Amap, Tencent, Apple within China). BD-09
is GCJ-02 bent once more, by Baidu. None of the bends is published by who made it; the
formulas are those of eviltransform (github.com/googollee/eviltransform, MIT) and, for
BD-09, of coordtransform (github.com/wandergis/coordtransform, MIT), whose own test
points are ours too. Right to about a metre.

Points are (lat, lon) in degrees.
"""

from collections.abc import Callable
from enum import StrEnum
from math import atan2, cos, hypot, pi, radians, sin, sqrt

Point = tuple[float, float]

# The ellipsoid of the formula (Krasovsky 1940): half the long axis in metres, and its
# eccentricity squared.
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
# Where it is applied at all: south, west, north, east.
_BENT = (0.8293, 72.004, 55.8271, 137.8347)
_BAIDU = pi * 3000.0 / 180.0


class Datum(StrEnum):
    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_gcj02(point: Point) -> Point:
    """From WGS-84; a point outside China comes back as it is."""
    south, west, north, east = _BENT
    lat, lon = point
    if not (south <= lat <= north and west <= lon <= east):
        return point
    d_lat, d_lon = _bend(lon - 105.0, lat - 35.0)
    flat = sin(radians(lat))
    curve = 1 - _ECCENTRICITY * flat * flat
    root = sqrt(curve)
    metres_north = _AXIS * (1 - _ECCENTRICITY) / (curve * root)
    metres_east = _AXIS / root * cos(radians(lat))
    return (
        lat + d_lat * 180.0 / (metres_north * pi),
        lon + d_lon * 180.0 / (metres_east * pi),
    )


def from_gcj02(point: Point) -> Point:
    """To WGS-84: the point that to_gcj02 brings here, to a few centimetres.

    The bend differs little between a point and its picture, so stepping back by the
    bend found there closes in at once.
    """
    lat, lon = point
    for _step in range(3):
        seen = to_gcj02((lat, lon))
        lat, lon = lat - (seen[0] - point[0]), lon - (seen[1] - point[1])
    return lat, lon


def to_bd09(point: Point) -> Point:
    """From WGS-84."""
    lat, lon = to_gcj02(point)
    far = hypot(lon, lat) + 0.00002 * sin(lat * _BAIDU)
    turn = atan2(lat, lon) + 0.000003 * cos(lon * _BAIDU)
    return far * sin(turn) + 0.006, far * cos(turn) + 0.0065


def from_bd09(point: Point) -> Point:
    """To WGS-84."""
    lat, lon = point[0] - 0.006, point[1] - 0.0065
    far = hypot(lon, lat) - 0.00002 * sin(lat * _BAIDU)
    turn = atan2(lat, lon) - 0.000003 * cos(lon * _BAIDU)
    return from_gcj02((far * sin(turn), far * cos(turn)))


_TO_WGS84: dict[Datum, Callable[[Point], Point]] = {
    Datum.WGS84: lambda point: point,
    Datum.GCJ02: from_gcj02,
    Datum.BD09: from_bd09,
}


def to_wgs84(point: Point, datum: Datum) -> Point:
    """As the rows keep it, to seven decimals: a centimetre, finer than any source."""
    if datum is Datum.WGS84:
        return point
    lat, lon = _TO_WGS84[datum](point)
    return round(lat, 7), round(lon, 7)


def _bend(x: float, y: float) -> tuple[float, float]:
    """By how many metres north and east, from degrees off 35° N 105° E."""
    root = sqrt(abs(x))
    both = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + both
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + both
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    return north, east

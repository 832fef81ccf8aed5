"""Whether a point lies in a league, by the simplified outlines of the data pack.

The outlines (reference/inner_mongolia.geojson, see sources.md) are good to a few
kilometres, so a point this near to its league is taken as inside.
"""

import json
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "reference" / "inner_mongolia.geojson"

NEAR_KM = 20
KM_PER_DEGREE = 111.195  # of latitude, on the mean sphere

Ring = tuple[tuple[float, float], ...]


@cache
def outlines() -> dict[str, tuple[Ring, ...]]:
    """The rings of every league by its code, as (lon, lat)."""
    features = json.loads(_FILE.read_text(encoding="utf-8"))["features"]
    return {
        feature["properties"]["code"]: tuple(
            tuple((lon, lat) for lon, lat, *_height in ring)
            for polygon in _polygons(feature["geometry"])
            for ring in polygon
        )
        for feature in features
    }


def km_outside(league_code: str, lat: float, lon: float) -> float | None:
    """Kilometres from the league's border, 0 inside; None for an unknown league."""
    rings = outlines().get(league_code)
    if rings is None:
        return None
    if sum(_is_inside(ring, lon, lat) for ring in rings) % 2:
        return 0.0
    return min(_km_to_ring(ring, lon, lat) for ring in rings)


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    several = geometry["type"] == "MultiPolygon"
    return geometry["coordinates"] if several else [geometry["coordinates"]]


def _is_inside(ring: Ring, lon: float, lat: float) -> bool:
    """Ray casting: how often a line to the east crosses the ring."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        crosses = (y1 > lat) != (y2 > lat)
        if crosses and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _km_to_ring(ring: Ring, lon: float, lat: float) -> float:
    """On a plane laid at the point: exact enough for tens of kilometres."""
    squeeze = cos(radians(lat))

    def flat(x: float, y: float) -> tuple[float, float]:
        return (x - lon) * KM_PER_DEGREE * squeeze, (y - lat) * KM_PER_DEGREE

    points = [flat(x, y) for x, y in ring]
    return min(_km_to_edge(start, end) for start, end in pairwise(points))


def _km_to_edge(start: tuple[float, float], end: tuple[float, float]) -> float:
    """From the origin to the line between two points."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = -(start[0] * dx + start[1] * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(start[0] + along * dx, start[1] + along * dy)

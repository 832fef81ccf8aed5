"""The outline drawn: leagues as paths with a place for their number, and the seats of
one league as circles that do not cover each other.

Pure and in whole units of a picture WIDTH wide, so that a page can be written from it
without a map library. The outline is whatever borders.outlines() reads: replace that
file and this draws the new one (docs/operations.md).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, hypot, pi, radians, sin

from .borders import Ring, outlines

WIDTH = 1000
# The largest circle around a label point that has room for a name and a number.
ROOM = 24
# Half of what a label outside takes, and how far from its area it may stand.
_LABEL = (46, 30)
_REACH = range(48, 260, 8)
_DIRECTIONS = 32
_GRID = 14
_MARGIN = 12

Xy = tuple[float, float]
Place = Callable[[float, float], Xy]


@dataclass(frozen=True, slots=True)
class Area:
    """`x`, `y` is the middle of the label; `leader` is the line from it to the area,
    where the area is too small to hold it."""

    code: str
    path: str
    x: int
    y: int
    leader: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """`box` is the viewBox: left, top, width, height."""

    box: tuple[int, int, int, int]
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle at `x`, `y` for the seat at `seat_x`, `seat_y`."""

    code: str
    x: int
    y: int
    seat_x: int
    seat_y: int
    radius: int

    @property
    def below(self) -> int:
        """Where the name stands."""
        return self.y + self.radius + 22

    @property
    def is_apart(self) -> bool:
        """Whether it had to leave its seat, and a line leads back."""
        return hypot(self.x - self.seat_x, self.y - self.seat_y) > self.radius


@dataclass(frozen=True, slots=True)
class LeagueDrawing:
    box: tuple[int, int, int, int]
    path: str
    spots: tuple[Spot, ...]


@cache
def whole_region() -> Drawing:
    """Every league of the outline; about a third of a second, once a process."""
    flat = _flattened(outlines())
    middles = {code: _middle(rings) for code, rings in flat.items()}
    areas: list[Area] = []
    taken: list[Xy] = []
    for code in sorted(flat):
        x, y, room = middles[code]
        at = (x, y) if room >= ROOM else _outside((x, y), flat.values(), taken)
        if at != (x, y):
            taken.append(at)
        areas.append(_area(code, flat[code], at, (x, y)))
    points = [point for rings in flat.values() for ring in rings for point in ring]
    return Drawing(_box(points, taken), tuple(areas))


def league(
    code: str, seats: Mapping[str, Xy], radii: Mapping[str, int]
) -> LeagueDrawing | None:
    """One league as large as the picture, its seats ((lat, lon) by code) as circles.

    None for a league without an outline.
    """
    rings = outlines().get(code)
    if rings is None:
        return None
    place = _projection({code: rings})
    flat = [_drawn(ring, place) for ring in rings]
    points = [point for ring in flat for point in ring]
    at = {key: place(lon, lat) for key, (lat, lon) in seats.items()}
    moved = _apart(at, radii)
    spots = tuple(
        Spot(key, round(x), round(y), round(at[key][0]), round(at[key][1]), radii[key])
        for key, (x, y) in sorted(moved.items())
    )
    return LeagueDrawing(_box(points, moved.values()), _path(flat), spots)


# --- From degrees to the picture ------------------------------------------------------


def _projection(areas: Mapping[str, Sequence[Ring]]) -> Place:
    """Degrees to units, true in both directions at the middle latitude."""
    points = [point for rings in areas.values() for ring in rings for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDTH / max((east - west) * squeeze, north - south)

    def place(lon: float, lat: float) -> Xy:
        return (lon - west) * squeeze * scale, (north - lat) * scale

    return place


def _flattened(areas: Mapping[str, Sequence[Ring]]) -> dict[str, list[list[Xy]]]:
    place = _projection(areas)
    return {
        code: [_drawn(ring, place) for ring in rings] for code, rings in areas.items()
    }


def _drawn(ring: Ring, place: Place) -> list[Xy]:
    """In whole units, so that neighbours still meet; points that fall together go."""
    drawn: list[Xy] = []
    for lon, lat in ring:
        x, y = place(lon, lat)
        point = (float(round(x)), float(round(y)))
        if not drawn or drawn[-1] != point:
            drawn.append(point)
    return drawn


def _path(rings: Iterable[Sequence[Xy]]) -> str:
    """As short as SVG allows: one absolute point a ring, then steps."""
    parts = []
    for ring in rings:
        if len(ring) < 3:
            continue
        steps = "".join(
            f"{round(x2 - x1)} {round(y2 - y1)} "
            for (x1, y1), (x2, y2) in pairwise(ring)
        )
        parts.append(f"M{round(ring[0][0])} {round(ring[0][1])}l{steps.strip()}z")
    return "".join(parts).replace(" -", "-")


def _area(code: str, rings: Sequence[Sequence[Xy]], at: Xy, middle: Xy) -> Area:
    x, y = round(at[0]), round(at[1])
    leader = None
    if at != middle:
        leader = (*_edge_of_label(at, middle), round(middle[0]), round(middle[1]))
    return Area(code, _path(rings), x, y, leader)


def _edge_of_label(at: Xy, towards: Xy) -> tuple[int, int]:
    """Where the line from the middle of a label leaves it."""
    dx, dy = towards[0] - at[0], towards[1] - at[1]
    out = min(_LABEL[0] / (abs(dx) or 1e-9), _LABEL[1] / (abs(dy) or 1e-9), 1)
    return round(at[0] + dx * out), round(at[1] + dy * out)


def _box(points: Iterable[Xy], labels: Iterable[Xy]) -> tuple[int, int, int, int]:
    labels = list(labels)
    xs = [x for x, _y in points] + [
        x + side for x, _y in labels for side in (-_LABEL[0], _LABEL[0])
    ]
    ys = [y for _x, y in points] + [
        y + side for _x, y in labels for side in (-_LABEL[1], _LABEL[1])
    ]
    left, top = round(min(xs)) - _MARGIN, round(min(ys)) - _MARGIN
    return (
        left,
        top,
        round(max(xs)) + _MARGIN - left,
        round(max(ys)) + _MARGIN - top,
    )


# --- Where a number has room ----------------------------------------------------------


def _middle(rings: Sequence[Sequence[Xy]]) -> tuple[float, float, float]:
    """The point of an area farthest from its border, and how far: by a grid, then by a
    finer one around the best."""
    edges = [edge for ring in rings for edge in pairwise([*ring[::2], *ring[-1:]])]
    outer = max(rings, key=len)
    left, right = min(x for x, _y in outer), max(x for x, _y in outer)
    top, bottom = min(y for _x, y in outer), max(y for _x, y in outer)
    best = ((left + right) / 2, (top + bottom) / 2, 0.0)
    step_x, step_y = (right - left) / _GRID, (bottom - top) / _GRID
    x, y = best[0], best[1]
    for _round in range(2):
        for column in range(-_GRID // 2, _GRID // 2 + 1):
            for row in range(-_GRID // 2, _GRID // 2 + 1):
                at = (x + column * step_x, y + row * step_y)
                if _holds(rings, at):
                    best = max(best, (*at, _distance(edges, at)), key=lambda b: b[2])
        x, y = best[0], best[1]
        step_x, step_y = step_x / _GRID * 2, step_y / _GRID * 2
    return best


def _outside(
    middle: Xy, areas: Iterable[Sequence[Sequence[Xy]]], taken: Iterable[Xy]
) -> Xy:
    """The nearest place beyond every area where a label covers nothing; the middle
    itself where there is none."""
    areas, taken = list(areas), list(taken)
    for far in _REACH:
        for turn in range(_DIRECTIONS):
            angle = 2 * pi * turn / _DIRECTIONS
            at = (middle[0] + far * cos(angle), middle[1] + far * sin(angle))
            if _is_free(at, areas, taken):
                return (float(round(at[0])), float(round(at[1])))
    return middle


def _is_free(
    at: Xy, areas: Sequence[Sequence[Sequence[Xy]]], taken: Sequence[Xy]
) -> bool:
    wide, high = _LABEL
    if any(abs(x - at[0]) < 2 * wide and abs(y - at[1]) < 2 * high for x, y in taken):
        return False
    corners = [
        (at[0] + wide * i / 2, at[1] + high * j / 2)
        for i in (-2, -1, 0, 1, 2)
        for j in (-2, 0, 2)
    ]
    return not any(_holds(rings, corner) for corner in corners for rings in areas)


def _holds(rings: Sequence[Sequence[Xy]], at: Xy) -> bool:
    x, y = at
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def _distance(edges: Iterable[tuple[Xy, Xy]], at: Xy) -> float:
    found = float("inf")
    for (x1, y1), (x2, y2) in edges:
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        along = ((at[0] - x1) * dx + (at[1] - y1) * dy) / length if length else 0.0
        along = min(1.0, max(0.0, along))
        found = min(found, hypot(x1 + along * dx - at[0], y1 + along * dy - at[1]))
    return found


# --- Circles that keep apart ----------------------------------------------------------

_PASSES = 80
# Room for the name below a circle, and beside it: half the width of six characters.
_NAME_HIGH = 34
_NAME_WIDE = 66


def _apart(at: Mapping[str, Xy], radii: Mapping[str, int]) -> dict[str, Xy]:
    """Pushes overlapping labels apart, each pair along its shorter way, in an order
    that never changes."""
    spots = {key: list(at[key]) for key in sorted(at)}
    keys = list(spots)
    for _pass in range(_PASSES):
        still = True
        for number, one in enumerate(keys):
            for other in keys[number + 1 :]:
                still &= not _push(spots[one], spots[other], radii[one], radii[other])
        if still:
            break
    return {key: (x, y) for key, (x, y) in spots.items()}


def _push(one: list[float], other: list[float], first: int, second: int) -> bool:
    wide = max(_NAME_WIDE, first) + max(_NAME_WIDE, second)
    high = first + second + _NAME_HIGH
    dx, dy = other[0] - one[0], other[1] - one[1]
    over_x, over_y = wide - abs(dx), high - abs(dy)
    if over_x <= 0 or over_y <= 0:
        return False
    axis, over, sign = (
        (0, over_x, 1 if dx >= 0 else -1)
        if over_x < over_y
        else (1, over_y, 1 if dy >= 0 else -1)
    )
    one[axis] -= sign * (over / 2 + 0.5)
    other[axis] += sign * (over / 2 + 0.5)
    return True

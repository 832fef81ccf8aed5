"""Lines over months: how something grew."""

from collections.abc import Sequence
from dataclasses import dataclass

from .scale import STEPS, step_of

WIDTH, HEIGHT = 720, 256
_BASE, _TOP = 212, 36
_LEFT, _RIGHT = 20, 84
_LABEL_BELOW = 28
# From a point to its number above or below it, and between two names.
_ABOVE, _BELOW, _APART = -9, 19, 18


@dataclass(frozen=True, slots=True)
class Point:
    """`number` is the baseline of its number, None where another line says it."""

    x: float
    y: float
    value: int
    number: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """`path` is the data of an SVG path; `name` is where its label stands."""

    label: str
    path: str
    points: tuple[Point, ...]
    name: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[Line, ...]
    labels: tuple[tuple[float, str], ...]
    grid: tuple[float, ...]
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = _BASE + _LABEL_BELOW


def lines(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Lines:
    """A label a point; each series has at most as many values, the later ones ahead.

    Of two lines the upper bears its numbers above and the lower below, so that they
    never meet; names at their ends keep apart.
    """
    step = step_of([value for _name, values in series for value in values])
    high = (_BASE - _TOP) / (step * STEPS)
    pitch = (WIDTH - _LEFT - _RIGHT) / max(len(labels) - 1, 1)
    drawn: list[Line] = []
    for place, (name, values) in enumerate(series):
        points = []
        for n, value in enumerate(values):
            x, y = round(_LEFT + n * pitch, 1), round(_BASE - value * high, 1)
            others = [
                (one[n], other) for other, (_name, one) in enumerate(series)
                if other != place and n < len(one)
            ]  # fmt: skip
            points.append(Point(x, y, value, _number(y, value, place, others)))
        if points:
            path = "M" + "L".join(f"{one.x:g} {one.y:g}" for one in points)
            end = _apart(points[-1].y + 5, [line.name[1] for line in drawn])
            drawn.append(Line(name, path, tuple(points), (points[-1].x + 10, end)))
    spread = (_BASE - _TOP) / STEPS
    return Lines(
        tuple(drawn),
        tuple((round(_LEFT + n * pitch, 1), label) for n, label in enumerate(labels)),
        tuple(_BASE - spread * n for n in range(STEPS + 1)),
    )


def _number(
    y: float, value: int, place: int, others: Sequence[tuple[int, int]]
) -> float | None:
    """Where its number stands beside those of the other lines at the same month."""
    if any(other == value and at < place for other, at in others):
        return None
    is_below = any(other > value for other, _at in others)
    return round(y + (_BELOW if is_below else _ABOVE), 1)


def _apart(wanted: float, taken: Sequence[float]) -> float:
    """The nearest place to `wanted` where no name stands yet."""
    for step in range(2 * len(taken) + 1):
        for place in (wanted - step * _APART, wanted + step * _APART):
            if all(abs(place - one) >= _APART for one in taken):
                return round(place, 1)
    return wanted

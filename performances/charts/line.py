"""Lines over months: how something grew."""

from collections.abc import Sequence
from dataclasses import dataclass

from .scale import STEPS, step_of

WIDTH, HEIGHT = 720, 256
_BASE, _TOP = 212, 36
_MARGIN = 28
_LABEL_BELOW = 28
# From a point to the baseline of its number above or below it.
_ABOVE, _BELOW = -10, 24


@dataclass(frozen=True, slots=True)
class Point:
    """Of the month in `label`; `number` is the baseline of its number, None where
    another line says it."""

    x: float
    y: float
    value: int
    number: float | None
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """`path` is the data of an SVG path; the label stands in the legend below."""

    label: str
    path: str
    points: tuple[Point, ...]


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
    never meet.
    """
    step = step_of([value for _name, values in series for value in values])
    high = (_BASE - _TOP) / (step * STEPS)
    pitch = (WIDTH - 2 * _MARGIN) / max(len(labels) - 1, 1)
    drawn: list[Line] = []
    for place, (name, values) in enumerate(series):
        points = []
        for n, value in enumerate(values):
            x, y = round(_MARGIN + n * pitch, 1), round(_BASE - value * high, 1)
            others = [
                (one[n], other) for other, (_name, one) in enumerate(series)
                if other != place and n < len(one)
            ]  # fmt: skip
            number = _number(y, value, place, others)
            points.append(Point(x, y, value, number, labels[n]))
        if points:
            path = "M" + "L".join(f"{one.x:g} {one.y:g}" for one in points)
            drawn.append(Line(name, path, tuple(points)))
    spread = (_BASE - _TOP) / STEPS
    return Lines(
        tuple(drawn),
        tuple((round(_MARGIN + n * pitch, 1), label) for n, label in enumerate(labels)),
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

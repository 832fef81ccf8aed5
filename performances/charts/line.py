"""Lines over months: how something grew."""

from collections.abc import Sequence
from dataclasses import dataclass

from .scale import STEPS, step_of

WIDTH, HEIGHT = 720, 240
_BASE, _TOP = 200, 35
_LEFT, _RIGHT = 20, 56
_LABEL_BELOW = 24


@dataclass(frozen=True, slots=True)
class Line:
    """`path` is the data of an SVG path; the last point bears the name."""

    label: str
    path: str
    points: tuple[tuple[float, float, int], ...]

    @property
    def end(self) -> tuple[float, float]:
        x, y, _value = self.points[-1]
        return x, y


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[Line, ...]
    labels: tuple[tuple[float, str], ...]
    grid: tuple[float, ...]
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = _BASE + _LABEL_BELOW


def lines(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Lines:
    """A label a point; each series has at most as many values, the later ones ahead."""
    step = step_of([value for _name, values in series for value in values])
    high = (_BASE - _TOP) / (step * STEPS)
    pitch = (WIDTH - _LEFT - _RIGHT) / max(len(labels) - 1, 1)
    drawn = []
    for name, values in series:
        points = tuple(
            (round(_LEFT + n * pitch, 1), round(_BASE - value * high, 1), value)
            for n, value in enumerate(values)
        )
        if points:
            path = "M" + "L".join(f"{x:g} {y:g}" for x, y, _value in points)
            drawn.append(Line(name, path, points))
    spread = (_BASE - _TOP) / STEPS
    return Lines(
        tuple(drawn),
        tuple((round(_LEFT + n * pitch, 1), label) for n, label in enumerate(labels)),
        tuple(_BASE - spread * n for n in range(STEPS + 1)),
    )

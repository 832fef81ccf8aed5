"""Upright bars, a month each, with the number on top of every one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .scale import STEPS, step_of

WIDTH, HEIGHT = 720, 260
_BASE, _TOP = 220, 28
_BAR = 34
_LABEL_ABOVE, _LABEL_BELOW = 8, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """`x` and `y` are the upper left corner; `middle` and `above` place its number."""

    label: str
    value: int | None
    x: float
    y: float
    width: float
    height: float
    is_marked: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        return round(self.y - _LABEL_ABOVE, 1)


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    lines: tuple[float, ...]
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = _BASE + _LABEL_BELOW


def bars(
    values: Sequence[tuple[str, int | None]], *, marked: Collection[int] = ()
) -> Bars:
    """Labels and values from left to right, None where nobody knows; `marked` are the
    places of those drawn in the one red, such as the month that is still going on."""
    step = step_of([value or 0 for _label, value in values])
    high = (_BASE - _TOP) / (step * STEPS)
    pitch = WIDTH / max(len(values), 1)
    width = min(_BAR, pitch * 0.6)
    drawn = tuple(
        Bar(
            label,
            value,
            x=round(number * pitch + (pitch - width) / 2, 1),
            y=round(_BASE - (value or 0) * high, 1),
            width=round(width, 1),
            height=round((value or 0) * high, 1),
            is_marked=number in marked,
        )
        for number, (label, value) in enumerate(values)
    )
    spread = (_BASE - _TOP) / STEPS
    return Bars(drawn, tuple(_BASE - spread * n for n in range(STEPS + 1)))

"""Stalks with a bud on top, a month each: the small chart of new works."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 300, 84
_BASE, _TOP, _SHORTEST = 70, 20, 8


@dataclass(frozen=True, slots=True)
class Stalk:
    label: str
    value: int
    x: float
    y: float

    @property
    def above(self) -> float:
        return self.y - 14


@dataclass(frozen=True, slots=True)
class Stalks:
    stalks: tuple[Stalk, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = _BASE


def stalks(values: Sequence[tuple[str, int]]) -> Stalks:
    """A month without anything has no stalk, and its label all the same."""
    most = max([1, *(value for _label, value in values)])
    pitch = WIDTH / max(len(values), 1)
    reach = _BASE - _TOP - _SHORTEST

    def top(value: int) -> float:
        grown = _SHORTEST + reach * value / most if value else 0
        return round(_BASE - grown, 1)

    return Stalks(
        tuple(
            Stalk(label, value, x=round((number + 0.5) * pitch, 1), y=top(value))
            for number, (label, value) in enumerate(values)
        )
    )

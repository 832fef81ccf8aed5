"""A field of buds: one bud is one new work, a row a genre."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 720
_ROW = 38
_PITCH = 9.6
# A character of Chinese is as wide as the letters are high, one of Latin half of that.
_LETTER, _NUMBER, _GAP = 14, 46, 10
_LEAST_LEFT = 104
_LATIN_ENDS = 0x2000


@dataclass(frozen=True, slots=True)
class BudRow:
    """One line of buds. A genre with more than a line holds goes on in the next, which
    bears no name. `y` is its upper edge, `length` how far its buds reach."""

    label: str
    value: int | None
    y: int
    buds: int
    length: float

    @property
    def ground(self) -> int:
        return self.y + _ROW - 2

    @property
    def baseline(self) -> int:
        return self.y + _ROW - 9


@dataclass(frozen=True, slots=True)
class BudField:
    """`left` is where the buds begin, `number` where the numbers end."""

    rows: tuple[BudRow, ...]
    left: int
    pitch: float = _PITCH
    row: int = _ROW
    width: int = WIDTH

    @property
    def number(self) -> int:
        return self.left - _GAP

    @property
    def height(self) -> int:
        return len(self.rows) * _ROW + 10


def bud_field(values: Sequence[tuple[str, int]]) -> BudField:
    longest = max((_width(label) for label, _value in values), default=0)
    left = max(_LEAST_LEFT, round(longest) + _NUMBER)
    a_row = int((WIDTH - left) / _PITCH)
    return BudField(tuple(_rows(values, a_row)), left)


def _width(label: str) -> float:
    return sum(
        _LETTER if ord(character) > _LATIN_ENDS else _LETTER * 0.58
        for character in label
    )


def _rows(values: Sequence[tuple[str, int]], a_row: int) -> Iterator[BudRow]:
    y = 0
    for label, value in values:
        left, is_first = value, True
        while is_first or left > 0:
            buds = min(left, a_row)
            yield BudRow(
                label if is_first else "",
                value if is_first else None,
                y,
                buds,
                round(buds * _PITCH, 1),
            )
            left, is_first, y = left - buds, False, y + _ROW

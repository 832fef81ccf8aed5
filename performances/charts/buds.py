"""A field of buds: one bud is one new work, a row a genre."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 720
FIELD_FROM = 104
_ROW = 38
_WIDEST, _A_ROW = 9.6, 64


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
    rows: tuple[BudRow, ...]
    pitch: float = _WIDEST
    row: int = _ROW
    left: int = FIELD_FROM
    width: int = WIDTH

    @property
    def height(self) -> int:
        return len(self.rows) * _ROW + 10


def bud_field(values: Sequence[tuple[str, int]]) -> BudField:
    return BudField(tuple(_rows(values)))


def _rows(values: Sequence[tuple[str, int]]) -> Iterator[BudRow]:
    y = 0
    for label, value in values:
        left, is_first = value, True
        while is_first or left > 0:
            buds = min(left, _A_ROW)
            yield BudRow(
                label if is_first else "",
                value if is_first else None,
                y,
                buds,
                round(buds * _WIDEST, 1),
            )
            left, is_first, y = left - buds, False, y + _ROW

"""How much fits on one sheet of A4: pure, lengths in, layout out.

Browsers decide about lines only when they print, so the server reckons: a wide sign
counts 1, a narrow one NARROW, and a setting knows how many fit in a line and how high
a line is. The reckoning is on the safe side; what still finds no room is counted.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A Latin letter beside a Chinese sign; with what word breaks leave empty.
NARROW = 0.58
# Lengths below are in millimetres. Between the margins of css/sheet.css.
PAGE = 267.0
# The line that says how many more there are.
_MORE = 8.0


@dataclass(frozen=True, slots=True)
class Setting:
    """One size of type. `widths` are the signs a line holds of each text of an item;
    texts stand one below the other, or side by side."""

    name: str
    columns: int
    line: float
    gap: float
    widths: tuple[float, ...]
    stacked: bool

    def height(self, texts: Sequence[str]) -> float:
        """Of one item, in millimetres; an empty text takes no line of its own."""
        lines = [
            math.ceil(max(length(text), 0.01) / width)
            for text, width in zip(texts, self.widths, strict=True)
            if text
        ]
        if not lines:
            return self.gap
        return self.gap + self.line * (sum(lines) if self.stacked else max(lines))


@dataclass(frozen=True, slots=True)
class Layout:
    """`shown` of the items fit in the setting called `name`; `left` do not."""

    name: str
    columns: int
    shown: int
    left: int


# Title, then form and performers below it.
PROGRAMME = (
    Setting("large", 1, 5.3, 2.8, (36, 46), True),
    Setting("small", 1, 4.4, 1.6, (42, 52), True),
    Setting("two", 2, 4.2, 1.6, (18.5, 23.5), True),
    Setting("tight", 2, 3.6, 1.1, (22, 26.5), True),
)
# Title, place.
MONTH = (
    Setting("large", 1, 5.3, 2.4, (20, 17), False),
    Setting("small", 1, 4.4, 1.3, (25, 20), False),
    Setting("two", 2, 3.9, 1.5, (16, 19), True),
    Setting("tight", 2, 3.5, 0.9, (18.5, 21), True),
)


def length(text: str) -> float:
    """In signs as wide as a Chinese one."""
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in text)
    return wide + NARROW * (len(text) - wide)


def lines(text: str, width: float) -> int:
    """How many lines of `width` signs a text of several paragraphs takes."""
    return sum(
        max(1, math.ceil(length(part) / width)) for part in text.splitlines() if part
    )


def fit(
    items: Sequence[tuple[str, ...]], settings: Sequence[Setting], room: float
) -> Layout:
    """The largest type in which all items fit in `room` millimetres, else the
    smallest with as many as fit."""
    for setting in settings:
        if _taken(items, setting) <= room:
            return Layout(setting.name, setting.columns, len(items), 0)
    least = settings[-1]
    shown = len(items)
    while shown and _taken(items[:shown], least) > room - _MORE:
        shown -= 1
    return Layout(least.name, least.columns, shown, len(items) - shown)


def _taken(items: Sequence[tuple[str, ...]], setting: Setting) -> float:
    """The height of the longest column: they balance but for one item."""
    heights = [setting.height(texts) for texts in items]
    if setting.columns == 1 or not heights:
        return sum(heights)
    return sum(heights) / setting.columns + max(heights)

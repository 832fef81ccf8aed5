"""What long commands show on a terminal: a table that lines up Chinese, a bar."""

from collections.abc import Sequence
from time import monotonic
from typing import Any, TextIO
from unicodedata import combining, east_asian_width

BAR_CELLS = 30
# A bar redrawn more often than the eye sees costs more than the work it tells of.
SECONDS_BETWEEN = 0.1


def width(text: str) -> int:
    """Cells a terminal gives the text: two for a Chinese character."""
    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, cells: int) -> str:
    """The rows under their head, within `cells`: the last column takes what the
    others leave and is wrapped, never cut, since it says what to do."""
    columns = range(len(head) - 1)
    widths = [max(width(row[at]) for row in [head, *rows]) for at in columns]
    left = max(20, cells - sum(widths) - 2 * len(widths))
    lines = [_line(head, widths), "  ".join("─" * w for w in [*widths, left])]
    for row in rows:
        first, *others = wrap(row[-1], left)
        lines.append(_line([*row[:-1], first], widths))
        lines += [" " * (sum(widths) + 2 * len(widths)) + other for other in others]
    return "\n".join(lines)


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most so many cells: Latin words stay whole, Chinese breaks anywhere
    but before a closing mark."""
    lines = [""]
    for word in _words(text):
        if lines[-1] and width(lines[-1] + word.rstrip()) > cells:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


class Bar:
    """A progress bar on a terminal; silent where nobody looks (`out` is no tty)."""

    def __init__(self, out: TextIO | Any, total: int) -> None:
        self.out, self.total = out, total
        self.is_shown = bool(getattr(out, "isatty", bool)()) and total > 0
        self._told = 0.0

    def at(self, done: int) -> None:
        now = monotonic()
        if not self.is_shown or (
            done < self.total and now - self._told < SECONDS_BETWEEN
        ):
            return
        self._told = now
        share = min(1.0, done / self.total)
        filled = round(share * BAR_CELLS)
        bar = "█" * filled + "░" * (BAR_CELLS - filled)
        self.out.write(f"\r{bar} {share:4.0%} {done}/{self.total}")
        self.out.flush()

    def clear(self) -> None:
        """Leaves the line to what is printed next."""
        if self.is_shown:
            self.out.write("\r\033[K")
            self.out.flush()


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        text + " " * (cells - width(text))
        for text, cells in zip(row[:-1], widths, strict=True)
    ]
    return "  ".join([*padded, row[-1]])


_CLOSING = frozenset("，。；：！？、）》”’,.;:!?)")


def _words(text: str) -> list[str]:
    words = [""]
    for sign in text:
        wide = east_asian_width(sign) in "WF"
        glued = sign in _CLOSING or (not wide and not _ends(words[-1]))
        if glued:
            words[-1] += sign
        else:
            words.append(sign)
    return [word for word in words if word]


def _ends(word: str) -> bool:
    """Whether the next sign begins a word of its own."""
    return bool(word) and (word[-1] == " " or east_asian_width(word[-1]) in "WF")

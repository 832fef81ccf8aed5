"""Breaks words into lines as a Chinese page does."""

import re
from collections.abc import Sequence

from PIL import ImageFont

# These begin no line, and those end none.
_CLOSING = "，。、；：？！）》〉」』】〕”’…—·,.;:?!)%"
_OPENING = "（《〈「『【〔“‘("
# A Latin word, a figure or a short quoted name stays in one piece.
_PIECES = re.compile(
    r"“[^“”]{1,6}”|《[^《》]{1,8}》|[0-9A-Za-z\u00c0-\u017f.:'/()-]+| |.", re.DOTALL
)


def fit(
    text: str,
    fonts: Sequence[ImageFont.FreeTypeFont],
    width: float,
    most: int,
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The first (largest) font in which the text takes at most `most` lines; in the
    last one the rest is cut."""
    for font in fonts:
        lines = wrap(text, font, width)
        if len(lines) <= most:
            return font, _balanced(text, font, width, lines)
    kept = lines[:most]
    while kept[-1] and font.getlength(f"{kept[-1]}…") > width:
        kept[-1] = kept[-1][:-1]
    kept[-1] = f"{kept[-1].rstrip(_CLOSING + _OPENING + ' ')}…"
    return font, kept


def wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Never empty; a word wider than the line is cut where the line ends."""
    lines = [""]
    for piece in _units(text):
        line = lines[-1]
        if not line or font.getlength((line + piece).rstrip()) <= width:
            lines[-1] = line + piece if line else piece.lstrip()
        else:
            lines.append(piece.lstrip())
        while len(lines[-1]) > 1 and font.getlength(lines[-1].rstrip()) > width:
            lines[-1:] = _cut(lines[-1], font, width)
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _units(text: str) -> list[str]:
    """Pieces no line may part: marks stay with what they open or close."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        glued = units and (
            piece[0] in _CLOSING or (units[-1][-1] in _OPENING and piece != " ")
        )
        if glued:
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _cut(word: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    fits = next(
        size
        for size in range(len(word) - 1, 0, -1)
        if size == 1 or font.getlength(word[:size]) <= width
    )
    return [word[:fits], word[fits:]]


def _balanced(
    text: str, font: ImageFont.FreeTypeFont, width: float, lines: list[str]
) -> list[str]:
    """As few lines, but even ones: no single sign on the last."""
    if len(lines) < 2:
        return lines
    best = lines
    for part in range(19, 9, -1):
        tried = wrap(text, font, width * part / 20)
        if len(tried) != len(lines):
            break
        best = tried
    return best

"""The two fonts of a card, and which signs they have.

Subsets of Noto Serif and Sans CJK SC: GB 2312, Latin, punctuation and signs of given
names (fonts/README.md). A sign they lack is set as 〓, the printer's mark for it; a
wrong one is never drawn.
"""

import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont, features

_FONTS = Path(__file__).parent / "fonts"
_MONGOLIAN = (
    Path(__file__).parents[2] / "static" / "fonts" / "noto-sans-mongolian.woff2"
)
MISSING = "〓"
NAMES = (_FONTS / "names.txt").read_text(encoding="utf-8").strip()
_LATIN = range(0x20, 0x180)
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_MARKS = "‐–‑—‘’“”…′″℃−←↑→↓○●■□▲△〇●◎％￥①②③④⑤⑥⑦⑧⑨⑩"


@cache
def song(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / "song-bold.woff2", size)


@cache
def hei(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / "hei-regular.woff2", size)


@cache
def mongolian(size: int) -> ImageFont.FreeTypeFont | None:
    """None where letters could not be joined: then the name is left out."""
    if not features.check("raqm") or not _MONGOLIAN.exists():
        return None
    return ImageFont.truetype(_MONGOLIAN, size, layout_engine=ImageFont.Layout.RAQM)


def legible(text: str) -> str:
    """As it can be set: one line, known signs, what joins or hides nothing dropped."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(sign if covered(sign) else _stand_in(sign) for sign in text)


def covered(sign: str) -> bool:
    code = ord(sign)
    if code in _FULL_WIDTH or sign in _MARKS or sign in NAMES:
        return True
    if code in _LATIN:
        return not unicodedata.category(sign).startswith("C")
    try:
        return len(sign.encode("gb2312")) == 2 and _is_han_or_mark(sign)
    except UnicodeEncodeError:
        return False


def _is_han_or_mark(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or sign in "、。·々〈〉《》「」『』【】〔〕〓"


def _stand_in(sign: str) -> str:
    """Mongolian would stand on its side here, and marks of format are nothing."""
    if "\u1800" <= sign <= "\u18af" or unicodedata.category(sign)[0] in "CM":
        return ""
    return MISSING

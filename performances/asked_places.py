"""Which listed sumu or gacha somebody means who writes down a place in a banner.

Pure. Whoever asks for a show types “宝力根嘎查文化室”; the list of the banner says
“宝力根嘎查”. A guess would be worse than nothing: what two places could be is neither.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# What a list adds in brackets belongs to no name; nobody types it.
_BRACKETS = re.compile(r"[（(].*?[)）]")
_BLANKS = re.compile(r"\s+")
_KINDS = re.compile(r"(?:嘎查村?|苏木|社区|街道|居委会|村|镇|乡)$")
# One character names no place.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A sumu, or a gacha in the sumu whose key is `sumu`."""

    key: int
    name: str
    sumu: int | None


def meant(text: str, listed: Iterable[Listed]) -> int | None:
    """The key of the gacha that is named, else of the sumu, else None. `listed` are
    those of one banner; of names in one another the longest counts."""
    said = _plain(text)
    rows = [(one, _plain(one.name)) for one in listed]
    gacha = [row for row in rows if row[0].sumu is not None]
    sumu = _named(said, [row for row in rows if row[0].sumu is None], _is_named)
    found = _named(said, gacha, _is_named) or _named(said, gacha, _is_short)
    if len(found) > 1:
        around = {one.key for one in sumu}
        found = [one for one in found if one.sumu in around]
    found = found or sumu or _named(said, rows, _is_short)
    return found[0].key if len(found) == 1 else None


def _named(
    said: str, rows: Iterable[tuple[Listed, str]], fits: Callable[[str, str], bool]
) -> list[Listed]:
    """Those with the longest name that fits."""
    found = [(len(name), one) for one, name in rows if fits(said, name)]
    longest = max((length for length, _one in found), default=0)
    return [one for length, one in found if length == longest]


def _is_named(said: str, name: str) -> bool:
    return len(name) >= _SHORTEST and name in said


def _is_short(said: str, name: str) -> bool:
    """The name without what kind of place it is, and nothing else."""
    stem = _KINDS.sub("", name)
    return len(stem) >= _SHORTEST and said == stem


def _plain(text: str) -> str:
    return _BLANKS.sub("", _BRACKETS.sub("", text))

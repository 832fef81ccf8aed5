"""How names and questions are spelt for looking up: letters, digits, nothing else.

A name is cut into overlapping stretches, one for each character it can be entered at:
科尔沁 gives 科尔沁, 尔沁 and 沁, so that any part, of one character, a pair or more, is
the beginning of a stretch. Chinese is also spelt by its pinyin (from each syllable on)
and by initials. Pure: no Django, no clock, no database; a question never needs the
pinyin dictionaries.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from typing import Any, Final

# Of a stretch, in bytes of UTF-8: twelve Chinese characters.
STRETCH: Final = 36
# Of a question, in characters; a name may have 300, a page many more.
LONGEST_QUESTION: Final = 60
MOST_WORDS: Final = 6
LONGEST_NAME: Final = 300
LONGEST_TEXT: Final = 4_000

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT: Final = re.compile(rf"[{_HAN}]|\d+|[^\d\s{_HAN}]+")
_HAN_ONE: Final = re.compile(rf"[{_HAN}]")
# Latin letters with digits beside them, or anything else: pinyin typed after Chinese.
_SCRIPT_RUN: Final = re.compile(r"[0-9]*[a-z][a-z0-9]*|[^a-z]+")
_APOSTROPHES: Final = re.compile("['’‘`ʼ]")
_UMLAUT: Final = re.compile("u\u0308")


class Tier(IntEnum):
    """How a thing is called by what was typed; the smaller, the nearer."""

    EXACT = 0
    START = 1
    INSIDE = 2
    PINYIN_START = 3
    PINYIN_INSIDE = 4
    INITIALS_START = 5
    INITIALS_INSIDE = 6
    # Of something that belongs to it: the banner of a venue, who made a work.
    ABOUT = 7
    # In the running text of a page.
    TEXT = 8


NAMED: Final = frozenset(Tier) - {Tier.ABOUT, Tier.TEXT}
# Titles of shows are kept apart, so that a hundred thousand of them stand in no
# other name's way.
TITLES: Final = 16
_FROM_THE_START: Final = frozenset(
    {Tier.EXACT, Tier.START, Tier.PINYIN_START, Tier.INITIALS_START}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one thing: its names, what belongs to it, its running text."""

    names: tuple[str, ...]
    about: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question; `rest` are later parts of one longer than a stretch."""

    text: str
    rest: tuple[str, ...] = ()

    @property
    def tiers(self) -> frozenset[Tier]:
        """One Latin letter or digit is only looked for at the beginning of names."""
        short = len(self.text) == 1 and self.text.isascii()
        return _FROM_THE_START if short else frozenset(Tier)


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, as it can be looked up.

    `typed` is what to show in the box again. Every one of `words` must be found;
    `whole` is all of it in one piece, where it has several words. `was_cut` says that
    not all of what was typed is looked for.
    """

    typed: str = ""
    words: tuple[Word, ...] = ()
    whole: Word | None = None
    was_cut: bool = False
    marks: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str | None) -> "Question":
        """Never raises, whatever stands in the text; looks at its beginning alone."""
        given = text or ""
        typed = _printable(given[: LONGEST_QUESTION * 4])
        kept = typed[:LONGEST_QUESTION].rstrip()
        chunks = letters(kept).split()
        pieces = [run for chunk in chunks for run in _SCRIPT_RUN.findall(chunk)]
        pieces = list(dict.fromkeys(pieces))
        words = tuple(_word(piece) for piece in pieces[:MOST_WORDS])
        squeezed = "".join(chunks)
        return cls(
            typed=kept,
            words=words,
            whole=_word(squeezed) if len(words) > 1 else None,
            was_cut=len(typed) > len(kept)
            or len(given) > LONGEST_QUESTION * 4
            or len(pieces) > MOST_WORDS,
            marks=tuple(dict.fromkeys([*chunks, *pieces])),
        )


def letters(text: str) -> str:
    """Small letters, digits and single spaces: width, case, accents, tones, apostrophes
    and the joiners of Mongolian script make no difference."""
    # Twice: what only looks like a capital becomes one first.
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    text = _UMLAUT.sub("v", unicodedata.normalize("NFKD", text))
    kept = [_kept(char) for char in text]
    return " ".join(unicodedata.normalize("NFKC", "".join(kept)).split())


def stretch(text: str) -> bytes:
    """The beginning of a text, no longer than STRETCH, in whole characters."""
    raw = text.encode()
    if len(raw) <= STRETCH:
        return raw
    return raw[:STRETCH].decode(errors="ignore").encode()


def stretches(said: Said) -> dict[tuple[int, bytes], None]:
    """Every (tier, stretch) a thing is found by, each once, in a steady order."""
    found: dict[tuple[int, bytes], None] = {}
    for name in said.names:
        found.update(dict.fromkeys(_of_name(name)))
    for tier, texts in ((Tier.ABOUT, said.about), (Tier.TEXT, said.texts)):
        room = LONGEST_TEXT
        for text in texts:
            units = _units(letters(text[:room]))
            room -= min(len(text), room)
            found.update(dict.fromkeys((tier, one) for one in _entries(units)))
    return found


def squeezed(text: str) -> str:
    """Letters and digits in one piece, as names are compared."""
    return letters(text).replace(" ", "")


def syllables(text: str) -> list[str]:
    """Letters and digits in one piece as they are spoken, one item a character of
    Chinese; loads the dictionaries."""
    return _pinyin(_units(text))


def _of_name(name: str) -> Iterator[tuple[int, bytes]]:
    units = _units(letters(name[:LONGEST_NAME]))
    if not units:
        return
    yield Tier.EXACT, stretch("".join(units))
    for number, one in enumerate(_entries(units)):
        yield (Tier.INSIDE if number else Tier.START), one
    if not any(map(_is_han, units)):
        return
    spelt = _pinyin(units)
    initials = [said if said.isdigit() else said[:1] for said in spelt]
    for spelling, start, inside in (
        (spelt, Tier.PINYIN_START, Tier.PINYIN_INSIDE),
        (initials, Tier.INITIALS_START, Tier.INITIALS_INSIDE),
    ):
        for number, one in enumerate(_entries(spelling)):
            # What is not Chinese is spelt the same way already.
            if _is_han(units[number]):
                yield (inside if number else start), one


def _entries(units: list[str]) -> Iterator[bytes]:
    """The stretch from each unit on."""
    whole = "".join(units)
    at = 0
    for unit in units:
        # A character has four bytes at most, and one at least.
        yield stretch(whole[at : at + STRETCH])
        at += len(unit)


def _units(text: str) -> list[str]:
    """Chinese characters one by one, numbers and words of letters in one piece."""
    return _UNIT.findall(text)


def _pinyin(units: list[str]) -> list[str]:
    """The syllable of each Chinese character, read in its phrase; the rest as it is."""
    # Its dictionaries take half a second to load, which every start would pay.
    from pypinyin import lazy_pinyin

    spelt: list[str] = []
    for is_han, group in groupby(units, key=_is_han):
        run = list(group)
        spelt += lazy_pinyin("".join(run), errors=_as_it_is) if is_han else run
    return spelt


def _as_it_is(unknown: str) -> Any:
    """Characters no dictionary knows, one by one."""
    return list(unknown)


def _is_han(unit: str) -> bool:
    return _HAN_ONE.match(unit) is not None


def _word(text: str) -> Word:
    """A word longer than a stretch is several that have to be there.

    Names are entered at characters, numbers and words of letters, so none of these is
    cut; of one that alone is longer than a stretch the beginning has to do.
    """
    parts = [""]
    for unit in _units(text):
        if len((parts[-1] + unit).encode()) > STRETCH and parts[-1]:
            parts.append("")
        parts[-1] = stretch(parts[-1] + unit).decode()
    return Word(parts[0], tuple(parts[1:]))


def _kept(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cf"):
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(char))
    return char if kind[0] in "LN" or kind == "Mc" else " "


def _printable(text: str) -> str:
    """Joiners stay: they belong to what was typed in Mongolian script."""
    kept = (
        char if char.isprintable() or unicodedata.category(char) == "Cf" else " "
        for char in text
    )
    return " ".join("".join(kept).split())


def bounds(text: str) -> tuple[bytes, bytes]:
    """What stretches that begin with the text lie between: [first, last). No byte of
    UTF-8 is 255."""
    raw = text.encode()
    return raw, raw + b"\xff"

"""Marks in a text what was asked for, as it is written there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ulanmuqi.finding.spelling import Question, letters, syllables

_BEFORE = 18
_AFTER = 60


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_marked: bool = False


Pieces = tuple[Piece, ...]


def marked(text: str, question: Question, *, by_sound: bool = False) -> Pieces:
    """The text in pieces; `by_sound` also marks Chinese by its pinyin and initials."""
    spans = list(_spans(text, question.marks))
    if not spans and by_sound:
        spans = list(_sounding(text, question.marks))
    return _cut(text, _merged(spans))


def says(text: str, question: Question) -> bool:
    return any(True for _span in _spans(text, question.marks))


def snippet(text: str, question: Question) -> Pieces:
    """The neighbourhood of the first place that says it; nothing when none does."""
    first = min((start for start, _end in _spans(text, question.marks)), default=None)
    if first is None:
        return ()
    begins, ends = max(first - _BEFORE, 0), first + _AFTER
    shown = text[begins:ends].strip()
    before = "…" if begins > 0 else ""
    after = "…" if ends < len(text) else ""
    return marked(f"{before}{shown}{after}", question)


def _spans(text: str, marks: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    spelt, places = _spelt(text)
    for mark in marks:
        at = spelt.find(mark)
        while at >= 0:
            # Latin words count from their beginning only, as they are found.
            starts_word = places[at] == 0 or not _continues(text, places[at])
            if starts_word:
                yield places[at], places[at + len(mark) - 1] + 1
            at = spelt.find(mark, at + len(mark))


def _continues(text: str, at: int) -> bool:
    """Whether a letter of an alphabet stands in the middle of its word."""
    here, before = text[at], text[at - 1]
    return here.isascii() and here.isalnum() and before.isascii() and before.isalnum()


def _spelt(text: str) -> tuple[str, list[int]]:
    """Letters and digits in one piece, and where in the text each comes from."""
    spelt: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _letters_of(char):
            spelt.append(letter)
            places.append(place)
    return "".join(spelt), places


@lru_cache(maxsize=8192)
def _letters_of(char: str) -> str:
    return letters(char).replace(" ", "")


def _sounding(text: str, marks: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Chinese whose syllables, or their initials, begin with what was typed."""
    spelt, places = _spelt(text)
    said = syllables(spelt)
    if len(said) != len(spelt):
        # Words of letters stand between; their place is not worth the guessing.
        said, places = _chinese_alone(spelt, places)
    for mark in marks:
        if not (mark.isascii() and mark.isalpha()):
            continue
        for first in range(len(said)):
            last = _reaches(said, first, mark)
            if last is not None:
                yield places[first], places[last] + 1


def _chinese_alone(spelt: str, places: list[int]) -> tuple[list[str], list[int]]:
    kept = [at for at, char in enumerate(spelt) if not char.isascii()]
    return syllables("".join(spelt[at] for at in kept)), [places[at] for at in kept]


def _reaches(said: list[str], first: int, mark: str) -> int | None:
    """The last of the syllables from `first` on that the typed letters cover."""
    if "".join(one[:1] for one in said[first : first + len(mark)]) == mark:
        return first + len(mark) - 1
    covered = ""
    for last in range(first, len(said)):
        covered += said[last]
        if covered.startswith(mark):
            return last
        if not mark.startswith(covered):
            return None
    return None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, spans: list[tuple[int, int]]) -> Pieces:
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        pieces += [Piece(text[at:start]), Piece(text[start:end], is_marked=True)]
        at = end
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)

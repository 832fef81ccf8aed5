"""What a result page shows: frozen values, marked where they say what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from ulanmuqi.finding.spelling import Question, Tier

from .marking import Pieces, marked, says, snippet

_BY_SOUND = range(Tier.PINYIN_START, Tier.ABOUT)


@dataclass(frozen=True, slots=True)
class Hit:
    """`also` is another name that says it; `said` a piece of running text that does."""

    url: str
    title: Pieces
    facts: tuple[str, ...]
    also: Pieces = ()
    said: Pieces = ()
    tier: int = 0
    is_example: bool = False
    # In the vertical script, beside the title.
    name_mn: str = ""

    @property
    def plain_title(self) -> str:
        return "".join(piece.text for piece in self.title)


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind; `more` leads to those that are not shown."""

    code: str
    label: str | Promise
    count: int
    tier: int
    hits: tuple[Hit, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A row as its loader knows it: the title first, other names, running texts."""

    url: str
    title: str
    names: Sequence[str] = ()
    facts: Sequence[str] = ()
    texts: Sequence[str] = ()
    is_example: bool = False
    name_mn: str = ""


def hit(row: Named, question: Question, tier: int) -> Hit:
    by_sound = tier in _BY_SOUND
    title = marked(row.title, question, by_sound=by_sound)
    also: Pieces = ()
    said: Pieces = ()
    if not any(piece.is_marked for piece in title):
        names = [name for name in row.names if name and name != row.title]
        other = next((name for name in names if says(name, question)), "")
        also = marked(other, question) if other else _sounds(names, question, by_sound)
    if not also and not any(piece.is_marked for piece in title):
        said = next((p for t in row.texts if (p := snippet(t, question))), ())
    return Hit(
        url=row.url,
        title=title,
        facts=tuple(fact for fact in row.facts if fact),
        also=also,
        said=said,
        tier=tier,
        is_example=row.is_example,
        name_mn=row.name_mn,
    )


def _sounds(names: Sequence[str], question: Question, by_sound: bool) -> Pieces:
    if not by_sound:
        return ()
    for name in names:
        pieces = marked(name, question, by_sound=True)
        if any(piece.is_marked for piece in pieces):
            return pieces
    return ()

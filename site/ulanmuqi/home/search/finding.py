"""Everything a question finds, kind by kind: what the page shows, and suggestions."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse

from ulanmuqi.finding import looking
from ulanmuqi.finding.documents import Kind, key_of
from ulanmuqi.finding.spelling import Question, Tier

from .hits import Group, Hit
from .pages import PAGES, translations
from .rows import ROWS
from .shows import Shows, shows

# Of a kind, beside others; and when only this kind is asked for.
FEW = 6
MANY = 60
SUGGESTED = 8
_TRIED = 10
_NEARBY = 4
CODES = frozenset(one.code for one in (*ROWS, *PAGES))


@dataclass(frozen=True, slots=True)
class Results:
    """Groups by how near the best of each is, then by kind. `shows` is None when none
    were found or another kind was asked for."""

    groups: tuple[Group, ...] = ()
    shows: Shows | None = None

    @property
    def before(self) -> tuple[Group, ...]:
        """What stands before the shows: kinds of which something is called just so."""
        return tuple(group for group in self.groups if not self._is_after(group))

    @property
    def after(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if self._is_after(group))

    def _is_after(self, group: Group) -> bool:
        return self.shows is not None and group.tier >= Tier.ABOUT

    @property
    def is_empty(self) -> bool:
        return not self.groups and self.shows is None


def results(question: Question, now: datetime, only: str = "") -> Results:
    """Two queries a kind in which something is found, one for each word, and those of
    the shows: the same number however many rows there are."""
    tiers = _by_key(question)
    most = MANY if only else FEW
    groups: list[Group] = []
    for kind in ROWS:
        if tiers.get(kind.kind) and only in ("", kind.code):
            group = kind.group(tiers[kind.kind], question, now, most)
            groups += [group] if group else []
    pages = translations(tiers[Kind.PAGE]) if tiers.get(Kind.PAGE) else {}
    for page_kind in PAGES:
        if pages and only in ("", page_kind.code):
            group = page_kind.group(pages, question, now, most)
            groups += [group] if group else []
    # Sorting is stable: kinds of equal worth keep their order.
    ordered = sorted(groups, key=lambda group: group.tier)
    played = shows(question, now) if not only else None
    return Results(
        tuple(_with_more(group, question) for group in ordered),
        played if played and played.hits else None,
    )


def suggestions(question: Question, now: datetime) -> list[tuple[Group, Hit]]:
    """A few names, the nearest first, each with its group. No shows."""
    tiers = _by_key(question)
    found: list[tuple[int, Group, Hit]] = []
    for kind in ROWS:
        if tiers.get(kind.kind):
            group = kind.group(tiers[kind.kind], question, now, SUGGESTED)
            found += [(hit.tier, group, hit) for hit in group.hits] if group else []
    found.sort(key=lambda one: one[0])
    return [(group, hit) for _tier, group, hit in found[:SUGGESTED]]


def nearby(question: Question) -> tuple[str, ...]:
    """Where nothing was found: words, or pairs of characters, that are part of a name.

    One query each, ten at most.
    """
    text = "".join(word.text for word in question.words)
    if len(question.words) > 1:
        parts = [word.text for word in question.words]
    elif text.isascii():
        parts = [text[:length] for length in range(len(text) - 1, 1, -1)]
    else:
        parts = [text[at : at + 2] for at in range(len(text) - 1)]
    tried = list(dict.fromkeys(parts))[:_TRIED]
    led = (part for part in tried if _names_something(part))
    return tuple(islice(led, _NEARBY))


def _names_something(part: str) -> bool:
    tiers = looking.documents(Question.of(part)).values()
    return min(tiers, default=Tier.TEXT) < Tier.ABOUT


def _by_key(question: Question) -> dict[Kind, dict[int, int]]:
    parted = looking.by_kind(looking.documents(question))
    return {
        kind: {key_of(document): tier for document, tier in tiers.items()}
        for kind, tiers in parted.items()
    }


def _with_more(group: Group, question: Question) -> Group:
    if group.count <= len(group.hits):
        return group
    query = urlencode({"q": question.typed, "kind": group.code})
    return replace(group, more=f"{reverse('search')}?{query}")

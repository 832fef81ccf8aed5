"""Looks names up: which documents a question leads to, and how near each is."""

from collections.abc import Iterator
from functools import reduce
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from .documents import Kind, kind_of
from .models import Stretch
from .spelling import NAMED, TITLES, Question, Tier, Word, bounds

# Of the documents one word leads to, the nearest; more than any page shows.
MOST = 3_000


def documents(question: Question) -> dict[int, int]:
    """The tier of every document that all words lead to; titles of shows left out.

    One query a word, and one for the whole of several words.
    """
    if not question.words:
        return {}
    found = reduce(_both, (_led_to(word) for word in question.words))
    if question.whole is not None:
        for document, tier in _led_to(question.whole).items():
            found[document] = min(tier, found.get(document, tier))
    return found


def called(word: Word, *, of_a_document: bool = False) -> Iterator[QuerySet]:
    """Stretches of names and of titles that begin with the word; and, one after the
    other, with its later parts, all of which have to be there.

    `of_a_document`: for a condition that names the document; its stretches are few and
    read by it, where a planner might begin with everything that is called so.
    """
    for number, text in enumerate((word.text, *word.rest)):
        first, last = bounds(text)
        named = sorted(NAMED if number else NAMED & word.tiers)
        tiers = [*named, *(tier + TITLES for tier in named)]
        stretches = Stretch.objects.filter(token__gte=first, token__lt=last)
        if of_a_document:
            # A sum is in no index.
            yield stretches.annotate(rank=F("tier") + 0).filter(rank__in=tiers)
        else:
            yield stretches.filter(tier__in=tiers)


def _led_to(word: Word) -> dict[int, int]:
    found = [
        _nearest(text, sorted(word.tiers) if number == 0 else list(Tier))
        for number, text in enumerate((word.text, *word.rest))
    ]
    first, *rest = found
    for other in rest:
        first = {
            document: tier for document, tier in first.items() if document in other
        }
    return first


def _nearest(text: str, tiers: list[Tier]) -> dict[int, int]:
    """The MOST nearest documents of a word, the same on every database."""
    first, last = bounds(text)
    marks = ", ".join(["%s"] * len(tiers))
    # A name that only begins with the word is not exactly it.
    sql = f"""
        SELECT document, MIN(CASE WHEN tier = 0 AND token <> %s THEN 1 ELSE tier END) t
        FROM finding_stretch
        WHERE tier IN ({marks}) AND token >= %s AND token < %s
        GROUP BY document ORDER BY t, document LIMIT %s
    """  # noqa: S608  # placeholders alone
    values: list[Any] = [first, *map(int, tiers), first, last, MOST]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


def _both(one: dict[int, int], other: dict[int, int]) -> dict[int, int]:
    """Every word counts: a thing is as near as the farthest of them."""
    return {
        document: max(tier, other[document])
        for document, tier in one.items()
        if document in other
    }


def by_kind(found: dict[int, int]) -> dict[Kind, dict[int, int]]:
    """Tiers by kind and document."""
    parted: dict[Kind, dict[int, int]] = {}
    for document, tier in found.items():
        parted.setdefault(kind_of(document), {})[document] = tier
    return parted

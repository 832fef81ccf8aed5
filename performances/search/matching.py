"""Which public shows a question finds, with bounded work at any season's size.

Every word has to be one of the show's names. Words that few shows bear are read as a
list of those shows. Where every word is borne by more than MOST, shows are walked by
time instead, which finds the first ones soon, since so many bear them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThan

from ulanmuqi.finding.documents import Kind, number
from ulanmuqi.finding.looking import called
from ulanmuqi.finding.spelling import Question

from ..models import Performance, Showcase, ShowName
from ..slots import epoch
from .among import Among

# Names of shows. More than these under one word are walked by time; a show may bear a
# word in several names.
MOST = 12_000
# Of those there are at least so many shows.
MANY = 1_000
# How many shows are looked at in one go while walking, more each time.
_STRIDES = (100, 300, 1_000)


@dataclass(frozen=True, slots=True)
class Found:
    """`shows` are all that were found, by key with (starts, ends) in UTC seconds; None
    when there are more than MOST under every word. `condition` finds the same."""

    condition: Q
    shows: dict[int, tuple[int, int]] | None


def matching(words: str, now: datetime) -> Q:
    """A condition on public performances: every word is one of their names.

    Three queries now, two for each further word, none within the condition where few
    shows were found. Words without a letter or digit find nothing.
    """
    return find(Question.of(words), now).condition


def find(question: Question, now: datetime, *, most: int = MOST) -> Found:
    """Shows told by now; times and status are theirs as of the last act."""
    asked = [stretches for word in question.words for stretches in called(word)]
    if not asked:
        return Found(Q(pk__in=[]), {})
    hidden = _hidden(now)
    every = [
        _told_of(stretches, hidden)
        for word in question.words
        for stretches in called(word, of_a_document=True)
    ]
    few = [_few(stretches, hidden, now, most) for stretches in asked]
    lists = [shows for shows in few if shows is not None]
    if not lists:
        return Found(reduce(and_, map(Q, every)), None)
    left = reduce(_both, sorted(lists, key=len))
    for shows, bears in zip(few, every, strict=True):
        if shows is None and left:
            kept = _of(left, Q(bears))
            left = {pk: times for pk, times in left.items() if pk in kept}
    return Found(Q(Among.of(left, in_order=True)), left)


def first(
    condition: Q, rows: QuerySet[Performance], most: int, *, anyhow: bool = False
) -> list[int] | None:
    """The first keys of ordered rows that fulfil a condition many of them do; None
    where they lie further on than a few steps reach, unless wanted `anyhow`.

    Two queries a step.
    """
    found: list[int] = []
    at = 0
    for stride in _STRIDES:
        keys = list(rows.values_list("pk", flat=True)[at : at + stride])
        kept = _of(keys, condition)
        found += [pk for pk in keys if pk in kept]
        at += len(keys)
        if len(found) >= most or len(keys) < stride:
            return found[:most]
    if not anyhow:
        return None
    return list(rows.filter(condition).values_list("pk", flat=True)[:most])


def _of(keys: Collection[int], condition: Q) -> set[int]:
    rows = Performance.objects.filter(Among.of(keys), condition).order_by()
    return set(rows.values_list("pk", flat=True))


def _both(one: dict, other: dict) -> dict:
    return {pk: times for pk, times in one.items() if pk in other}


def _hidden(now: datetime) -> list[int]:
    """Showcases nobody may know of yet: their names lead nowhere."""
    rows = Showcase.objects.exclude(announced_at__lte=now)
    return [number(Kind.SHOWCASE, pk) for pk in rows.values_list("pk", flat=True)]


def _told_of(stretches: QuerySet, hidden: list[int]) -> GreaterThan:
    """Asked of one show after another: is one of its names called so?

    The names of one show are few: their stretches are read by document, and no planner
    is to begin with everything that is called so.
    """
    names = ShowName.objects.filter(performance=OuterRef("pk"))
    if hidden:
        names = names.exclude(document__in=hidden)
    names = names.filter(Exists(stretches.filter(document=OuterRef("document"))))
    # A value, not EXISTS, which PostgreSQL would answer for all shows at once.
    return GreaterThan(Subquery(names.order_by().values("document")[:1]), 0)


def _few(
    stretches: QuerySet, hidden: list[int], now: datetime, most: int
) -> dict[int, tuple[int, int]] | None:
    """Shows under one word, unless that is more than `most` of their names. Two short
    queries: the database counts that far before any of them is read."""
    inner, values = stretches.values("document").query.sql_with_params()
    left_out = ", ".join(map(str, hidden)) or "0"
    borne = f"""
        FROM ({inner}) d JOIN performances_showname n ON n.document = d.document
        WHERE n.told <= %s AND n.document NOT IN ({left_out})
    """  # Django's own SQL and whole numbers
    told = [*values, epoch(now)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 {borne} LIMIT 1 OFFSET %s", [*told, most])
        if cursor.fetchall():
            return None
        cursor.execute(f"SELECT n.performance_id, n.starts, n.ends {borne}", told)
        return {pk: (starts, ends) for pk, starts, ends in cursor.fetchall()}

"""Writes what things are found by: what differs, and nothing else.

Runs in the transaction of whoever changed the row. Saying the same again writes
nothing.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction

from . import documents, sources
from .documents import Kind
from .models import Stretch
from .spelling import TITLES, Said, Tier, stretches

# Documents read and written at once.
CHUNK = 500
_ROWS = 2_000


def refresh(kind: Kind, keys: Iterable[int]) -> int:
    """Brings these rows up to what their sources say; how many differed.

    For up to CHUNK rows the queries of the source, one to read what is kept, and one or
    two where something differs.
    """
    differed = 0
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        with transaction.atomic():
            differed += keep(_wanted(kind, chunk))
    return differed


def stale(kind: Kind, keys: Iterable[int]) -> list[int]:
    """Keys of those that `refresh` would write; writes nothing."""
    wanted = _wanted(kind, sorted(set(keys)))
    kept = _kept(wanted)
    return [
        documents.key_of(document)
        for document, said in wanted.items()
        if _cut(document, said).keys() != kept.get(document, {}).keys()
    ]


def missing(wanted: Mapping[int, Said]) -> set[int]:
    """Documents that lack a stretch they should be found by. One query."""
    kept = _kept(wanted)
    return {
        document
        for document, said in wanted.items()
        if _cut(document, said).keys() - kept.get(document, {}).keys()
    }


def forget(kind: Kind, keys: Iterable[int]) -> None:
    """One query: nothing leads to these rows any more."""
    gone = [documents.number(kind, key) for key in keys]
    Stretch.objects.filter(document__in=gone).delete()


def keep(wanted: Mapping[int, Said | None]) -> int:
    """Documents by number with what is said of each; None for what is to be gone."""
    kept = _kept(wanted)
    fresh: list[Stretch] = []
    old: list[int] = []
    differed = 0
    for document, said in wanted.items():
        mine, before = _cut(document, said), kept.get(document, {})
        fresh += [
            Stretch(tier=tier, token=token, document=document)
            for tier, token in mine
            if (tier, token) not in before
        ]
        old += [key for entry, key in before.items() if entry not in mine]
        differed += mine.keys() != before.keys()
    for start in range(0, len(old), _ROWS):
        Stretch.objects.filter(pk__in=old[start : start + _ROWS]).delete()
    # Two writers may name the same title at once, in this one order.
    fresh.sort(key=lambda row: (row.document, row.tier, row.token))
    Stretch.objects.bulk_create(fresh, batch_size=_ROWS, ignore_conflicts=True)
    return differed


def _wanted(kind: Kind, keys: list[int]) -> dict[int, Said | None]:
    wanted: dict[int, Said | None] = dict.fromkeys(
        documents.number(kind, key) for key in keys
    )
    for source in sources.of(kind):
        for key, said in source.tell(keys):
            wanted[documents.number(kind, key)] = said
    return wanted


def _cut(document: int, said: Said | None) -> dict[tuple[int, bytes], None]:
    if said is None:
        return {}
    cut = stretches(said)
    if documents.kind_of(document) is not Kind.TITLE:
        return cut
    return {(tier + TITLES, token): None for tier, token in cut if tier != Tier.EXACT}


def _kept(wanted: Iterable[int]) -> dict[int, dict[tuple[int, bytes], int]]:
    rows = Stretch.objects.filter(document__in=list(wanted))
    kept: dict[int, dict[tuple[int, bytes], int]] = {}
    for key, tier, token, document in rows.values_list(
        "pk", "tier", "token", "document"
    ):
        kept.setdefault(document, {})[tier, bytes(token)] = key
    return kept


def batches(kind: Kind) -> Iterator[list[int]]:
    """The keys of all rows of a kind that are found by something or should be."""
    keys = {key for source in sources.of(kind) for key, _said in source.tell(None)}
    kept = Stretch.objects.filter(tier__lt=TITLES).values_list("document", flat=True)
    keys |= {
        documents.key_of(one)
        for one in kept.distinct()
        if documents.kind_of(one) is kind
    }
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def forget_titles(unused: Iterable[int]) -> None:
    """One query for up to CHUNK documents of titles that no show bears."""
    Stretch.objects.filter(document__in=list(unused)).delete()

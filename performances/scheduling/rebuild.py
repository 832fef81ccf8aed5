"""Renders stored calendar text anew, a batch at a time."""

from collections.abc import Callable, Iterator

from django.db.models import Q, QuerySet

from ulanmuqi.base import clock

from .. import search
from ..calendars import entries
from ..calendars.private import store
from ..models import CalendarEntry, Engagement, Performance, PrivateEntry
from ..statuses import Status
from .transaction import verb


def batches() -> Iterator[list[int]]:
    """The shows that have or should have an entry, by id, as many as one act takes."""
    return _one_after_another(_next_batch)


def stale(ids: list[int]) -> list[Performance]:
    """Those of the batch whose stored text is not what would be rendered now."""
    return list(entries.stale(ids, at=clock.now()))


@verb
def rebuild(ids: list[int]) -> int:
    """How many entries of the batch had to be rendered anew; one transaction."""
    found = stale(ids)
    entries.refresh(found)
    return len(found)


def engagement_batches() -> Iterator[list[int]]:
    """Rehearsals, transfers, closures: entries of private calendars alone."""
    return _by_id(Engagement.objects.all())


def stale_engagements(ids: list[int]) -> list[Engagement]:
    return store.stale_engagements(ids, at=clock.now())


@verb
def rebuild_engagements(ids: list[int]) -> int:
    found = stale_engagements(ids)
    store.refresh_engagements(Q(pk__in=[row.pk for row in found]))
    return len(found)


def _by_id(rows: QuerySet) -> Iterator[list[int]]:
    keys = rows.order_by("pk").values_list("pk", flat=True)
    return _one_after_another(
        lambda after: list(keys.filter(pk__gt=after)[: entries.BATCH])
    )


def _one_after_another(following: Callable[[int], list[int]]) -> Iterator[list[int]]:
    """Each batch begins after the last id of the one before."""
    last = 0
    while ids := following(last):
        yield ids
        last = ids[-1]


def _next_batch(after: int) -> list[int]:
    """Drafts are in no calendar, unless they were before."""
    told = Performance.objects.filter(pk__gt=after).exclude(status=Status.DRAFT)
    ids = set(told.order_by("pk").values_list("pk", flat=True)[: entries.BATCH])
    for stored in (CalendarEntry, PrivateEntry):
        rows = stored.objects.filter(performance__gt=after).order_by("performance")
        keys = rows.values_list("performance", flat=True).distinct()
        ids |= set(keys[: entries.BATCH])
    return sorted(ids)[: entries.BATCH]


def search_batches() -> Iterator[list[int]]:
    """All shows, by id: those nobody may find have no names, which is looked at too."""
    return _by_id(Performance.objects.all())


def stale_in_search(ids: list[int]) -> list[Performance]:
    """Those of the batch that are not found by exactly what they should be."""
    return list(search.stale(entries.load(ids)))


@verb
def rebuild_search(ids: list[int]) -> int:
    """How many shows of the batch were found by something else; one transaction."""
    found = stale_in_search(ids)
    search.keep(found, titles_anew=True)
    return len(found)

"""Renders stored calendar text anew, a batch at a time."""

from collections.abc import Iterator

from ulanmuqi.base import clock

from ..calendars import entries
from ..models import CalendarEntry, Performance
from ..statuses import INSIDE
from .transaction import verb


def batches() -> Iterator[list[int]]:
    """The shows that have or should have an entry, by id, as many as one act takes."""
    last = 0
    while ids := _next_batch(last):
        yield ids
        last = ids[-1]


def stale(ids: list[int]) -> list[Performance]:
    """Those of the batch whose stored text is not what would be rendered now."""
    return list(entries.stale(ids, at=clock.now()))


@verb
def rebuild(ids: list[int]) -> int:
    """How many entries of the batch had to be rendered anew; one transaction."""
    found = stale(ids)
    entries.refresh(found)
    return len(found)


def _next_batch(after: int) -> list[int]:
    told = Performance.objects.filter(announced_at__isnull=False)
    stored = CalendarEntry.objects.filter(performance__gt=after)
    ids = set(
        told.filter(pk__gt=after)
        .exclude(status__in=INSIDE)
        .order_by("pk")
        .values_list("pk", flat=True)[: entries.BATCH]
    )
    ids |= set(
        stored.order_by("performance").values_list("performance", flat=True)[
            : entries.BATCH
        ]
    )
    return sorted(ids)[: entries.BATCH]

"""One number that rises with every change of anything the public may read.

It is the sum of a few rows: a writer raises whichever of them nobody else holds, so
that no act waits for another only to say that something changed, and two acts can
never wait for each other crosswise. The sum counts committed acts, whatever their
order, so equal sums mean equal rows.
"""

from datetime import datetime

from django.db.models import F, Sum

from ulanmuqi.base import published

from ..models import FeedStamp

KEYS = tuple(f"public:{number:02}" for number in range(8))


def raise_now(*, at: datetime) -> None:
    """Two queries, four the first time ever, and on PostgreSQL a notice to whoever
    keeps pages. Runs in the writer's transaction, last, with the gate open."""
    row = _free()
    if row is None:
        FeedStamp.objects.bulk_create(
            (FeedStamp(key=key, version=0, changed_at=at) for key in KEYS),
            ignore_conflicts=True,
        )
        row = _free()
    # All of them held at this instant: wait for one.
    key = row if row is not None else KEYS[0]
    FeedStamp.objects.filter(key=key).update(version=F("version") + 1, changed_at=at)
    published.announce()


def version() -> int:
    """One query. Read it before the rows it is to vouch for."""
    stamps = FeedStamp.objects.filter(key__in=KEYS)
    return stamps.aggregate(total=Sum("version"))["total"] or 0


def versions() -> dict[str, int]:
    """Of each row, 0 for one that was never raised: what a kept page is vouched for
    by. One query."""
    rows = FeedStamp.objects.filter(key__in=KEYS)
    return dict.fromkeys(KEYS, 0) | dict(rows.values_list("key", "version"))


def _free() -> str | None:
    rows = FeedStamp.objects.select_for_update(skip_locked=True).filter(key__in=KEYS)
    return rows.order_by("key").values_list("key", flat=True).first()

"""One number that rises with every change of anything the public may read.

It is the sum of a few rows: a writer raises whichever of them nobody else holds, so
that no act waits for another only to say that something changed, and two acts can
never wait for each other crosswise. The sum counts committed acts, whatever their
order, so equal sums mean equal rows.

Half of the rows count the acts of the schedule, the other half what was saved of
everything else: names, pages, who runs the site. That hardly ever changes, and is
remembered by `ulanmuqi.base.remembered` for as long as its half stands.
"""

from collections.abc import Hashable
from datetime import datetime

from django.db import connection
from django.db.models import F, Sum

from ulanmuqi.base import published

from ..models import FeedStamp

SHOWS = tuple(f"public:{number:02}" for number in range(8))
WORDS = tuple(f"words:{number:02}" for number in range(8))
KEYS = SHOWS + WORDS


def raise_now(*, at: datetime, among: tuple[str, ...] = SHOWS) -> None:
    """Two queries, four the first time ever, and on PostgreSQL a notice to whoever
    keeps pages. Runs in the writer's transaction, last, with the gate open. `among`
    is WORDS for what verbs do not write."""
    row = _free(among)
    if row is None:
        FeedStamp.objects.bulk_create(
            (FeedStamp(key=key, version=0, changed_at=at) for key in among),
            ignore_conflicts=True,
        )
        row = _free(among)
    # All of them held at this instant: wait for one.
    key = row if row is not None else among[0]
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


def state_of_words() -> Hashable | None:
    """What `remembered` keeps its facts under: equal while none of them was written.
    One short query.

    None inside a transaction, where rows may be read that are never committed. When a
    row was raised counts too: a restored backup may reach the same numbers again.
    """
    if connection.in_atomic_block:
        return None
    table = FeedStamp._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key, version, changed_at FROM {table} "  # noqa: S608 (our own table)
            "WHERE key >= %s AND key <= %s ORDER BY key",
            [WORDS[0], WORDS[-1]],
        )
        return tuple(cursor.fetchall())


def _free(among: tuple[str, ...]) -> str | None:
    rows = FeedStamp.objects.select_for_update(skip_locked=True).filter(key__in=among)
    return rows.order_by("key").values_list("key", flat=True).first()

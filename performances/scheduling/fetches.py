"""Notes that a private calendar was fetched: cheap, and never in the reader's way."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from ..calendar_clients import Client
from ..models import Subscription, gate

logger = logging.getLogger(__name__)

# How long a note may be old while nothing but the time differs.
EVERY = timedelta(minutes=1)
# A reader waits no longer than this for somebody else's write.
PATIENCE_MS = 150


def note_fetch(
    subscription: Subscription, *, client: Client, stamp: datetime, now: datetime
) -> bool:
    """Remembers who fetched the version of that stamp; whether anything was written.

    One small write at most, once a minute while neither client nor version differ.
    Never raises for a busy or read-only database: the calendar matters more.
    """
    row = subscription
    same = (row.client, row.copy_stamp) == (client.value, stamp)
    if same and row.fetched_at is not None and now < row.fetched_at + EVERY:
        return False
    # A slower request must not overwrite what a later one brought.
    newer = Q(fetched_at=None) | Q(fetched_at__lte=now)
    try:
        with _impatient(), gate.opened():
            written = Subscription.objects.filter(
                newer, pk=row.pk, token_hash=row.token_hash
            ).update(fetched_at=now, client=client.value, copy_stamp=stamp)
    except DatabaseError:
        logger.info("A fetch of calendar %s was not noted", row.pk, exc_info=True)
        return False
    return bool(written)


@contextmanager
def _impatient() -> Iterator[None]:
    """A transaction that waits for other writers only shortly."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
            yield
        return
    # SQLite waits where the transaction begins, so its patience is set before.
    usual = _busy_timeout()
    _busy_timeout(PATIENCE_MS)
    try:
        with transaction.atomic():
            yield
    finally:
        _busy_timeout(usual)


def _busy_timeout(milliseconds: int | None = None) -> int:
    with connection.cursor() as cursor:
        wanted = "" if milliseconds is None else f" = {milliseconds}"
        cursor.execute(f"PRAGMA busy_timeout{wanted}")
        return int(cursor.fetchone()[0])

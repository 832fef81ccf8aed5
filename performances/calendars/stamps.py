"""When each feed last changed, raised in the transaction that changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ulanmuqi.base import published

from ..models import ChangeStamp, FeedStamp

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """`version` rises by one with every change; `changed_at` is a whole second."""

    version: int
    changed_at: datetime


# Of a feed that never held a show: what it answers as Last-Modified.
NEVER = Stamp(0, datetime(2000, 1, 1, tzinfo=UTC))


def whole_second(instant: datetime) -> datetime:
    """HTTP dates and calendar stamps know no fraction."""
    return instant.replace(microsecond=0)


def later(at: datetime, previous: datetime | None) -> datetime:
    """`at`, or a second after the previous stamp when two fall in one second."""
    at = whole_second(at)
    return at if previous is None else max(at, whole_second(previous) + SECOND)


def raise_all(
    keys: Iterable[str], *, at: datetime, kind: type[ChangeStamp] = FeedStamp
) -> None:
    """Of public feeds, or of private ones with `kind` PrivateStamp.

    Four queries at most, and for public ones on PostgreSQL a notice to whoever keeps
    copies. Runs inside the caller's transaction and open gate.

    The rows are locked in the order of their keys, so two writers never wait for
    each other crosswise.
    """
    keys = sorted(set(keys))
    if not keys:
        return
    known = set(kind.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [
        kind(key=key, version=0, changed_at=whole_second(at) - SECOND)
        for key in keys
        if key not in known
    ]
    if new:
        # Another writer may have made the same row; then it is raised below.
        kind.objects.bulk_create(new, ignore_conflicts=True)
    rows = list(kind.objects.select_for_update().filter(key__in=keys).order_by("key"))
    for row in rows:
        row.version += 1
        row.changed_at = later(at, row.changed_at)
    # As `bulk_update` would, at a fraction of what its expressions cost to build.
    kind.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["version", "changed_at"],
    )
    if kind is FeedStamp:
        published.announce()


def read(key: str) -> Stamp:
    """One query."""
    row = FeedStamp.objects.filter(key=key).values_list("version", "changed_at").first()
    return Stamp(*row) if row else NEVER

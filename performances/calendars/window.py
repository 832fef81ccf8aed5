"""How long a show stays in a feed: by date alone, and only moving at midnight."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q, QuerySet

from ulanmuqi.base import clock

from ..models import Performance
from ..statuses import OFF

# After the day a show ended, or, for one that did not take place, would have ended.
PLAYED_DAYS = 30
OFF_DAYS = 14

# Longer than any show and either window, so that the look back is an index range.
_LOOK_BACK = timedelta(days=45)
_DAY = timedelta(days=1)
_OFF = Q(status__in=OFF)


def inside(now: datetime, *, by_date: bool = True) -> Q:
    """The default window: everything ahead, and the last days.

    `by_date` is said of rows that are best found by when they are: then years of the
    past are not read. Of a troupe's own shows it is not, or the shows of all others in
    the window would be looked at.
    """
    today = clock.midnight(now)
    played = Q(ends_at__gt=today - PLAYED_DAYS * _DAY) & ~_OFF
    off = Q(ends_at__gt=today - OFF_DAYS * _DAY) & _OFF
    return (played | off) & (_after(today) if by_date else Q())


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the clock alone changes a feed: last behind us, next ahead of us."""

    last_drop: datetime | None
    last_announcement: datetime | None
    next_announcement: datetime | None


def edges(
    shows: QuerySet[Performance],
    *,
    since: datetime,
    now: datetime,
    by_date: bool = True,
) -> Edges:
    """Looks for what happened after `since` only; one query, bounded by it."""
    today = clock.midnight(now)
    told = Q(announced_at__lte=now)
    played, off = today - PLAYED_DAYS * _DAY, today - OFF_DAYS * _DAY
    found = shows.filter(_after(since) if by_date else Q()).aggregate(
        played=Max("ends_at", filter=told & Q(ends_at__lte=played) & ~_OFF),
        off=Max("ends_at", filter=told & Q(ends_at__lte=off) & _OFF),
        announced=Max("announced_at", filter=told),
        to_announce=Min("announced_at", filter=~told),
    )
    drops = [
        _midnight_after(found["played"], PLAYED_DAYS),
        _midnight_after(found["off"], OFF_DAYS),
    ]
    return Edges(
        last_drop=max(filter(None, drops), default=None),
        last_announcement=found["announced"],
        next_announcement=found["to_announce"],
    )


def _after(instant: datetime) -> Q:
    """Says nothing new of what ended, or left, after it; but is a range of an index."""
    return Q(starts_at__gt=instant - _LOOK_BACK)


def _midnight_after(ended: datetime | None, days: int) -> datetime | None:
    """The midnight that closes the day of the end, so many days later."""
    if ended is None:
        return None
    return clock.midnight(ended - timedelta.resolution) + (days + 1) * _DAY

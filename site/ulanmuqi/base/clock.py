"""The one clock: everything that asks what time it is asks here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_frozen_at: datetime | None = None
_noted: ContextVar[list[datetime] | None] = ContextVar("instants_noted", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen_at if _frozen_at is not None else datetime.now(UTC)


def freeze(at: datetime | None) -> None:
    """Stop the clock at an aware instant for the whole process; None lets it run."""
    global _frozen_at
    if at is not None and at.tzinfo is None:
        raise ValueError("The clock takes aware instants only.")
    _frozen_at = at.astimezone(UTC) if at is not None else None


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    before = _frozen_at
    freeze(at)
    try:
        yield
    finally:
        freeze(before)


@contextmanager
def noting() -> Iterator[list[datetime]]:
    """Collects the instants that are told to `differs_at` meanwhile."""
    found: list[datetime] = []
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def differs_at(*instants: datetime | None) -> None:
    """Told by whatever shows something by `now`: when it would show something else.

    Instants that have passed do no harm. A page that is kept is kept no longer.
    """
    noted = _noted.get()
    if noted is not None:
        noted.extend(at for at in instants if at is not None)


def midnight(at: datetime, zone: ZoneInfo = SHANGHAI) -> datetime:
    """The last midnight in the zone at or before an aware instant, in UTC."""
    local = at.astimezone(zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def day_begins(day: date) -> datetime:
    """Midnight in Shanghai at which a day begins, aware."""
    return datetime.combine(day, datetime.min.time(), SHANGHAI)


def next_midnight(at: datetime, zone: ZoneInfo = SHANGHAI) -> datetime:
    local_day = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(local_day, datetime.min.time(), zone).astimezone(UTC)

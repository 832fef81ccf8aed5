"""Moves a block of shows by whole days, as one act: chains and swaps included."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Change, Performance
from ..statuses import OFF
from .allowed import authorise, fresh
from .errors import Refusal, Refused, SchedulingError, SomeRefused
from .facts import facts_of
from .many import Versions, lock_many, seen
from .outcomes import Outcome, Why
from .pending import Pending
from .place import sound
from .settle import settle
from .snapshot import Snapshot
from .transaction import verb

FURTHEST_DAYS = 366


@verb
def shift_all(
    performances: Sequence[Performance],
    *,
    days: int,
    by: Any = None,
    versions: Versions | None = None,
    reason: str = "",
    accept: str = "",
) -> list[Outcome]:
    """Every show moves by that many days (back when negative), at the same hour on
    its venue's wall clock. All bookings go before any new one comes, so shows may
    move onto days that others of the block leave.

    Raises Refused for no days or too many, SomeRefused naming openings, shows that
    are off or over and rows that changed, ConflictsFound for the block as a whole.
    """
    if days == 0 or abs(days) > FURTHEST_DAYS:
        raise Refused(
            _("Give 1 to %(most)s days, with a minus to move back.")
            % {"most": FURTHEST_DAYS},
            field="days",
        )
    batch, refusals = [], []
    for row in lock_many(performances):
        try:
            authorise(by, "change", row)
            fresh(row, seen(versions, row))
            batch.append(_moved(row, days))
        except SchedulingError as error:
            refusals.append(Refusal(row, error))
    if refusals:
        raise SomeRefused(tuple(refusals))
    return settle(batch, Why(by=by, reason=reason.strip()[:300], accept=accept))


def _moved(row: Performance, days: int) -> Pending:
    _may_shift(row)
    before = Snapshot.of(row)
    starts_at = on_the_wall(row.starts_at, days, row.time_zone)
    ends_at = starts_at + (row.ends_at - row.starts_at)
    sound(replace(facts_of(row), starts_at=starts_at, ends_at=ends_at))
    row.starts_at, row.ends_at = starts_at, ends_at
    return Pending(row, before, action="schedule.move", change=Change.Kind.MOVED)


def on_the_wall(at: datetime, days: int, zone: str) -> datetime:
    """The same hour of the wall clock so many days later (UTC)."""
    local = at.astimezone(ZoneInfo(zone))
    return (local + timedelta(days=days)).astimezone(UTC)


def _may_shift(row: Performance) -> None:
    if row.is_opening:
        raise Refused(
            _("All openings of a showcase share one instant. Move the showcase.")
        )
    if row.status in OFF:
        raise Refused(
            _("This show is off. Reinstate it first, then give it a new time.")
        )
    if row.is_over(clock.now()):
        raise Refused(_("This show is over."))

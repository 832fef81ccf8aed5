"""Acts on a showcase as a whole: every opening goes along, or none does (rule 5.6)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..calendars import entries
from ..models import Change, Performance, Showcase
from ..statuses import BOOKED, FIRM, INSIDE, Status
from . import log
from .allowed import authorise_showcase, fresh, needs_reason
from .errors import Refused
from .locks import lock_openings
from .outcomes import ShowcaseOutcome, Why
from .pending import Pending
from .postpone import put_off
from .settle import settle
from .snapshot import Snapshot
from .status import clear_decision
from .transaction import verb

LONGEST_DELAY_MINUTES = 24 * 60


@verb
def move_showcase(
    showcase: Showcase,
    *,
    t_zero: datetime,
    reason: str,
    by: Any = None,
    decided_by: str = "",
    version: int | None = None,
    accept: str = "",
) -> ShowcaseOutcome:
    """Moves T-zero (aware); every opening that is on moves with it, keeping its length.

    A city that opens late keeps its own hour while that still lies after T-zero on
    the same day, and rejoins the others otherwise. Cities that are off stay as they
    are. Raises ConflictsFound with the conflicts of every city, and moves none.
    """
    return _move(
        showcase, t_zero, action="schedule.move", reason=needs_reason(reason),
        by=by, decided_by=decided_by, version=version, accept=accept,
    )  # fmt: skip


@verb
def delay_showcase(
    showcase: Showcase,
    *,
    minutes: int,
    reason: str,
    by: Any = None,
    decided_by: str = "",
    version: int | None = None,
    accept: str = "",
) -> ShowcaseOutcome:
    """All cities open that many minutes later (1 to 1440). Raises as move_showcase."""
    if not 1 <= minutes <= LONGEST_DELAY_MINUTES:
        raise Refused(_("A delay is 1 to 1440 minutes."), field="minutes")
    # From the instant that stands once the row is ours: two delays at once add up.
    row, _openings = lock_openings(showcase)
    if row.t_zero is None:
        raise Refused(_("Give the showcase its T-zero first."), field="t_zero")
    return _move(
        showcase, row.t_zero + timedelta(minutes=minutes), action="schedule.delay",
        reason=needs_reason(reason), by=by, decided_by=decided_by, version=version,
        accept=accept,
    )  # fmt: skip


@verb
def postpone_showcase(
    showcase: Showcase,
    *,
    reason: str,
    t_zero: datetime | None = None,
    by: Any = None,
    decided_by: str = "",
    version: int | None = None,
    accept: str = "",
) -> ShowcaseOutcome:
    """Puts all openings off: to a new T-zero, or until one is known.

    Called again with `t_zero` it gives a postponed showcase its new date. Cancelled
    cities stay cancelled; drafts and holds, promised to nobody, move.
    """
    reason = needs_reason(reason)
    row, openings = lock_openings(showcase)
    _may(row, by, version)
    put = [
        o
        for o in openings
        if o.status in FIRM
        or (o.status == Status.POSTPONED and not hasattr(o, "replacement"))
    ]
    if not put:
        raise Refused(_("No opening of this showcase stands."))
    batch = put_off(put, t_zero, None, reason=reason, decided_by=decided_by)
    before = row.t_zero
    if t_zero is not None:
        row.t_zero = t_zero
        batch += _waiting_moved([o for o in openings if o.status in INSIDE], t_zero)
    return _finish(
        row, batch, before, "schedule.postpone", by, reason, decided_by, accept
    )


@verb
def cancel_showcase(
    showcase: Showcase,
    *,
    reason: str,
    by: Any = None,
    decided_by: str = "",
    version: int | None = None,
) -> ShowcaseOutcome:
    """Calls all openings off at once, with one reason."""
    reason = needs_reason(reason)
    row, openings = lock_openings(showcase)
    _may(row, by, version)
    standing = [opening for opening in openings if opening.status in BOOKED]
    if not standing:
        raise Refused(_("No opening of this showcase stands."))
    batch = []
    for opening in standing:
        before = Snapshot.of(opening)
        clear_decision(opening)
        opening.status = Status.CANCELLED
        opening.status_reason = reason
        opening.decided_by = decided_by
        batch.append(
            Pending(opening, before, "schedule.cancel", change=Change.Kind.CANCELLED)
        )
    return _finish(
        row, batch, row.t_zero, "schedule.cancel", by, reason, decided_by, ""
    )


def _move(
    showcase: Showcase,
    t_zero: datetime,
    *,
    action: str,
    reason: str,
    by: Any,
    decided_by: str,
    version: int | None,
    accept: str,
) -> ShowcaseOutcome:
    row, openings = lock_openings(showcase)
    _may(row, by, version)
    if t_zero == row.t_zero:
        raise Refused(_("The showcase opens at that instant already."), field="t_zero")
    moving = [opening for opening in openings if _goes_along(opening, row, t_zero)]
    batch = []
    for opening in moving:
        before = Snapshot.of(opening)
        length = opening.ends_at - opening.starts_at
        opening.starts_at, opening.ends_at = t_zero, t_zero + length
        if opening.status == Status.LATE:
            clear_decision(opening)
            opening.status = Status.CONFIRMED
        batch.append(Pending(opening, before, action, change=Change.Kind.MOVED))
    before_t_zero, row.t_zero = row.t_zero, t_zero
    return _finish(row, batch, before_t_zero, action, by, reason, decided_by, accept)


def _waiting_moved(openings: list[Performance], t_zero: datetime) -> list[Pending]:
    batch = []
    for opening in openings:
        before = Snapshot.of(opening)
        length = opening.ends_at - opening.starts_at
        opening.starts_at, opening.ends_at = t_zero, t_zero + length
        batch.append(Pending(opening, before, "schedule.move"))
    return batch


def _goes_along(opening: Performance, row: Showcase, t_zero: datetime) -> bool:
    if opening.status not in BOOKED | {Status.DRAFT}:
        return False
    if opening.status != Status.LATE or row.t_zero is None:
        return True
    same_day = _day(row.t_zero) == _day(t_zero)
    return not (same_day and (opening.next_word_at or opening.starts_at > t_zero))


def _day(at: datetime) -> Any:
    return at.astimezone(clock.SHANGHAI).date()


def _may(row: Showcase, by: Any, version: int | None) -> None:
    authorise_showcase(by, row)
    fresh(row, version)


def _finish(
    row: Showcase,
    batch: list[Pending],
    before: datetime | None,
    action: str,
    by: Any,
    reason: str,
    decided_by: str,
    accept: str,
) -> ShowcaseOutcome:
    now = clock.now()
    if row.t_zero is not None:
        row.launch_date = _day(row.t_zero)
        if row.end_date is not None and row.end_date < row.launch_date:
            row.end_date = row.launch_date
    row.version += 1
    row.changed_at = now
    row.save()
    why = Why(by=by, reason=reason, accept=accept, note={"decided_by": decided_by})
    outcomes = settle(batch, why, now=now)
    log.write(
        row, action, why, at=now,
        data={
            "before": {"t_zero": before.isoformat() if before else None},
            "after": {"t_zero": row.t_zero.isoformat() if row.t_zero else None},
        },
    )  # fmt: skip
    entries.refresh_for_showcase(row)
    _row, openings = lock_openings(row)
    return ShowcaseOutcome(
        row, tuple(openings), tuple(c for o in outcomes for c in o.conflicts)
    )

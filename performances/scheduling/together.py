"""The openings of a showcase are held together, become firm together, and are let go
together (rule 5.6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..conflicts import Conflict
from ..models import Change, Performance, Showcase, VenueAnswer
from ..statuses import INSIDE, OFF, Status
from . import log
from .allowed import authorise_showcase, fresh
from .errors import ConflictsFound, Refused
from .locks import lock_openings
from .openings import settle_openings
from .outcomes import ShowcaseOutcome, Why
from .pending import Pending
from .snapshot import Snapshot
from .status import clear_decision
from .transaction import verb


def is_accepted(opening: Performance) -> bool:
    """Whether its venue said yes to this time; no query after `with_answers`."""
    answer = opening.venue_answer
    return answer is not None and answer.answer == VenueAnswer.Answer.ACCEPTED


def unanswered(openings: Sequence[Performance]) -> list[Performance]:
    """Of those that wait, the ones whose venue has not accepted."""
    return [one for one in openings if one.status in INSIDE and not is_accepted(one)]


@verb
def hold_showcase(
    showcase: Showcase,
    *,
    decide_by: datetime | None = None,
    by: Any = None,
    version: int | None = None,
) -> ShowcaseOutcome:
    """Holds the time of every opening that is a draft, all of them or none.

    With `decide_by` (aware, before T-zero) all that wait have this one time to decide,
    also those held before. Raises Refused, NotAllowed, StaleWrite.
    """
    row, openings = _locked(showcase, by, version)
    if decide_by is not None:
        _soon_enough(decide_by, row)
    asked = INSIDE if decide_by is not None else {Status.DRAFT}
    waiting = [one for one in openings if one.status in asked]
    if not waiting:
        raise Refused(_("Every opening is on hold or firm already."))
    batch = []
    for opening in waiting:
        before = Snapshot.of(opening)
        if opening.is_overdue(clock.now()):
            # Its place was lost with its time; it goes to the end of the line.
            opening.held_at = None
        opening.status = Status.HOLD
        opening.decide_by = decide_by or opening.decide_by
        batch.append(Pending(opening, before, "schedule.hold"))
    return _done(row, openings, batch, Why(by=by), "schedule.hold")


@verb
def release_showcase(
    showcase: Showcase, *, by: Any = None, version: int | None = None
) -> ShowcaseOutcome:
    """Lets the time of every held opening go: drafts again, all of them."""
    row, openings = _locked(showcase, by, version)
    held = [one for one in openings if one.status == Status.HOLD]
    if not held:
        raise Refused(_("No opening of this showcase is on hold."))
    batch = []
    for opening in held:
        before = Snapshot.of(opening)
        opening.status = Status.DRAFT
        clear_decision(opening)
        batch.append(Pending(opening, before, "schedule.release"))
    return _done(row, openings, batch, Why(by=by), "schedule.release")


@verb
def confirm_showcase(
    showcase: Showcase,
    *,
    without_answers: str = "",
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> ShowcaseOutcome:
    """Makes every opening that is a draft or on hold firm, all or none.

    Where venues have not accepted, `without_answers` says why it is done all the
    same; it is logged with their names. Raises Refused naming them.
    """
    row, openings = _locked(showcase, by, version)
    waiting = [one for one in openings if one.status in INSIDE]
    if not waiting:
        raise Refused(_("No opening is waiting to be confirmed."))
    missing = _names(unanswered(waiting))
    reason = without_answers.strip()[:300]
    if missing and not reason:
        raise Refused(
            # Translators: zh: 还没有同意的场地:%(venues)s。请写明为什么先定下来。
            _(
                "These venues have not accepted: %(venues)s. Say why the showcase is "
                "confirmed all the same."
            )
            % {"venues": str(_(", ")).join(missing)},
            field="without_answers",
        )
    # Why it was done without them is for insiders, never for the change log.
    note = {"reason": reason, "without_answers_of": missing} if missing else None
    why = Why(by=by, accept=accept, note=note)
    return _done(row, openings, _firm(row, waiting), why, "schedule.confirm")


def firm_when_all_accepted(
    showcase: Showcase, *, by: Any
) -> tuple[tuple[Performance, ...], tuple[Conflict, ...]]:
    """After an acceptance: when it was the last, every held opening becomes firm.

    The openings that became so; or none, and the conflicts that keep the showcase on
    hold, which then stands as it stood. Inside a verb that holds the locks.
    """
    row, openings = lock_openings(showcase)
    on = [one for one in openings if one.status not in OFF]
    waiting = [one for one in on if one.status == Status.HOLD]
    if not waiting or any(one.status == Status.DRAFT for one in on):
        return (), ()
    if unanswered(waiting):
        return (), ()
    why = Why(by=by, note={"all_accepted": True})
    try:
        with transaction.atomic():
            _done(row, openings, _firm(row, waiting), why, "schedule.confirm")
    except ConflictsFound as error:
        return (), error.conflicts
    return tuple(waiting), ()


def _firm(row: Showcase, waiting: Sequence[Performance]) -> list[Pending]:
    batch = []
    for opening in waiting:
        before = Snapshot.of(opening)
        opening.status = Status.CONFIRMED
        clear_decision(opening)
        opening.announced_at = row.announced_at
        change = Change.Kind.ANNOUNCED if row.announced_at else ""
        batch.append(Pending(opening, before, "schedule.confirm", change=change))
    return batch


def _locked(
    showcase: Showcase, by: Any, version: int | None
) -> tuple[Showcase, list[Performance]]:
    row, openings = lock_openings(showcase)
    authorise_showcase(by, row)
    fresh(row, version)
    return row, openings


def _done(
    row: Showcase,
    openings: list[Performance],
    batch: list[Pending],
    why: Why,
    action: str,
) -> ShowcaseOutcome:
    outcome = settle_openings(row, openings, batch, why)
    cities = [str(pending.performance) for pending in batch]
    log.write(row, action, why, data={"openings": cities}, at=row.changed_at)
    return outcome


def _soon_enough(decide_by: datetime, row: Showcase) -> None:
    if decide_by <= clock.now():
        raise Refused(_("This time has passed already."), field="decide_by")
    if row.t_zero is not None and decide_by > row.t_zero:
        raise Refused(
            _("The decision must fall before the show starts."), field="decide_by"
        )


def _names(openings: Sequence[Performance]) -> list[str]:
    return [one.venue.local_name if one.venue else one.title for one in openings]

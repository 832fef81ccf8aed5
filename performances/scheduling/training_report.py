"""Says who was at a training session, and lets the league look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..models import TrainingSession
from . import log
from .allowed import TRAINING, authorise_training, fresh, needs_reason
from .errors import Refused
from .outcomes import Why
from .training import lock_training, reread
from .training_facts import MOST_HOURS, sound_people
from .transaction import verb

State = TrainingSession.State


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceFacts:
    """How many of each troupe were there; what is left out stays as it was."""

    people: Mapping[Troupe, int] = field(default_factory=dict)
    other_people: int | None = None
    hours: int | None = None
    remarks: str | None = None


@verb
def report_training(
    session: TrainingSession,
    facts: AttendanceFacts,
    *,
    by: Any = None,
    version: int | None = None,
) -> TrainingSession:
    """Who was there. A troupe's people say it of their own troupe alone; the session
    counts as reported once it was said of every troupe.

    Raises Refused before its beginning, for one that is cancelled or reviewed, and for
    numbers nobody can have counted; NotAllowed; StaleWrite.
    """
    row = lock_training(session)
    authorise_training(by, "report", row)
    fresh(row, version)
    now = clock.now()
    if row.is_cancelled or row.state == State.REVIEWED:
        raise Refused(_("It is cancelled or reviewed: nothing more is counted."))
    if row.starts_at > now:
        raise Refused(_("It has not begun yet. Say afterwards who was there."))
    _sound(row, facts, by)
    before = _as_said(row)
    for part in row.troupe_parts.all():
        if part.troupe in facts.people:
            part.attended = facts.people[part.troupe]
            part.save()
    for name in ("other_people", "hours", "remarks"):
        value = getattr(facts, name)
        if value is not None:
            setattr(row, name, value)
    is_whole = all(part.attended is not None for part in row.troupe_parts.all())
    if is_whole:
        row.state = State.REPORTED
        row.reported_at, row.reported_by = now, by
        row.review_note = ""
    row.version += 1
    row.changed_at = now
    row.save()
    data = {"before": before, "after": _as_said(row)}
    log.write(row, "schedule.training_report", Why(by=by), data=data, at=now)
    return reread(row)


@verb
def review_training(
    session: TrainingSession, *, by: Any = None, version: int | None = None
) -> TrainingSession:
    """The league agrees with what was reported. Raises Refused for any other state."""
    row = lock_training(session)
    authorise_training(by, "review", row)
    fresh(row, version)
    if row.state != State.REPORTED:
        raise Refused(_("Only what was reported can be reviewed."))
    return _decided(row, State.REVIEWED, "schedule.training_review", Why(by=by))


@verb
def return_training(
    session: TrainingSession,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
) -> TrainingSession:
    """Sends a report back with what is missing; a reviewed one too."""
    reason = needs_reason(reason)
    row = lock_training(session)
    authorise_training(by, "review", row)
    fresh(row, version)
    if row.state not in (State.REPORTED, State.REVIEWED):
        raise Refused(_("Only what was reported can be sent back."))
    row.review_note = reason
    why = Why(by=by, reason=reason)
    return _decided(row, State.RETURNED, "schedule.training_return", why)


def _decided(
    row: TrainingSession, state: str, action: str, why: Why
) -> TrainingSession:
    now = clock.now()
    row.state = state
    row.reviewed_at, row.reviewed_by = now, why.by
    row.version += 1
    row.changed_at = now
    row.save()
    log.write(row, action, why, data={"after": {"state": state}}, at=now)
    return reread(row)


def _sound(row: TrainingSession, facts: AttendanceFacts, by: Any) -> None:
    counted = row.troupes_in_order if by is None else TRAINING.reports_for(by, row)
    for troupe, count in facts.people.items():
        if troupe not in counted:
            raise Refused(
                _("You count the people of your own troupe alone."),
                field=f"troupe_{troupe.pk}",
            )
        sound_people(count, field=f"troupe_{troupe.pk}")
    sound_people(facts.other_people, field="other_people")
    if facts.hours is not None and not 1 <= facts.hours <= MOST_HOURS:
        raise Refused(
            _("Between 1 and %(most)s hours.") % {"most": MOST_HOURS}, field="hours"
        )


def _as_said(row: TrainingSession) -> dict[str, Any]:
    said = {str(p.troupe): p.attended for p in row.troupe_parts.all()}
    return {"people": said, "other_people": row.other_people, "hours": row.hours}

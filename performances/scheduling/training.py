"""Plans study and training: the session, and its time in the calendar, together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import TrainingPage
from ulanmuqi.base import clock

from ..conflicts import Conflict
from ..models import (
    Engagement,
    TrainingSession,
    TrainingTeacher,
    TrainingTroupe,
    TrainingWork,
)
from . import log
from .allowed import authorise_training, fresh, needs_reason
from .engagements import book, check_engagement, rebook, unbook
from .errors import Refused
from .locks import lock
from .outcomes import Why
from .training_entry import different
from .training_facts import TrainingFacts, sound_training, training_facts_of
from .transaction import verb

State = TrainingSession.State


@dataclass(frozen=True, slots=True)
class Trained:
    """`conflicts` are the notes and accepted warnings that stand after the act."""

    session: TrainingSession
    conflicts: tuple[Conflict, ...] = ()
    changed: bool = True


@verb
def plan_training(facts: TrainingFacts, *, by: Any = None, accept: str = "") -> Trained:
    """Enters a session and takes its time.

    `accept` is the reason for accepting the warnings found. Raises Refused, NotAllowed,
    ConflictsFound, TryAgain. A session that is over is entered softly: it happened.
    """
    sound_training(facts)
    now = clock.now()
    _free_page(facts)
    booked = book(facts.engagement(now), by=by, accept=accept)
    row = TrainingSession(
        **facts.columns(),
        engagement=booked.engagement,
        created_at=now,
        changed_at=now,
    )
    row.save()
    _write_parts(row, facts)
    data = different({}, _logged(facts))
    why = Why(by=by, accept=accept)
    log.write(row, "schedule.training_plan", why, data=data, at=now)
    return Trained(reread(row), booked.conflicts)


@verb
def revise_training(
    session: TrainingSession,
    facts: TrainingFacts,
    *,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Trained:
    """Gives it new facts, all at once, and moves its time along.

    What was said of who was there stays with the troupes that stay. Saving the same
    changes nothing. Raises as `plan_training`, and StaleWrite.
    """
    row = lock_training(session)
    authorise_training(by, "change", row)
    fresh(row, version)
    _open_for_change(row)
    sound_training(facts)
    before = training_facts_of(row)
    if _logged(facts) == _logged(before):
        return Trained(row, changed=False)
    _free_page(facts, leaving_out=row.pk)
    now = clock.now()
    for name, value in facts.columns().items():
        setattr(row, name, value)
    row.version += 1
    row.changed_at = now
    said = {part.troupe for part in row.troupe_parts.all() if part.attended is not None}
    if row.state == State.REPORTED and not said >= {p.troupe for p in facts.troupes}:
        # Of a troupe that was added nobody said anything yet.
        row.state = State.PLANNED
    row.save()
    _write_parts(row, facts)
    entry = facts.engagement(now)
    booked = rebook(row.engagement, entry, by=by, accept=accept)
    data = different(_logged(before), _logged(facts))
    why = Why(by=by, accept=accept)
    log.write(row, "schedule.training_change", why, data=data, at=now)
    return Trained(reread(row), booked.conflicts)


@verb
def cancel_training(
    session: TrainingSession,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
) -> TrainingSession:
    """It is not held; its time is free again. The row stays and says so.

    Raises Refused for one that was reported, NotAllowed, StaleWrite.
    """
    reason = needs_reason(reason)
    row = lock_training(session)
    authorise_training(by, "cancel", row)
    fresh(row, version)
    if row.is_cancelled:
        raise Refused(_("It is cancelled already."))
    if row.state != State.PLANNED:
        raise Refused(_("Somebody said who was there, so it cannot be cancelled."))
    entry, row.engagement = row.engagement, None
    row.state, row.review_note = State.CANCELLED, reason
    row.version += 1
    row.changed_at = clock.now()
    row.save()
    if entry is not None:
        unbook(entry, by=by, reason=reason)
    why = Why(by=by, reason=reason)
    data = {"after": {"state": row.state}}
    log.write(row, "schedule.training_cancel", why, data=data, at=row.changed_at)
    return reread(row)


def check_training(
    facts: TrainingFacts, *, session: TrainingSession | None = None
) -> tuple[Conflict, ...]:
    """What would stand against its time; writes nothing, locks nothing."""
    entry = session.engagement if session is not None else None
    return check_engagement(facts.engagement(clock.now()), engagement=entry)


def lock_training(session: TrainingSession) -> TrainingSession:
    """The row as it is now. Its engagement is locked first: whoever moves the one
    moves the other."""
    lock(Engagement.objects.filter(training=session.pk))
    lock(TrainingSession.objects.filter(pk=session.pk))
    found = TrainingSession.objects.for_rows().filter(pk=session.pk).first()
    if found is None:
        raise Refused(_("Somebody removed this meanwhile."))
    return found


def reread(row: TrainingSession) -> TrainingSession:
    return TrainingSession.objects.for_rows().get(pk=row.pk)


def _open_for_change(row: TrainingSession) -> None:
    if row.is_cancelled:
        raise Refused(_("It was cancelled. Plan it anew."))
    if row.state == State.REVIEWED:
        raise Refused(
            _("The league reviewed it. Ask for it to be sent back, then change it.")
        )


def _free_page(facts: TrainingFacts, *, leaving_out: int = 0) -> None:
    """A page tells of one session; one that was cancelled gives its page up."""
    if facts.page is None:
        return
    # Two sessions planned at once would both find it free.
    lock(TrainingPage.objects.filter(pk=facts.page.pk))
    others = TrainingSession.objects.filter(
        page__translation_key=facts.page.translation_key
    ).exclude(pk=leaving_out)
    if others.standing().exists():
        raise Refused(_("This page tells of another session already."), field="page")
    others.update(page=None)


def _write_parts(row: TrainingSession, facts: TrainingFacts) -> None:
    known = dict(row.troupe_parts.values_list("troupe", "attended"))
    for rows in (row.troupe_parts, row.teachers, row.work_parts):
        rows.all().delete()
    TrainingTroupe.objects.bulk_create(
        TrainingTroupe(
            session=row,
            troupe=part.troupe,
            expected=part.expected,
            attended=known.get(part.troupe.pk),
            position=place,
        )
        for place, part in enumerate(facts.troupes)
    )
    TrainingTeacher.objects.bulk_create(
        TrainingTeacher(
            session=row,
            position=place,
            **{f.name: getattr(one, f.name) for f in fields(one)},
        )
        for place, one in enumerate(facts.teachers)
    )
    TrainingWork.objects.bulk_create(
        TrainingWork(session=row, work=work, position=place)
        for place, work in enumerate(dict.fromkeys(facts.works))
    )


def _logged(facts: TrainingFacts) -> dict[str, Any]:
    """Every fact as it is compared and logged."""
    values = {f.name: getattr(facts, f.name) for f in fields(facts)}
    values |= facts.columns()
    values["troupes"] = _in_words(
        (part.troupe, part.expected) for part in facts.troupes
    )
    values["teachers"] = _in_words(
        (one.who, one.known_as, one.may_name or None) for one in facts.teachers
    )
    values["works"] = tuple(str(work) for work in facts.works)
    return values


def _in_words(rows: Any) -> tuple[str, ...]:
    return tuple(_line(row) for row in rows)


def _line(parts: Sequence[Any]) -> str:
    return " · ".join(str(part) for part in parts if part not in (None, ""))

"""Mends a report: by the troupe, whose word then waits for the league, or by the
league, whose word stands."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from ulanmuqi.base import clock, rights

from ..models import FieldAct, Record, Reported, TroupeDay
from . import log
from .errors import NotAllowed
from .outcomes import Why
from .report_facts import (
    ActFacts,
    DayFacts,
    RecordFacts,
    digest_of,
    sound_act,
    sound_day,
    sound_record,
    stands,
)
from .report_locks import lock_report
from .report_told import fresh_report
from .sent import ReportOutcome, Sending, number_of_another
from .transaction import verb


@verb
def correct(
    record: Record,
    facts: RecordFacts,
    *,
    by: Any = None,
    version: int | None = None,
    key: UUID | None = None,
    turn: int | None = None,
    reason: str = "",
) -> ReportOutcome:
    """Gives a record other figures, all of them at once. A returned one goes to the
    league again even when nothing changed: the troupe stands by it.

    Raises Refused at the field, NotAllowed, StaleWrite with what happened since
    `version`, TryAgain. `key` and `turn` as of `report_show`.
    """
    sending = Sending(key, "correct", digest_of("record", record.pk, facts), by, turn)
    row = lock_report(record)
    version, first = _since(sending, row, version)
    if first is not None:
        return first
    _authorise(row, by)
    stands(row.performance)
    sound_record(facts, row.performance.mode)
    changed = mend(row, RecordFacts.of(row), facts, by, version, reason)
    return sending.done(ReportOutcome(record=row, changed=changed))


@verb
def correct_day(
    day: TroupeDay,
    facts: DayFacts,
    *,
    by: Any = None,
    version: int | None = None,
    key: UUID | None = None,
    turn: int | None = None,
    reason: str = "",
) -> ReportOutcome:
    """As `correct`; here None means "not said"."""
    sending = Sending(key, "correct", digest_of("day", day.pk, facts), by, turn)
    row = lock_report(day)
    version, first = _since(sending, row, version)
    if first is not None:
        return first
    sound_day(row.day, facts)
    settled = DayFacts(
        distance_km=facts.distance_km,
        hours=facts.hours,
        in_grassroots=bool(facts.in_grassroots),
        remarks=facts.remarks,
    )
    changed = mend(row, DayFacts.of(row), settled, by, version, reason)
    return sending.done(ReportOutcome(day=row, changed=changed))


@verb
def correct_act(
    act: FieldAct,
    facts: ActFacts,
    *,
    by: Any = None,
    version: int | None = None,
    key: UUID | None = None,
    turn: int | None = None,
    reason: str = "",
) -> ReportOutcome:
    """As `correct`."""
    sending = Sending(key, "correct", digest_of("act", act.pk, facts), by, turn)
    row = lock_report(act)
    version, first = _since(sending, row, version)
    if first is not None:
        return first
    sound_act(row.day, facts)
    changed = mend(row, ActFacts.of(row), facts, by, version, reason)
    return sending.done(ReportOutcome(acts=(row,), changed=changed))


@verb
def strike_out(
    report: TroupeDay | FieldAct,
    *,
    by: Any = None,
    version: int | None = None,
    reason: str = "",
) -> None:
    """Deletes a day, a coaching or a service entered in error; the log keeps what it
    said. A record stays with its show: withdraw that. Raises as `correct`."""
    row = lock_report(report)
    strike(row, by, version, reason)


def strike(
    row: TroupeDay | FieldAct, by: Any, version: int | None, reason: str = ""
) -> None:
    """The row is locked. Raises NotAllowed, StaleWrite."""
    _authorise(row, by)
    fresh_report(row, version)
    was = DayFacts.of(row) if isinstance(row, TroupeDay) else ActFacts.of(row)
    why = Why(by=by, reason=reason.strip()[:300])
    data = {"before": _logged(was), "after": {}}
    log.write(row, "record.strike", why, data=data, at=clock.now(), deleted=True)
    row.delete()


def _since(
    sending: Sending, row: Reported, version: int | None
) -> tuple[int | None, ReportOutcome | None]:
    """The version the row must still have, and what is answered without a look at it:
    a later word under a key goes on from what the key had left. Raises Refused for the
    key of another report."""
    first = sending.first()
    if first is None:
        return version, None
    if not sending.is_later_word(first):
        return version, first
    if first.row is not None and first.row != row:
        raise number_of_another()
    return first.noted.get("version", version), None


def mend(
    row: Reported,
    before: RecordFacts | DayFacts | ActFacts,
    after: RecordFacts | DayFacts | ActFacts,
    by: Any,
    version: int | None,
    reason: str,
) -> bool:
    """Whether anything was written. A word for insiders alone puts no reviewed report
    back: no figure changed, and what is public of it stays."""
    _authorise(row, by)
    fresh_report(row, version)
    if before == after and not row.is_returned:
        return False
    now = clock.now()
    for one in fields(after):
        value = getattr(after, one.name)
        setattr(row, one.name, value.strip() if isinstance(value, str) else value)
    is_word_alone = replace(before, remarks=after.remarks) == after
    if not (row.is_reviewed and is_word_alone):
        _wait_for_the_league(row, by, now)
    row.version += 1
    row.save()
    why = Why(by=by, reason=reason.strip()[:300])
    data = {"before": _differing(before, after), "after": _differing(after, before)}
    log.write(row, "record.correct", why, data=data, at=now)
    return True


def _wait_for_the_league(row: Reported, by: Any, now: datetime) -> None:
    """Whoever reviews may mend without losing the review; a troupe's word waits."""
    reviews = by is None or rights.may(by, "review", row)
    if not (reviews and row.is_reviewed):
        row.report_again(by, now)


def _authorise(row: Reported, by: Any) -> None:
    if by is not None and not rights.may(by, "change", row):
        raise NotAllowed


def _differing(mine: Any, other: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in _logged(mine).items()
        if value != _logged(other).get(name)
    }


def _logged(facts: Any) -> dict[str, Any]:
    """Figures and names; remarks are read on the report, by those who may."""
    values = {
        one.name: getattr(facts, one.name)
        for one in fields(facts)
        if one.name != "remarks"
    }
    return {
        name: value if isinstance(value, bool | int | str | None) else str(value)
        for name, value in values.items()
    }

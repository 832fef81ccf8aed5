"""Somebody went on writing after a report had arrived: the later word counts, as long
as nobody else has had one. All of it under the key of the first (`sent.Sending`), so
that whatever the network does, nothing is lost and nothing is counted twice.

Called by the verbs, in their transaction, with their rows locked and the rights asked.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from troupes.models import Troupe

from ..models import FieldAct, Record, SentReport, TroupeDay
from .correct import mend, strike
from .errors import Refused, StaleWrite
from .field_rows import DayPut, put_act, put_day, said_of
from .report_facts import (
    ActFacts,
    DayFacts,
    RecordFacts,
    sound_act,
    sound_day,
    sound_record,
)
from .report_locks import lock_report
from .report_told import told_of
from .sent import ReportOutcome, Sending, number_of_another
from .transaction import verb

_EMPTY = {"distance_km": None, "hours": None, "in_grassroots": False, "remarks": ""}


def later_record(
    sending: Sending, first: ReportOutcome, facts: RecordFacts, by: Any
) -> ReportOutcome:
    """The show is locked. Raises Refused, NotAllowed, StaleWrite."""
    if not sending.is_later_word(first):
        return first
    record = _still_there(first.record)
    sound_record(facts, record.performance.mode)
    changed = mend(
        record, RecordFacts.of(record), facts, by, _left(first, record, facts), ""
    )
    return sending.done(replace(first, record=record, changed=changed))


def later_day(
    sending: Sending,
    first: ReportOutcome,
    troupe: Troupe,
    on: date,
    facts: DayFacts,
    by: Any,
) -> ReportOutcome:
    """What the first word had said of the day and the later one does not is taken
    back, also where the day itself was wrong. The troupe's resource is locked."""
    sound_day(on, facts)
    day = first.day
    if day is None and first.noted.get("cleared"):
        return note_day(sending, put_day(troupe, on, facts, by), facts)
    day = lock_report(_still_there(day))
    if day.troupe_id != troupe.pk:
        raise number_of_another()
    if first.noted.get("version", 1) is None:
        # Another had said the same before: theirs is not mended by the way.
        return note_day(sending, put_day(troupe, on, facts, by), facts)
    if day.day == on:
        return _said_anew(sending, first, day, facts, by)
    if not sending.takes_back:
        raise number_of_another()
    _taken_back(day, first, by)
    return note_day(sending, put_day(troupe, on, facts, by), facts)


def later_act(
    sending: Sending,
    first: ReportOutcome,
    troupe: Troupe,
    on: date,
    facts: ActFacts | None,
    by: Any,
) -> ReportOutcome:
    """None: there is none any more. The troupe's resource is locked."""
    act = next(iter(first.acts), None)
    if act is None:
        return _act_anew(sending, first, troupe, on, facts, by)
    act = lock_report(act)
    if act.troupe_id != troupe.pk or _is_another(sending, act, on, facts):
        raise number_of_another()
    if facts is None and not sending.takes_back:
        return first
    version = first.noted.get("version", 1)
    if facts is None or act.day != on:
        strike(act, by, version)
        first = replace(first, acts=(), noted={"cleared": True})
        return _act_anew(sending, first, troupe, on, facts, by)
    sound_act(on, facts)
    wanted = replace(
        ActFacts.of(act),
        title=facts.title,
        people=facts.people,
        region=facts.region or act.region,
    )
    changed = mend(act, ActFacts.of(act), wanted, by, version, "")
    return sending.done(replace(first, acts=(act,), changed=changed))


def note_day(
    sending: Sending, put: DayPut, facts: DayFacts, acts: Sequence[FieldAct] = ()
) -> ReportOutcome:
    """Keeps also what of the day this sending said, and whether it made the row."""
    return sending.done(
        ReportOutcome(day=put.row, acts=tuple(acts), changed=put.wrote),
        wrote=put.wrote,
        said=sorted(said_of(facts)),
        is_new=put.is_new,
    )


def _is_another(
    sending: Sending, act: FieldAct, on: date, facts: ActFacts | None
) -> bool:
    """Whether a device that does not count its words says something else altogether."""
    if sending.takes_back or facts is None:
        return False
    return (act.day, act.title) != (on, facts.title.strip())


@verb
def acknowledge(key: UUID, *, by: Any) -> None:
    """Whoever was told what others did to the act of this key goes on from there."""
    sent = SentReport.objects.filter(key=key, user=by, kind="act").first()
    made = sent.made.get("acts", ()) if sent is not None else ()
    act = FieldAct.objects.filter(pk__in=made).first()
    if sent is not None and act is not None:
        sent.made["version"] = act.version
        sent.save()


def _said_anew(
    sending: Sending, first: ReportOutcome, day: TroupeDay, facts: DayFacts, by: Any
) -> ReportOutcome:
    said, is_new = said_of(facts), bool(first.noted.get("is_new"))
    version = first.noted.get("version", 1)
    if not said and is_new and sending.takes_back:
        strike(day, by, version)
        return sending.done(ReportOutcome(), cleared=True)
    before = first.noted.get("said", ())
    wanted = _whole(day, said, before if sending.takes_back else ())
    changed = mend(day, DayFacts.of(day), wanted, by, version, "")
    outcome = replace(first, day=day, changed=changed)
    return sending.done(outcome, said=sorted(said), is_new=is_new)


def _taken_back(day: TroupeDay, first: ReportOutcome, by: Any) -> None:
    """The day as it was before the first word."""
    version = first.noted.get("version", 1)
    if first.noted.get("is_new"):
        strike(day, by, version)
        return
    was = _whole(day, {}, first.noted.get("said", ()))
    mend(day, DayFacts.of(day), was, by, version, "")


def _whole(day: TroupeDay, said: dict[str, Any], before: Collection[str]) -> DayFacts:
    """What is said now, nothing of what only the word before had said, and all else as
    it stands."""
    values = {
        name: said.get(name, empty if name in before else getattr(day, name))
        for name, empty in _EMPTY.items()
    }
    return DayFacts(**values)


def _act_anew(
    sending: Sending,
    first: ReportOutcome,
    troupe: Troupe,
    on: date,
    facts: ActFacts | None,
    by: Any,
) -> ReportOutcome:
    """After it was taken back under this key; one that others struck out stays so."""
    if facts is None:
        return sending.done(ReportOutcome(), cleared=True)
    if not first.noted.get("cleared"):
        raise Refused(_("Somebody removed this meanwhile."))
    act = put_act(troupe, on, facts, by)
    return sending.done(ReportOutcome(acts=(act,)))


def _left(first: ReportOutcome, record: Record, facts: RecordFacts) -> int:
    """The version the first word left. Raises StaleWrite where the record is another's,
    who had said the same, and this is something else."""
    version = first.noted.get("version", 1)
    if version is None:
        if RecordFacts.of(record) != facts:
            raise StaleWrite(told_of(record))
        return record.version
    return version


def _still_there(row: Any) -> Any:
    if row is None:
        raise Refused(_("Somebody removed this meanwhile."))
    return row

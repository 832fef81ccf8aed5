"""A troupe's day, and what it coached and served: reported by the troupe itself."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..models import FieldAct, Performance, TroupeDay
from ..record_policy import DAYS
from . import log
from .errors import NotAllowed, StaleWrite
from .locks import lock_resources
from .outcomes import Why
from .report_facts import ActFacts, DayFacts, digest_of, sound_act, sound_day
from .report_told import told_of
from .sent import ReportOutcome, Sending
from .transaction import verb


@verb
def report_day(
    troupe: Troupe,
    day: date,
    facts: DayFacts,
    *,
    by: Any = None,
    key: UUID | None = None,
    acts: Sequence[ActFacts] = (),
    is_example: bool = False,
) -> ReportOutcome:
    """Says how far and how long the troupe was away on a day (in Shanghai), and what
    it coached and served. There is one row a day: what is None keeps what was said
    before, another value raises StaleWrite with who said it: see `correct_day`.

    Raises Refused at the field, NotAllowed, TryAgain. `key` as of `report_show`.
    """
    said = digest_of("day", troupe.pk, day.isoformat(), facts, list(acts))
    sending = Sending(key, "day", said, by)
    lock_resources([troupe])
    if (first := sending.first()) is not None:
        return first
    if not may_report_for(by, troupe):
        raise NotAllowed
    row = put_day(troupe, day, facts, by, is_example=is_example)
    done = tuple(put_act(troupe, day, act, by, is_example=is_example) for act in acts)
    return sending.done(ReportOutcome(day=row, acts=done))


@verb
def report_act(
    troupe: Troupe,
    day: date,
    facts: ActFacts,
    *,
    by: Any = None,
    key: UUID | None = None,
    is_example: bool = False,
) -> ReportOutcome:
    """One coaching or service. Raises as `report_day`."""
    sending = Sending(
        key, "act", digest_of("act", troupe.pk, day.isoformat(), facts), by
    )
    if (first := sending.first()) is not None:
        return first
    if not may_report_for(by, troupe):
        raise NotAllowed
    act = put_act(troupe, day, facts, by, is_example=is_example)
    return sending.done(ReportOutcome(acts=(act,)))


def may_report_for(by: Any, troupe: Troupe) -> bool:
    return by is None or DAYS.may_of_troupe(by, "report", troupe)


def put_day(
    troupe: Troupe, day: date, facts: DayFacts, by: Any, *, is_example: bool = False
) -> TroupeDay:
    """Makes the day or adds to it what nobody had said; the troupe's resource is
    locked. Raises Refused, StaleWrite."""
    sound_day(day, facts)
    now = clock.now()
    known = TroupeDay.objects.filter(troupe=troupe, day=day).first()
    if known is None:
        return _new_day(troupe, day, facts, by, now, is_example=is_example)
    said = _said(facts)
    were = {name: getattr(known, name) for name in said}
    if were == said:
        return known
    # A day nobody called one in the grassroots was not called another either.
    if any(old not in (None, "", False) for n, old in were.items() if old != said[n]):
        raise StaleWrite(told_of(known))
    for name, value in said.items():
        setattr(known, name, value)
    known.report_again(by, now)
    known.version += 1
    known.save()
    write_log(known, "record.correct", by, were, said, now)
    return known


def put_act(
    troupe: Troupe,
    day: date,
    facts: ActFacts,
    by: Any,
    *,
    show: Performance | None = None,
    is_example: bool = False,
) -> FieldAct:
    """Raises Refused."""
    sound_act(day, facts)
    now = clock.now()
    act = FieldAct(
        troupe=troupe,
        day=day,
        kind=facts.kind,
        title=facts.title.strip(),
        people=facts.people,
        region=facts.region or (show.region if show is not None else None),
        performance=facts.performance or show,
        remarks=facts.remarks.strip(),
        reported_by=by,
        reported_at=now,
        is_example=is_example,
    )
    act.save(force_insert=True)
    write_log(act, "record.report", by, {}, {"people": facts.people}, now)
    return act


def write_log(
    row: TroupeDay | FieldAct,
    action: str,
    by: Any,
    before: dict[str, Any],
    after: dict[str, Any],
    now: datetime,
) -> None:
    data = {"before": _logged(before), "after": _logged(after)}
    log.write(row, action, Why(by=by), data=data, at=now)


def _new_day(
    troupe: Troupe,
    day: date,
    facts: DayFacts,
    by: Any,
    now: datetime,
    *,
    is_example: bool,
) -> TroupeDay:
    row = TroupeDay(
        troupe=troupe,
        day=day,
        distance_km=facts.distance_km,
        hours=facts.hours,
        in_grassroots=bool(facts.in_grassroots),
        remarks=facts.remarks.strip(),
        reported_by=by,
        reported_at=now,
        is_example=is_example,
    )
    row.save(force_insert=True)
    write_log(row, "record.report", by, {}, _said(facts), now)
    return row


def _said(facts: DayFacts) -> dict[str, Any]:
    """What of the day was said at all."""
    values = {
        "distance_km": facts.distance_km,
        "hours": facts.hours,
        "in_grassroots": facts.in_grassroots,
        "remarks": facts.remarks.strip() or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _logged(values: dict[str, Any]) -> dict[str, Any]:
    """Figures alone: remarks are read on the report itself."""
    return {
        name: value if isinstance(value, bool | int | None) else str(value)
        for name, value in values.items()
        if name != "remarks"
    }

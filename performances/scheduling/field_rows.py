"""Rows of a troupe's day, and of what it coached and served: made, or completed.

Called by the verbs, in their transaction, with the troupe's resource locked.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from ..models import FieldAct, Performance, TroupeDay
from . import log
from .errors import Refused, StaleWrite
from .locks import lock
from .outcomes import Why
from .report_facts import ActFacts, DayFacts, sound_act, sound_day
from .report_told import told_of


@dataclass(frozen=True, slots=True)
class DayPut:
    """The row of a day; `wrote` is False where all of it had been said before."""

    row: TroupeDay
    wrote: bool = True
    is_new: bool = False


def put_day(
    troupe: Troupe, day: date, facts: DayFacts, by: Any, *, is_example: bool = False
) -> DayPut:
    """Makes the day or adds to it what nobody had said. Raises Refused, StaleWrite."""
    sound_day(day, facts)
    now = clock.now()
    rows = TroupeDay.objects.filter(troupe=troupe, day=day)
    # Whoever mends or reviews a day holds the row itself, and no resource.
    lock(rows)
    known = rows.first()
    if known is None:
        made = _new_day(troupe, day, facts, by, now, is_example=is_example)
        return DayPut(made, is_new=True)
    said = said_of(facts)
    were = {name: getattr(known, name) for name in said}
    if were == said:
        return DayPut(known, wrote=False)
    if any(_was_said(old) for name, old in were.items() if old != said[name]):
        raise StaleWrite(told_of(known))
    for name, value in said.items():
        setattr(known, name, value)
    known.report_again(by, now)
    known.version += 1
    known.save()
    write_log(known, "record.correct", by, were, said, now)
    return DayPut(known)


def put_act(
    troupe: Troupe,
    day: date,
    facts: ActFacts,
    by: Any,
    *,
    show: Performance | None = None,
    is_example: bool = False,
) -> FieldAct:
    """Raises Refused, also where somebody told the same of that day before: whoever
    reports after another, or twice from an old page, does not count twice."""
    sound_act(day, facts)
    if by is not None:
        _is_new(troupe, day, facts)
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


def _is_new(troupe: Troupe, day: date, facts: ActFacts) -> None:
    same = FieldAct.objects.filter(troupe=troupe, day=day, kind=facts.kind)
    title = facts.title.strip()
    if not same.filter(title=title).exists():
        return
    raise Refused(
        # Translators: zh: 这一天的“%(title)s”已经报过了。人数要改就在那一条上改；真有第二次，就写清
        # 楚，比如“下午：%(title)s”。
        _(
            "“%(title)s” was reported for that day already. Mend that one, or, if "
            "there was a second, say so, such as “afternoon: %(title)s”."
        )
        % {"title": within_quotes(title)},
        field="title",
    )


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
    write_log(row, "record.report", by, {}, said_of(facts), now)
    return row


def said_of(facts: DayFacts) -> dict[str, Any]:
    """What of the day was said at all."""
    values = {
        "distance_km": facts.distance_km,
        "hours": facts.hours,
        "in_grassroots": facts.in_grassroots,
        "remarks": facts.remarks.strip() or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _was_said(value: Any) -> bool:
    """0 km was said; a day nobody called one in the grassroots was not called another
    either."""
    return value is not None and value is not False and value != ""


def _logged(values: dict[str, Any]) -> dict[str, Any]:
    """Figures alone: remarks are read on the report itself."""
    return {
        name: value if isinstance(value, bool | int | None) else str(value)
        for name, value in values.items()
        if name != "remarks"
    }

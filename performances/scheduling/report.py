"""Reports what happened at a show that was planned."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..models import Performance, Record
from ..record_policy import RECORDS
from . import log
from .errors import NotAllowed, Refused, StaleWrite
from .field_rows import put_act, put_day
from .field_work import may_report_for
from .later_word import later_record
from .locks import lock_resources
from .outcomes import Why
from .report_facts import (
    ActFacts,
    DayFacts,
    RecordFacts,
    digest_of,
    reportable,
    sound_record,
    stands,
)
from .report_locks import lock_show
from .report_told import told_of
from .sent import ReportOutcome, Sending, number_of_another
from .transaction import verb


@verb
def report_show(
    performance: Performance,
    facts: RecordFacts,
    *,
    by: Any = None,
    key: UUID | None = None,
    turn: int | None = None,
    troupe: Troupe | None = None,
    day: DayFacts | None = None,
    acts: Sequence[ActFacts] = (),
    is_example: bool = False,
) -> ReportOutcome:
    """Makes the record of a show that is over, and with it, where given, what `troupe`
    (left out: the only one of the show that `by` writes for) says of its day and of the
    coaching and services it did. All of it, or nothing.

    Of a joint show every troupe may report; there is one record. The same figures once
    more are no contradiction; other ones raise StaleWrite with who said what first: see
    `correct`. Raises Refused (not over, called off, figures that cannot be),
    NotAllowed, TryAgain. The same `key` again answers with the first outcome and writes
    nothing; with a `turn` (see `Sending`) other words under it are the later word of
    the same person about the record, and count while nobody else has mended it.
    """
    said = digest_of("show", performance.pk, facts, day, list(acts))
    sending = Sending(key, "show", said, by, turn)
    row = lock_show(performance)
    if (first := sending.first()) is not None:
        if sending.is_later_word(first):
            _is_of(first.record, row)
        return later_record(sending, first, facts, by)
    if by is not None and not RECORDS.may_of_show(by, "report", row):
        raise NotAllowed
    known = _locked_record(row)
    stands(row)
    if known is None:
        reportable(row, clock.now())
    sound_record(facts, row.mode)
    if known is not None and RecordFacts.of(known) != facts:
        raise StaleWrite(told_of(known))
    record = known or new_record(row, facts, by, is_example=is_example)
    outcome = with_field_work(record, troupe, day, acts, by, is_example=is_example)
    return sending.done(outcome, wrote=known is None)


def _is_of(record: Record | None, show: Performance) -> None:
    """Raises Refused for the key of another show, StaleWrite where the league has
    carried the record to the right one since."""
    if record is None or record.performance_id == show.pk:
        return
    if record.carried_from_id == show.pk:
        raise StaleWrite(told_of(record))
    raise number_of_another()


def _locked_record(show: Performance) -> Record | None:
    """Locked with its show: nobody else writes it meanwhile."""
    return Record.objects.filter(performance=show).first()


def new_record(
    show: Performance,
    facts: RecordFacts,
    by: Any,
    *,
    clashes: Sequence[dict[str, Any]] = (),
    is_example: bool = False,
) -> Record:
    now = clock.now()
    record = Record(
        performance=show,
        onsite_audience=facts.onsite_audience,
        online_views=facts.online_views,
        remarks=facts.remarks.strip(),
        clashes=list(clashes),
        reported_by=by,
        reported_at=now,
        is_example=is_example,
    )
    record.save(force_insert=True)
    figures = {
        "onsite_audience": facts.onsite_audience,
        "online_views": facts.online_views,
    }
    log.write(record, "record.report", Why(by=by), data={"after": figures}, at=now)
    return record


def with_field_work(
    record: Record,
    troupe: Troupe | None,
    day: DayFacts | None,
    acts: Sequence[ActFacts],
    by: Any,
    *,
    is_example: bool,
) -> ReportOutcome:
    """What the troupe says of its own day beside the record."""
    says = (day is not None and day.says_anything) or acts
    if not says:
        return ReportOutcome(record=record)
    show = record.performance
    mine = _own_troupe(show, troupe, by)
    on = show.day_at_home
    lock_resources([mine])
    told = None
    if day is not None and day.says_anything:
        told = put_day(mine, on, day, by, is_example=is_example).row
    done = tuple(
        put_act(mine, on, act, by, show=show, is_example=is_example) for act in acts
    )
    return ReportOutcome(record=record, day=told, acts=done)


def _own_troupe(show: Performance, troupe: Troupe | None, by: Any) -> Troupe:
    """The one whose day it is. Raises Refused at `troupe` when that is not clear."""
    cast = show.troupes_in_order
    mine = [one for one in cast if may_report_for(by, one)]
    if troupe is not None:
        mine = [one for one in mine if one.pk == troupe.pk]
    if not mine:
        raise NotAllowed
    if len(mine) > 1:
        raise Refused(
            # Translators: zh: 请选哪支队伍的里程和时间。
            _("Choose whose kilometres and hours these are."),
            field="troupe",
        )
    return mine[0]

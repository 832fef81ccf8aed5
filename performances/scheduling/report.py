"""Reports what happened at a show: planned, or entered when it was over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from ..models import Performance, Record
from ..record_policy import RECORDS
from ..statuses import FIRM, Status
from . import log
from .clashes import clashes_of
from .errors import NotAllowed, Refused, StaleWrite
from .facts import ShowFacts
from .field_work import may_report_for, put_act, put_day
from .locks import lock_resources
from .outcomes import Why
from .place import newcomer
from .report_facts import (
    OLDEST,
    ActFacts,
    DayFacts,
    RecordFacts,
    digest_of,
    reportable,
    sound_record,
)
from .report_locks import lock_show
from .report_told import told_of
from .sent import ReportOutcome, Sending
from .settle import settle
from .transaction import verb


@verb
def report_show(
    performance: Performance,
    facts: RecordFacts,
    *,
    by: Any = None,
    key: UUID | None = None,
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
    nothing.
    """
    said = digest_of("show", performance.pk, facts, day, list(acts))
    sending = Sending(key, "show", said, by)
    row = lock_show(performance)
    if (first := sending.first()) is not None:
        return first
    if by is not None and not RECORDS.may_of_show(by, "report", row):
        raise NotAllowed
    known = _locked_record(row)
    if known is None:
        reportable(row, clock.now())
    sound_record(facts, row.mode)
    if known is not None and RecordFacts.of(known) != facts:
        raise StaleWrite(told_of(known))
    record = known or _new_record(row, facts, by, is_example=is_example)
    return sending.done(
        _with_field_work(record, troupe, day, acts, by, is_example=is_example)
    )


@verb
def report_past_show(
    show: ShowFacts,
    facts: RecordFacts,
    *,
    by: Any = None,
    key: UUID | None = None,
    troupe: Troupe | None = None,
    day: DayFacts | None = None,
    acts: Sequence[ActFacts] = (),
) -> ReportOutcome:
    """Enters a show nobody had planned, which is over, together with its record.

    It is confirmed, marked `entered_after` and not announced; it takes its time softly,
    so that the guard never refuses it, and what else stood there is noted in
    `record.clashes`. Raises as `report_show`, and Refused at `starts_at` where the same
    show stands already.
    """
    said = digest_of("past", _told(show), facts, day, list(acts))
    sending = Sending(key, "past", said, by)
    lock_resources(show.troupes, [show.venue] if show.venue else [])
    if (first := sending.first()) is not None:
        return first
    _is_over(show)
    _is_new(show)
    sound_record(facts, show.mode)
    pending = newcomer(show, Status.CONFIRMED, None, None, None, "", by)
    pending.performance.entered_after = True
    row = settle([pending], Why(by=by))[0].performance
    record = _new_record(
        row, facts, by, clashes=clashes_of(row), is_example=show.is_example
    )
    return sending.done(
        _with_field_work(record, troupe, day, acts, by, is_example=show.is_example)
    )


def _locked_record(show: Performance) -> Record | None:
    """Locked with its show: nobody else writes it meanwhile."""
    return Record.objects.filter(performance=show).first()


def _new_record(
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


def _with_field_work(
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
    on = show.day
    lock_resources([mine])
    told = None
    if day is not None and day.says_anything:
        told = put_day(mine, on, day, by, is_example=is_example)
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


def _is_over(show: ShowFacts) -> None:
    now = clock.now()
    if show.ends_at > now:
        raise Refused(
            # Translators: zh: 这场还没有演完。还没演的请用“新建演出”。
            _("This show is not over yet. What is to come is entered as a new show."),
            field="starts_at",
        )
    if now - show.starts_at > OLDEST:
        raise Refused(
            # Translators: zh: 已经过去三年多，请看看年份。更早的数字按“结转数字”录入。
            _(
                "That is more than three years ago. Check the year; older figures are "
                "entered as carried-over figures."
            ),
            field="starts_at",
        )


def _is_new(show: ShowFacts) -> None:
    """One troupe does not begin twice at one instant in one place."""
    place = {"venue": show.venue} if show.venue else {"region": show.region}
    known = Performance.objects.filter(
        troupes__in=[troupe.pk for troupe in show.troupes],
        starts_at=show.starts_at,
        status__in=FIRM,
        **place,
    ).first()
    if known is not None:
        raise Refused(
            # Translators: zh: “%(title)s”已经在同一时间、同一地点，请在那一场上报。
            _(
                "“%(title)s” stands there already, at that hour and place. Report that "
                "show."
            )
            % {"title": within_quotes(known.title)},
            field="starts_at",
        )


def _told(show: ShowFacts) -> list[Any]:
    """What a device says of a show, for telling two sendings apart."""
    return [
        show.title,
        show.starts_at.isoformat(),
        show.ends_at.isoformat(),
        show.mode,
        getattr(show.venue, "pk", None),
        getattr(show.region, "pk", None),
        sorted(troupe.pk for troupe in show.troupes),
    ]

"""Enters a show nobody had planned, when it is over, with what happened at it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes

from ..models import Performance, Record, SentReport
from ..statuses import FIRM, Status
from .clashes import clashes_of
from .correct import mend
from .errors import Refused, StaleWrite
from .facts import ShowFacts, facts_of
from .later_word import later_record
from .locks import lock_performance, lock_resources
from .outcomes import Why
from .place import newcomer
from .report import new_record, with_field_work
from .report_facts import (
    OLDEST,
    ActFacts,
    DayFacts,
    RecordFacts,
    digest_of,
    sound_record,
)
from .report_told import told_of
from .revise import revision
from .road_follows import road_follows
from .sent import ReportOutcome, Sending, number_of_another
from .settle import settle
from .transaction import verb


@verb
def report_past_show(
    show: ShowFacts,
    facts: RecordFacts,
    *,
    by: Any = None,
    key: UUID | None = None,
    turn: int | None = None,
    troupe: Troupe | None = None,
    day: DayFacts | None = None,
    acts: Sequence[ActFacts] = (),
    accept: str = "",
) -> ReportOutcome:
    """Enters a show nobody had planned, which is over, together with its record.

    It is confirmed, marked `entered_after` and not announced; it takes its time softly,
    so that the guard never refuses it, and what else stood there is noted in
    `record.clashes`. Raises as `report_show`, and Refused at `starts_at` where the same
    show stands already. A later word under the key (`turn`) mends the show as well;
    `accept` is of that, as of `revise_entered`.
    """
    said = digest_of("past", _told(show), facts, day, list(acts))
    sending = Sending(key, "past", said, by, turn)
    entered = _entered(sending)
    if entered is not None:
        lock_performance(entered)
    lock_resources(show.troupes, [show.venue] if show.venue else [])
    if (first := sending.first()) is not None:
        return _later_word(sending, first, show, facts, Why(by=by, accept=accept))
    _is_over(show)
    _is_new(show)
    sound_record(facts, show.mode)
    pending = newcomer(show, Status.CONFIRMED, None, None, None, "", by)
    pending.performance.entered_after = True
    row = settle([pending], Why(by=by))[0].performance
    record = new_record(
        row, facts, by, clashes=clashes_of(row), is_example=show.is_example
    )
    outcome = with_field_work(record, troupe, day, acts, by, is_example=show.is_example)
    return sending.done(outcome, show_version=row.version)


@verb
def revise_entered(
    performance: Performance,
    facts: ShowFacts,
    *,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
    with_road: bool = True,
) -> Performance:
    """Another time, place or name for a show entered when it was over; its clashes are
    looked up anew, and of another day what was told of its road goes along (a telephone
    says that by itself: `with_road`). Raises Refused at `starts_at` (not over, stands
    there already), NotAllowed, StaleWrite; ConflictsFound for who reviews its record
    and says no reason in `accept`."""
    row = lock_performance(performance)
    _is_over(facts)
    _is_new(facts, beside=row)
    was = row.day_at_home
    pending = revision(row, facts, by=by, version=version)
    if pending is not None:
        pending = replace(pending, tells_road=not with_road)
        why = Why(by=by, accept=accept.strip())
        row = settle([pending], why)[0].performance
        record = Record.objects.filter(performance=row).first()
        if record is not None:
            record.clashes = clashes_of(row)
            record.save()
            if with_road:
                road_follows(row, was, by, clock.now())
    return row


def _later_word(
    sending: Sending,
    first: ReportOutcome,
    show: ShowFacts,
    facts: RecordFacts,
    why: Why,
) -> ReportOutcome:
    """The show as it is told now, then its record; all of it or nothing."""
    if not sending.is_later_word(first) or first.record is None:
        return first
    if first.record.carried_from_id is not None:
        # It is of another show by now, which this word is not about.
        raise StaleWrite(told_of(first.record))
    row = first.record.performance
    if [one.pk for one in row.troupes_in_order] != [one.pk for one in show.troupes]:
        raise number_of_another()
    was = facts_of(row)
    names = ("title", "starts_at", "ends_at", "mode", "venue", "region")
    wanted = replace(was, **{name: getattr(show, name) for name in names})
    version = first.noted.get("show_version", 1)
    if _told(wanted) != _told(was):
        if not sending.takes_back:
            raise number_of_another()
        first = _with_the_show(first, wanted, facts, why, version)
        version = first.record.performance.version
    outcome = later_record(sending, first, facts, why.by)
    return sending.done(outcome, show_version=version)


def _with_the_show(
    first: ReportOutcome, wanted: ShowFacts, facts: RecordFacts, why: Why, version: int
) -> ReportOutcome:
    """The show put right, and its record with it: that is no word of somebody else."""
    record = first.record
    is_ours = record.version == first.noted.get("version", 1)
    if record.performance.mode != wanted.mode:
        # What was counted goes with the other form; the figures of now follow.
        none = RecordFacts(remarks=facts.remarks)
        mend(record, RecordFacts.of(record), none, why.by, record.version, "")
    row = revise_entered(
        record.performance,
        wanted,
        by=why.by,
        version=version,
        accept=why.accept,
        with_road=False,
    )
    record = Record.objects.get(performance=row)
    record.performance = row
    noted = dict(first.noted)
    if is_ours:
        noted["version"] = record.version
    return replace(first, record=record, noted=noted)


def _entered(sending: Sending) -> Performance | None:
    """The show this key has made, found before anything is locked."""
    sent = SentReport.objects.filter(key=sending.key).first() if sending.key else None
    made = sent.made.get("record") if sent is not None else None
    return Performance.objects.filter(record__pk=made).first() if made else None


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


def _is_new(show: ShowFacts, *, beside: Performance | None = None) -> None:
    """One troupe does not begin twice at one instant in one place; `beside` is the row
    it was entered as."""
    place = {"venue": show.venue} if show.venue else {"region": show.region}
    known = Performance.objects.filter(
        troupes__in=[troupe.pk for troupe in show.troupes],
        starts_at=show.starts_at,
        status__in=FIRM,
        **place,
    )
    known = known.exclude(pk=beside.pk if beside is not None else None).first()
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

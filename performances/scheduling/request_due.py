"""What becomes of requests by the clock; asked every minute by `send_notices`."""

import re
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.db.models.lookups import LessThan

from ulanmuqi.base import clock

from ..models import Performance, Request, RequestSettings, RequestStep
from ..statuses import FIRM, INSIDE, Status
from .locks import lock
from .request_booking import day_of
from .request_hosts import forget_host, note_host
from .request_news import tell_of_shows
from .request_notices import tell_desk, tell_league
from .request_rows import close, wait_for_desk, write
from .transaction import verb

_State = Request.State
_Kind = RequestStep.Kind
# A round is short: whoever acts meanwhile waits for its locks.
AT_ONCE = 200
# What the asker has to answer is asked again of nobody: there is no way to.
# Of one that is held nobody hears: it waits on the desk's list.
_OWED = frozenset({_State.RECEIVED, _State.REVIEW, _State.ACCEPTED})


def see_to_requests() -> int:
    """One round of all; how many requests something became of. A query each
    where nothing is due."""
    return (
        pass_on_waiting()
        + remind_of_waiting()
        + lapse_overdue()
        + follow_shows()
        + tell_of_shows()
        + close_played()
        + blank_contacts()
    )


@verb
def pass_on_waiting() -> int:
    """To the league, what the banner's own troupe left unanswered so long."""
    now = clock.now()
    days = RequestSettings.load().troupe_days
    rows = _locked(
        Q(state__in=(_State.RECEIVED, _State.REVIEW), passed_on_at=None)
        & Q(waiting_since__lte=now - timedelta(days=days))
    )
    for row in rows:
        row.passed_on_at = now
        step = write(row, _Kind.PASSED_ON, now=now, before=row.state)
        tell_league(row, step, now)
    return len(rows)


@verb
def remind_of_waiting() -> int:
    """Whoever owes a word hears of it again, every so many days."""
    now = clock.now()
    since = now - timedelta(days=RequestSettings.load().remind_days)
    rows = _locked(
        Q(state__in=_OWED, waiting_since__lte=since)
        & (Q(reminded_at=None) | Q(reminded_at__lte=since))
    )
    for row in rows:
        row.reminded_at = now
        step = write(row, _Kind.REMINDED, is_inside=True, now=now, before=row.state)
        if not tell_desk(row, step, now):
            # Nobody has an address: nobody was reminded.
            step.delete()
    return len(rows)


@verb
def lapse_overdue() -> int:
    """The days asked for are over, and so is the day proposed. What came back to the
    desk since then (reopened, its show off) stays until somebody answers it; who was
    asked something has as long to reply as we have between two reminders. What lay as
    long as contacts are kept lapses all the same."""
    now, rules = clock.now(), RequestSettings.load()
    today = now.astimezone(clock.SHANGHAI).date()
    since = now - timedelta(days=rules.remind_days)
    # Nobody's contacts are kept for ever because nobody answers.
    forgotten = Q(waiting_since__lte=now - timedelta(days=rules.keep_contact_days))
    question = RequestStep.objects.filter(
        request=OuterRef("pk"), kind=_Kind.ASKED_BACK, at__gt=since
    )
    was_asked = Q(waiting_since=None) & Exists(question)
    rows = _locked(
        Q(state__in=Request.OPEN, window_until__lt=today)
        & (Q(proposed_on=None) | Q(proposed_on__lt=today))
        & (_not_come_back() | forgotten)
        & ~was_asked
    )
    for row in rows:
        before = row.state
        close(row, _State.LAPSED, now)
        write(row, _Kind.LAPSED, now=now, before=before)
    return len(rows)


def _not_come_back() -> Q:
    """Not those that are the desk's turn anew since the last of the days in talk."""
    turn = TruncDate("waiting_since", tzinfo=clock.SHANGHAI)
    agreed = Coalesce("proposed_on", "window_until")
    return (
        Q(waiting_since=None)
        | Q(waiting_since__lte=F("asked_at"))
        | Q(LessThan(turn, Greatest(F("window_until"), agreed)))
    )


@verb
def follow_shows() -> int:
    """What became of the shows that answer requests: given another day, off, or on
    again after all. Their pages show it at once; this writes it down, and whoever
    arranges has to see to a request whose show is off."""
    now = clock.now()
    moved = _locked(
        Q(state__in=(_State.SCHEDULED, _State.ACCEPTED))
        & Q(performance__status=Status.POSTPONED)
        & Q(performance__replacement__isnull=False)
    )
    for row in moved:
        forget_host(row)
        row.performance = row.performance.replacement
        note_host(row)
        facts = day_of(row.performance)
        write(row, _Kind.MOVED, facts=facts, now=now, before=row.state)
    off = _locked(Q(state=_State.SCHEDULED) & _gone(now))
    for row in off:
        row.state = _State.ACCEPTED
        wait_for_desk(row, now)
        step = write(row, _Kind.OFF, now=now, before=_State.SCHEDULED)
        tell_desk(row, step, now)
    on_again = _locked(Q(state=_State.ACCEPTED) & _on_again(now))
    for row in on_again:
        row.state, row.waiting_since = _State.SCHEDULED, None
        facts = day_of(row.performance) | {"status": row.performance.status}
        write(row, _Kind.SCHEDULED, facts=facts, now=now, before=_State.ACCEPTED)
    return len(moved) + len(off) + len(on_again)


def _on_again(now: datetime) -> Q:
    """The show stands after all, or its day is kept again."""
    return Q(performance__status__in=FIRM) | Q(
        performance__status=Status.HOLD, performance__ends_at__gt=now
    )


def _gone(now: datetime) -> Q:
    """The show is off or keeps no time any more, or its time went by and nobody ever
    settled it."""
    undecided = Q(performance__status__in=INSIDE) | Q(
        performance__status=Status.POSTPONED, performance__replacement__isnull=True
    )
    return (
        Q(performance=None)
        | Q(performance__status__in=(Status.CANCELLED, Status.WITHDRAWN, Status.DRAFT))
        | Q(performance__ends_at__lte=now) & undecided
    )


@verb
def close_played() -> int:
    """The show is over and stood: done, whether or not the place says so too."""
    now = clock.now()
    rows = _locked(
        Q(state=_State.SCHEDULED, performance__ends_at__lte=now)
        & Q(performance__status__in=FIRM)
    )
    for row in rows:
        close(row, _State.DONE, now)
        write(row, _Kind.PLAYED, now=now, before=_State.SCHEDULED)
    return len(rows)


@verb
def blank_contacts() -> int:
    """Name, telephone and words of whoever asked go, so long after the end."""
    now = clock.now()
    days = RequestSettings.load().keep_contact_days
    rows = _locked(
        Q(state__in=Request.OVER, blanked_at=None)
        & Q(closed_at__lte=now - timedelta(days=days))
    )
    for row in rows:
        _blank(row, now)
    return len(rows)


def _blank(row: Request, now: datetime) -> None:
    forget_host(row)
    _forget_ground(row)
    row.contact_name = row.contact_phone = row.phone_key = row.network_key = ""
    row.note = row.when_words = row.space = ""
    row.blanked_at = now
    # What was said to a person may name one, whoever said it.
    row.steps.exclude(kind=_Kind.DECLINED).update(words="")
    write(row, _Kind.BLANKED, is_inside=True, now=now, before=row.state)


def _forget_ground(row: Request) -> None:
    """The asker's own words on the ground, of shows placed when those were copied into
    the show's note behind a label; what the crew wrote stays, whatever it says.

    Written only while the note is as it was read, and as a new version: nobody's edit
    is lost, and a form that is open does not bring the words back.
    """
    if row.performance_id is None or not row.space:
        return
    copied = re.compile(rf"(?:^|\n)[^\n：]{{1,40}}：{re.escape(row.space)}(?=\n|$)")
    shows = Performance.objects.filter(pk=row.performance_id)
    is_done = False
    while not is_done:
        note = shows.values_list("technical_note", flat=True).get()
        kept = copied.sub("", note).lstrip("\n")
        is_done = kept == note or bool(
            shows.filter(technical_note=note).update(
                technical_note=kept, version=F("version") + 1
            )
        )


def _locked(wanted: Q) -> list[Request]:
    """Some of these, locked by id, as they are now: asked again after waiting."""
    keys = Request.objects.filter(wanted).order_by("pk")[:AT_ONCE]
    ids = list(keys.values_list("pk", flat=True))
    if not ids:
        return []
    lock(Request.objects.filter(pk__in=ids))
    rows = Request.objects.with_place().with_show().filter(wanted, pk__in=ids)
    return list(rows.order_by(F("pk")))

"""Reminds of missing records: the troupe the morning after and once more, then its
league. A show is in each of these once, anew only where it was moved to another evening
since, and whoever has left is told nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from ulanmuqi.base import clock
from ulanmuqi.base.clock import SHANGHAI

from ..models import (
    Notice,
    NoticeSettings,
    Performance,
    RecordReminder,
    missing_records,
)
from .audiences import Audience, audiences, reporters
from .locks import lock
from .sent_at_once import send_at_once
from .transaction import verb

Step = RecordReminder.Step

# Days after the one on which the show ended.
MORNING_AFTER, ONCE_MORE = 1, 4
# Hours of the day, in Shanghai, between which people are reminded.
AWAKE = range(8, 20)
# A reminder nobody sent in time (no timer ran, the site is new) is not made up for.
LAPSES_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Due:
    """One show somebody is to be reminded of; `audience` as in Notice."""

    show: Performance
    audience: str
    step: Step


@verb
def remind_of_records() -> list[Notice]:
    """Makes the reminders that are due, one an audience, ready to be sent.

    Asked every minute by `send_notices`: two queries while nothing is due. Two at once
    wait for each other on the shows.
    """
    rules, now = NoticeSettings.load(), clock.now()
    if not rules.remind_of_records or now.astimezone(SHANGHAI).hour not in AWAKE:
        return []
    first = _due(_missing(now, rules), now, rules)
    if not first:
        return []
    lock(Performance.objects.filter(pk__in={one.show.pk for one in first}))
    due = _due(_missing(now, rules), now, rules)
    found = _audiences(due, now)
    by_audience: dict[str, list[Due]] = defaultdict(list)
    for one in due:
        if one.audience in found:
            by_audience[one.audience].append(one)
    return [_made(found[key], shows, now) for key, shows in by_audience.items()]


def shows_of(notice: Notice) -> QuerySet[Performance]:
    """What a reminder is about and is still missing, with what its lines need: nothing
    that was reported, called off, moved ahead or given to another troupe since."""
    shows = missing_records(clock.now()).filter(record_reminders__notice=notice)
    kind, _colon, key = notice.audience.partition(":")
    if kind == "troupe":
        shows = shows.filter(troupes=key)
    return shows.for_cards().distinct().order_by("starts_at", "id")


def _missing(now: datetime, rules: NoticeSettings) -> QuerySet[Performance]:
    """Those a reminder can be due for: of the last days, found by index."""
    days = max(ONCE_MORE, rules.league_after_days) + LAPSES_AFTER.days + 2
    return missing_records(now).filter(starts_at__gte=now - timedelta(days=days))


def _due(
    shows: QuerySet[Performance], now: datetime, rules: NoticeSettings
) -> list[Due]:
    """What is due and was not done yet; four queries where anything is missing."""
    rows = list(
        shows.select_related("region__league")
        .prefetch_related("troupe_parts__troupe__region__league", "record_reminders")
        .order_by("starts_at", "id")
    )
    found = []
    for show in rows:
        # Of a show that was moved since, its new evening has not been asked for.
        done = {
            (one.audience, one.step)
            for one in show.record_reminders.all()
            if one.at >= show.ends_at
        }
        for step, audience in _wanted(show, now, rules):
            if (audience, step) not in done:
                found.append(Due(show, audience, step))
    return found


def _wanted(
    show: Performance, now: datetime, rules: NoticeSettings
) -> Iterable[tuple[Step, str]]:
    ended = clock.midnight(show.ends_at) + timedelta(hours=AWAKE.start)
    days = {
        Step.MORNING: MORNING_AFTER,
        Step.AGAIN: ONCE_MORE,
        Step.LEAGUE: rules.league_after_days,
    }
    for step, after in days.items():
        at = ended + timedelta(days=after)
        if not at <= now < at + LAPSES_AFTER:
            continue
        for troupe in show.troupes_in_order:
            league = troupe.region.league
            if step is not Step.LEAGUE:
                yield step, f"troupe:{troupe.pk}"
            elif league is not None:
                yield step, f"region:{league.code}"
        if step is Step.LEAGUE and not show.troupes_in_order:
            # Nobody else could have reported it.
            place = show.region.league if show.region is not None else None
            if place is not None:
                yield step, f"region:{place.code}"


def _audiences(due: Iterable[Due], now: datetime) -> dict[str, Audience]:
    keys = {one.audience for one in due}
    troupes = {key for key in keys if key.startswith("troupe:")}
    return reporters(troupes, now) | audiences(keys - troupes, now, robots=False)


def _made(audience: Audience, due: Iterable[Due], now: datetime) -> Notice:
    notice = send_at_once(Notice.About.RECORDS, audience, now)
    once = {(one.show.pk, one.step): one for one in due}
    rows = [
        RecordReminder(
            performance=one.show,
            notice=notice,
            audience=audience.key,
            step=one.step,
            at=now,
        )
        for one in once.values()
    ]
    RecordReminder.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["performance", "audience", "step"],
        update_fields=["notice", "at"],
    )
    return notice

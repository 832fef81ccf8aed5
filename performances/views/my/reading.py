"""What a day sheet is made of: the shows, entries and days of one troupe."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock

from ...models import (
    Engagement,
    Performance,
    PerformanceTroupe,
)
from ...statuses import Status
from ..run_sheet import Step
from .cards import EntryCard, ShowCard, entry_card, show_card
from .journey import journeys
from .news import MovedAway, changes_lately, moved_away, news_of

# Yesterday's shows say where one slept.
BEFORE = timedelta(days=2)
AHEAD_DAYS = 14
MOST_SHOWS = 200
# Of drafts nobody is bound, and what was entered in error plays nowhere.
UNSEEN = (Status.DRAFT, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Day:
    """`items` by time: ShowCard and EntryCard; `leave_at` when the first coach goes."""

    date: date
    at: datetime
    items: tuple[ShowCard | EntryCard, ...]

    @property
    def shows(self) -> list[ShowCard]:
        return [one for one in self.items if isinstance(one, ShowCard)]

    @property
    def entries(self) -> list[EntryCard]:
        return [one for one in self.items if isinstance(one, EntryCard)]

    @property
    def playing(self) -> int:
        return sum(1 for one in self.shows if not one.is_off)

    def next_step(self, now: datetime) -> Step | None:
        """What comes next by the clock, once one has set out."""
        steps = (
            step for one in self.shows if not one.is_off for step in one.steps
            if step.at >= now
        )  # fmt: skip
        return min(steps, key=lambda step: step.at, default=None)

    @property
    def leave_at(self) -> datetime | None:
        journeys_ = [
            one.journey for one in self.shows if one.journey and one.journey.km
        ]
        today = (one.leave_at for one in journeys_ if not one.leaves_before)
        return min((at for at in today if at), default=None)


@dataclass(frozen=True, slots=True)
class Sheet:
    troupe: Troupe
    today: Day
    tomorrow: Day
    later: tuple[Day, ...]
    away: tuple[MovedAway, ...]


def troupes_of(user: Any) -> list[Troupe]:
    """The troupes a person belongs to; one query."""
    rows = Troupe.objects.filter(pk__in=scope_of(user).member_of)
    return list(rows.select_related("region__league", "region__banner"))


def shows(rows: QuerySet | None = None) -> QuerySet:
    """With all that a card reads: eight queries whatever their number."""
    rows = Performance.objects.all() if rows is None else rows
    return (
        rows.for_cards()
        .select_related("record")
        .prefetch_related(None)
        .prefetch_related(
            Prefetch(
                "troupe_parts",
                PerformanceTroupe.objects.select_related("troupe__region"),
            ),
            "troupe_parts__troupe__duty_contacts",
            "contacts",
            "along_parts__resource__truck",
            "along_parts__resource__member",
        )
    )


def show_for(user: Any, public_id: str) -> Performance | None:
    """A show of one of the person's troupes; None for all others alike."""
    is_id = len(public_id) == 8 and public_id.isascii() and public_id.isalnum()
    if not is_id:
        return None
    mine = Performance.objects.filter(
        public_id=public_id, troupes__in=scope_of(user).member_of
    ).values("pk")
    rows = shows(Performance.objects.filter(pk__in=mine))
    return rows.exclude(status__in=UNSEEN).first()


def sheet_of(troupe: Troupe, user: Any, now: datetime) -> Sheet:
    """The next days of one troupe; at most thirteen queries, whatever their number."""
    today = now.astimezone(clock.SHANGHAI).date()
    start = clock.midnight(now)
    found = list(
        shows(
            Performance.objects.filter(troupes=troupe)
            .exclude(status__in=UNSEEN)
            .between(start - BEFORE, start + timedelta(days=AHEAD_DAYS))
        ).in_order()[:MOST_SHOWS]
    )
    entries = list(_entries(troupe, start))
    soon = [
        show
        for show in found
        if not show.is_off and today <= _day(show.starts_at) <= today + timedelta(1)
    ]
    ways = journeys(troupe, found, entries, soon)
    acts_for = scope_of(user).troupes
    changed = changes_lately(found, now)
    cards = [
        show_card(
            show,
            troupe_id=troupe.pk,
            user=user,
            now=now,
            journey=ways.get(show.pk),
            acts_for=acts_for,
            news=news_of(show, changed.get(show.pk)),
        )
        for show in found
        if _day(show.ends_at) >= today
    ]
    lines = [entry_card(row) for row in entries if _day(row.ends_at) >= today]
    days = _by_day([*cards, *lines], today)
    return Sheet(
        troupe,
        _taken(days, today),
        _taken(days, today + timedelta(1)),
        tuple(days[key] for key in sorted(days) if key > today + timedelta(1)),
        moved_away(found, changed, today),
    )


def _by_day(items: list[ShowCard | EntryCard], today: date) -> dict[date, Day]:
    """What began earlier and still lasts counts to today."""
    found: dict[date, list[ShowCard | EntryCard]] = {}
    for item in items:
        found.setdefault(max(today, item.starts_at.date()), []).append(item)
    return {key: _made(key, rows) for key, rows in found.items()}


def _taken(days: dict[date, Day], day: date) -> Day:
    return days.get(day) or _made(day, [])


def _made(day: date, items: list[ShowCard | EntryCard]) -> Day:
    at = datetime.combine(day, datetime.min.time(), tzinfo=clock.SHANGHAI)
    return Day(day, at, tuple(sorted(items, key=lambda one: one.starts_at)))


def _entries(troupe: Troupe, start: datetime) -> QuerySet:
    mine = Engagement.objects.filter(parts__resource__troupe=troupe)
    rows = Engagement.objects.filter(pk__in=mine.values("pk"))
    return (
        rows.between(start - BEFORE, start + timedelta(days=AHEAD_DAYS))
        .select_related(
            "venue__region__league",
            "venue__region__banner",
            "region__league",
            "region__banner",
            "from_venue",
            "from_region",
        )
        .order_by("starts_at", "id")[:MOST_SHOWS]
    )


def _day(at: datetime) -> date:
    return at.astimezone(clock.SHANGHAI).date()

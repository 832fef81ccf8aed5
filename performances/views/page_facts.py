"""What pages show of the schedule, read for an instant and frozen.

Each function costs a constant number of queries whatever the season's size, and
returns values only: no rows, no private place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..models import Change, Performance, Showcase
from ..models.performance_rows import PerformanceQuerySet
from .cards import (
    DayGroup,
    InstantLine,
    PerformanceCard,
    Score,
    ShowcaseCard,
    card,
    days,
    instant_line,
    score,
    showcase_card,
)
from .cards.live import LiveCity, live_cities
from .records import records_of

# Beyond this a page links to the schedule.
SHOWN_AT_MOST = 12
PAST_AT_MOST = 5
# Columns of the instant line; its style sheet knows as many.
CITIES_AT_MOST = 23
HOME_DAYS = 3
HOME_AT_MOST = 80
# With this many the front page has said enough; the next day is left to the schedule.
HOME_ENOUGH = 8
# How long an ended showcase stays on the front page.
REMEMBERED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Coming:
    """Shows still to come: the first ones as days, and how many there are in all."""

    days: tuple[DayGroup, ...]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > sum(group.count for group in self.days)


@dataclass(frozen=True, slots=True)
class Past:
    """Shows that are over: the latest ones, what was called off among them, and how
    many took place."""

    shows: tuple[PerformanceCard, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ShowcaseFacts:
    """`line` and `score` are nothing while no opening is public, and `cities` none;
    `others` are the
    showcase's shows that open nothing (a tour's stops, a festival's days); `live_url`
    is the public opening page, on its day alone."""

    code: str
    title: str
    title_zh: str
    kind_label: str
    opens_at: datetime | None
    launch_date: date | None
    end_date: date | None
    purpose: str
    organisers: tuple[str, ...]
    hour_is_example: bool
    is_example: bool
    source: str
    card: ShowcaseCard | None
    line: InstantLine | None
    score: Score | None
    openings: tuple[PerformanceCard, ...]
    others: tuple[DayGroup, ...]
    others_count: int
    cities: tuple[LiveCity, ...] = ()
    live_url: str = ""


@dataclass(frozen=True, slots=True)
class Featured:
    """The showcase on the front page; `days_left` counts midnights in Shanghai;
    `live_url` is the public opening page while there is something to wait for."""

    card: ShowcaseCard
    now: datetime

    @property
    def days_left(self) -> int:
        today = self.now.astimezone(clock.SHANGHAI).date()
        return (self.card.day - today).days

    @property
    def is_its_day(self) -> bool:
        return self.days_left == 0

    @property
    def live_url(self) -> str:
        return _live_url(self.card.code, self.card.state, self.days_left)


@dataclass(frozen=True, slots=True)
class LeagueCount:
    code: str
    name: str
    count: int


def coming_of_troupe(troupe: Troupe, now: datetime) -> Coming:
    return _coming(Performance.objects.filter(troupes=troupe), now)


def past_of_troupe(troupe: Troupe, now: datetime) -> Past:
    """Three queries."""
    rows = Performance.objects.filter(troupes=troupe).listed(now)
    over = rows.filter(ends_at__lte=now)
    latest = over.order_by("-starts_at", "-id").for_cards()[:PAST_AT_MOST]
    return Past(
        shows=tuple(card(row, now) for row in latest), count=over.firm().count()
    )


def coming_everywhere(now: datetime) -> Coming:
    """Today and, where it is quiet, the next two days; else the next show there is."""
    rows = Performance.objects.listed(now).filter(ends_at__gt=now)
    until = clock.midnight(now) + timedelta(days=HOME_DAYS)
    soon = list(rows.filter(starts_at__lt=until).in_order().for_cards()[:HOME_AT_MOST])
    if not soon:
        soon = list(rows.in_order().for_cards()[:1])
    return Coming(days=_enough(days(soon, now)), count=rows.count())


def _enough(groups: list[DayGroup]) -> tuple[DayGroup, ...]:
    """Whole days from the first on, until there are HOME_ENOUGH shows."""
    shown: list[DayGroup] = []
    for group in groups:
        if sum(one.count for one in shown) >= HOME_ENOUGH:
            break
        shown.append(group)
    return tuple(shown)


def showcase_facts(
    showcase: Showcase, now: datetime, *, openings_alone: bool = False
) -> ShowcaseFacts | None:
    """Nothing before the showcase is announced. Eight queries, two more for what was
    reported of one that has ended, fewer without what is played besides the openings.
    """
    if not is_told(showcase, now):
        return None
    rows = Performance.objects.listed(now).filter(showcase=showcase)
    openings = list(
        rows.filter(is_opening=True)
        .in_order()
        .for_cards()
        .prefetch_related("programme__work")[:CITIES_AT_MOST]
    )
    others = rows.none() if openings_alone else rows.filter(is_opening=False)
    shown = list(others.filter(ends_at__gt=now).in_order().for_cards()[:SHOWN_AT_MOST])
    line = instant_line(showcase, openings, now)
    framed = showcase_card(showcase, openings, now) if openings else None
    return ShowcaseFacts(
        code=showcase.code,
        title=showcase.local_title,
        title_zh=showcase.title,
        kind_label=showcase.get_kind_display(),
        opens_at=showcase.t_zero.astimezone(clock.SHANGHAI)
        if showcase.t_zero
        else None,
        launch_date=showcase.launch_date,
        end_date=showcase.end_date,
        purpose=showcase.purpose,
        organisers=tuple(row.name for row in showcase.organisers.all()),
        hour_is_example=showcase.t_zero_is_example,
        is_example=showcase.is_example,
        source=showcase.source,
        card=framed,
        line=line,
        score=score(showcase, openings, now),
        openings=tuple(opening.show for opening in framed.openings) if framed else (),
        others=tuple(days(shown, now)),
        others_count=others.filter(ends_at__gt=now).count(),
        cities=_cities(showcase, line, openings, now) if line else (),
        live_url=_live_url(showcase.code, line.state, line.days_left) if line else "",
    )


def _cities(
    showcase: Showcase, line: InstantLine, openings: list[Performance], now: datetime
) -> tuple[LiveCity, ...]:
    has_ended = line.state == "ended"
    records = records_of(openings) if has_ended else {}
    return live_cities(line, openings, _moves(showcase, now), records)


def _moves(showcase: Showcase, now: datetime) -> list[Change]:
    """What the public was told of other times and places."""
    moved = Change.objects.filter(showcase=showcase, kind=Change.Kind.MOVED)
    return list(moved.filter(at__lte=now))


def _live_url(code: str, state: str, days_left: int) -> str:
    """The public opening page, on the showcase's own day until the last curtain."""
    is_on = state == "live" or (state != "ended" and days_left == 0)
    return reverse("showcase_live", args=[code]) if is_on else ""


def is_told(showcase: Showcase, now: datetime) -> bool:
    return showcase.announced_at is not None and showcase.announced_at <= now


def featured(chosen: Showcase | None, now: datetime) -> Featured | None:
    """The showcase on the front page: the chosen one, else the next to open.

    Nothing when the chosen one is over for a week, or none is coming.
    """
    rows = Showcase.objects.public(now).filter(_has_openings(now))
    if chosen is not None:
        rows = rows.filter(pk=chosen.pk)
    rows = rows.filter(t_zero__gt=now - REMEMBERED).order_by("t_zero", "pk")
    found = list(_with_openings(rows, now)[:3])
    cards = [showcase_card(row, row.public_openings, now) for row in found]
    fresh = [one for one in cards if one.state in ("live", "waiting")]
    shown = next(iter(fresh or reversed(cards)), None)
    return Featured(shown, now) if shown else None


def showcase_cards(
    showcases: Iterable[Showcase] | None, now: datetime
) -> list[ShowcaseCard]:
    """Every announced showcase with public openings, latest first."""
    rows = Showcase.objects.public(now).filter(_has_openings(now))
    if showcases is not None:
        rows = rows.filter(pk__in=[row.pk for row in showcases])
    rows = _with_openings(rows.order_by("-launch_date", "-pk"), now)
    return [showcase_card(row, row.public_openings, now) for row in rows]


def leagues_this_month(now: datetime) -> list[LeagueCount]:
    """Shows of the month in Shanghai by league, by code; one query."""
    local = now.astimezone(clock.SHANGHAI)
    first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + timedelta(days=32)).replace(day=1)
    rows = (
        Performance.objects.listed(now)
        .filter(starts_at__gte=first, starts_at__lt=after)
        .exclude(region__league=None)
        .order_by()
        .values(
            "region__league__code", "region__league__name", "region__league__name_en"
        )
        .annotate(shows=Count("pk"))
        .order_by("region__league__code")
    )
    english = (get_language() or "").startswith("en")
    return [
        LeagueCount(
            code=row["region__league__code"],
            name=(english and row["region__league__name_en"])
            or row["region__league__name"],
            count=row["shows"],
        )
        for row in rows
    ]


def _coming(rows: PerformanceQuerySet, now: datetime) -> Coming:
    """Three queries, one when none is to come."""
    ahead = rows.listed(now).filter(ends_at__gt=now)
    shown = list(ahead.in_order().for_cards()[:SHOWN_AT_MOST])
    if not shown:
        return Coming(days=(), count=0)
    return Coming(days=tuple(days(shown, now)), count=ahead.count())


def _openings(now: datetime) -> PerformanceQuerySet:
    return Performance.objects.listed(now).filter(is_opening=True)


def _has_openings(now: datetime) -> Exists:
    return Exists(_openings(now).filter(showcase=OuterRef("pk")))


def _with_openings(rows: QuerySet, now: datetime) -> QuerySet:
    public = Prefetch(
        "performances", _openings(now).in_order().for_cards(), to_attr="public_openings"
    )
    return rows.prefetch_related(public)

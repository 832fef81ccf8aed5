"""What the schedule knows of a work: its premiere, who performs it, when it plays next
and how often it was played. Public shows alone, and no place closer than they tell."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from troupes.models import Work
from ulanmuqi.base.clock import SHANGHAI

from ..models import Performance, PerformanceTroupe, ProgrammeItem, WorkAdoption
from .cards import DayGroup, PerformanceCard, card, days

NEXT = 3
# Shows after the next three that the page unfolds; more of them are in the calendar.
LATER = 9


@dataclass(frozen=True, slots=True)
class Premiere:
    """`day` in the venue's zone; `show` is nothing where only the day is known."""

    day: date
    show: PerformanceCard | None
    is_past: bool


@dataclass(frozen=True, slots=True)
class Performer:
    """A troupe and in how many public shows it plays the work, past and to come;
    `adopted` since when it performs a work that others made, as far as it said so."""

    code: str
    name: str
    count: int
    is_creator: bool = False
    adopted: date | None = None


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """`played` and `ahead` count shows that stand, not cancelled or postponed ones;
    `days` are the next three as days; `latest` is the last one played, for a work that
    has none to come."""

    premiere: Premiere | None
    performers: tuple[Performer, ...]
    played: int
    ahead: int
    days: tuple[DayGroup, ...]
    next: tuple[PerformanceCard, ...]
    later: tuple[PerformanceCard, ...]
    latest: PerformanceCard | None

    @property
    def is_known(self) -> bool:
        return bool(self.played or self.ahead or self.premiere or self.performers)

    @property
    def beyond(self) -> int:
        """Shows to come that the page does not name."""
        return self.ahead - len(self.next) - len(self.later)


def work_facts(work: Work, now: datetime) -> WorkFacts:
    """Seven queries, however often the work is played; one or two more for a premiere
    by its day and for a work that is not played any more."""
    shows = _shows(work, now)
    counts = shows.aggregate(
        played=Count("pk", filter=Q(ends_at__lte=now)),
        ahead=Count("pk", filter=Q(ends_at__gt=now)),
    )
    ahead = shows.filter(ends_at__gt=now).in_order().for_cards()
    coming = list(ahead[: NEXT + LATER])
    cards = tuple(card(row, now) for row in coming)
    latest = None
    if not cards:
        rows = shows.filter(ends_at__lte=now).order_by("-starts_at", "-pk").for_cards()
        latest = next((card(row, now) for row in rows[:1]), None)
    return WorkFacts(
        premiere=_premiere(work, shows, now),
        performers=_performers(work, shows, now),
        played=counts["played"],
        ahead=counts["ahead"],
        days=tuple(days(coming[:NEXT], now)),
        next=cards[:NEXT],
        later=cards[NEXT:],
        latest=latest,
    )


def _items(work: Work) -> QuerySet[ProgrammeItem]:
    """The work on programmes, under the names merged into it too."""
    return ProgrammeItem.objects.filter(Q(work=work) | Q(work__merged_into=work))


def _shows(work: Work, now: datetime) -> QuerySet[Performance]:
    keys = _items(work).values("performance")
    return Performance.objects.listed(now).firm().filter(pk__in=keys)


def _premiere(
    work: Work, shows: QuerySet[Performance], now: datetime
) -> Premiere | None:
    """The first show whose programme calls it the premiere; else the day an editor
    entered, with the show of that day where there is one. The first show of the
    schedule is no premiere by itself: older works are older than the schedule."""
    called = _items(work).filter(is_premiere=True).values("performance")
    told = shows.filter(pk__in=called).in_order().for_cards().first()
    if told is None and work.first_shown is None:
        return None
    if told is not None:
        show = card(told, now)
        return Premiere(show.day, show, is_past=told.ends_at <= now)
    first = shows.in_order().for_cards().first()
    same = first is not None and first.day == work.first_shown
    today = now.astimezone(SHANGHAI).date()
    return Premiere(
        work.first_shown,
        card(first, now) if same else None,
        is_past=work.first_shown < today,
    )


def _performers(
    work: Work, shows: QuerySet[Performance], now: datetime
) -> tuple[Performer, ...]:
    """Who made it and plays it first, then most often first, then by code: troupes on
    programmes, and those that adopted it. Two queries."""
    english = (get_language() or "").startswith("en")
    makers = Work.troupes.through.objects.filter(work=work)
    names = ("troupe__code", "troupe__name", "troupe__name_en", "is_maker")
    is_maker = Exists(makers.filter(troupe=OuterRef("troupe")))
    keys = shows.order_by().values("pk")
    played = PerformanceTroupe.objects.filter(performance__in=keys)
    today = now.astimezone(SHANGHAI).date()
    adopted = WorkAdoption.objects.performed(today).filter(
        Q(work=work) | Q(work__merged_into=work)
    )
    counts, since = (
        found.annotate(is_maker=is_maker).order_by().values(*names)
        for found in (played, adopted)
    )
    rows: dict[str, dict[str, Any]] = {}
    for row in (
        *counts.annotate(shows=Count("performance", distinct=True)),
        *since.annotate(since=Min("since")),
    ):
        rows[row["troupe__code"]] = rows.get(row["troupe__code"], {}) | row
    found = [
        Performer(
            code=code,
            name=(english and row["troupe__name_en"]) or row["troupe__name"],
            count=row.get("shows", 0),
            is_creator=row["is_maker"],
            adopted=None if row["is_maker"] else row.get("since"),
        )
        for code, row in rows.items()
    ]
    found.sort(key=lambda one: (not one.is_creator, -one.count, one.code))
    return tuple(found)

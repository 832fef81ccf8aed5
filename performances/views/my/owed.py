"""What a troupe owes the league, what came back, and what it has just reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock

from ...models import (
    FieldAct,
    Performance,
    PerformanceTroupe,
    ReportState,
    TroupeDay,
    missing_records,
)
from ...statuses import FIRM
from .cards import ShowCard, show_card
from .reading import shows
from .waiting import waiting_numbers

# What is owed from longer ago is the league's to ask for; what came back is shown
# whatever its age.
OWED_DAYS = 30
MOST_OWED = 20
# How long a report stays at hand, to be looked at and mended.
REPORTED_DAYS = 8
MOST_REPORTED = 10


@dataclass(frozen=True, slots=True)
class BackDay:
    """A day, coaching or service the league sent back, with its word. `at` is the
    midnight it begins with."""

    day: date
    at: datetime
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class Stand:
    """How many shows a troupe has today, how many it has not reported, and how many
    requests wait for whoever looks to answer them."""

    troupe: Troupe
    playing: int
    missing: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Owed:
    """`number` counts all missing ones, `missing` shows the latest of them."""

    number: int
    missing: tuple[ShowCard, ...]
    back: tuple[ShowCard, ...]
    back_days: tuple[BackDay, ...]
    reported: tuple[ShowCard, ...]


def owed_by(troupe: Troupe, user: Any, now: datetime) -> Owed:
    """The latest first; at most twelve queries, whatever their number."""
    ended = Performance.objects.filter(troupes=troupe, status__in=FIRM)
    since = now - timedelta(days=OWED_DAYS)
    missing = list(
        missing_records(now)
        .filter(troupes=troupe, ends_at__gt=since)
        .order_by("-starts_at", "-pk")
        .values_list("pk", flat=True)
    )
    back = _keys(ended.filter(record__state=ReportState.RETURNED), MOST_OWED)
    lately = ended.filter(
        record__isnull=False, ends_at__gt=now - timedelta(days=REPORTED_DAYS)
    ).exclude(record__state=ReportState.RETURNED)
    reported = _keys(lately, MOST_REPORTED)
    wanted = [*missing[:MOST_OWED], *back, *reported]
    acts_for = scope_of(user).troupes
    cards = {
        row.pk: show_card(
            row, troupe_id=troupe.pk, user=user, now=now, acts_for=acts_for
        )
        for row in (shows(Performance.objects.filter(pk__in=wanted)) if wanted else ())
    }

    def told(keys: list[int]) -> tuple[ShowCard, ...]:
        return tuple(cards[key] for key in keys if key in cards)

    return Owed(
        number=len(missing),
        missing=told(missing[:MOST_OWED]),
        back=told(back),
        back_days=tuple(_back_days(troupe)),
        reported=told(reported),
    )


def stands_of(troupes: Sequence[Troupe], user: Any, now: datetime) -> list[Stand]:
    """For whoever belongs to several; three queries."""
    start = clock.midnight(now)
    today = Performance.objects.filter(
        status__in=FIRM, starts_at__gte=start, starts_at__lt=start + timedelta(days=1)
    )
    owed = missing_records(now).filter(ends_at__gt=now - timedelta(days=OWED_DAYS))
    playing, missing = _numbers(today, troupes), _numbers(owed, troupes)
    waiting = waiting_numbers(user, now)
    return [
        Stand(
            one,
            playing.get(one.pk, 0),
            missing.get(one.pk, 0),
            waiting.get(one.pk, 0),
        )
        for one in troupes
    ]


def _numbers(rows: Any, troupes: Sequence[Troupe]) -> dict[int, int]:
    found = PerformanceTroupe.objects.filter(
        performance__in=rows.values("pk"), troupe__in=troupes
    )
    numbers = found.values_list("troupe").annotate(number=Count("performance"))
    return dict(numbers.order_by("troupe"))


def _keys(rows: Any, most: int) -> list[int]:
    ordered = rows.order_by("-starts_at", "-pk")
    return list(ordered.values_list("pk", flat=True).distinct()[:most])


def _back_days(troupe: Troupe) -> list[BackDay]:
    found = []
    for model in (TroupeDay, FieldAct):
        rows = model.objects.filter(troupe=troupe).returned().order_by("-day", "-pk")
        found += [
            BackDay(row.day, _midnight(row.day), _what(row), row.review_note)
            for row in rows[:MOST_OWED]
        ]
    return sorted(found, key=lambda one: one.day, reverse=True)


def _what(row: TroupeDay | FieldAct) -> str:
    if isinstance(row, FieldAct):
        return str(row)
    return str(row._meta.verbose_name)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=clock.SHANGHAI)

"""Twenty connections want one slot: one gets it, the others are told who has it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.calendars import public_stamp
from performances.conflicts import Rule
from performances.models import Booking, Performance, Resource, gate, guard
from performances.slots import epoch
from performances.statuses import Status
from tests import factories
from tests.performances.racing import RACERS, race
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

# The clock stands: what is laid for one evening is laid for one, at midnight too.
pytestmark = [
    pytest.mark.database, pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen_clock"),
]  # fmt: skip

INSERT = f"""
INSERT INTO {guard.TABLE} (resource_id, kind, starts, ends, firm, exclusive, note)
VALUES (%s, 'blackout', %s, %s, %s, %s, '')
"""


@pytest.fixture
def contested() -> Venue:
    # The rows of the public stamp are made by the first act ever.
    with transaction.atomic(), gate.opened():
        public_stamp.raise_now(at=clock.now())
    return factories.venue("152201", name="乌兰浩特剧场")


@pytest.fixture
def resource(contested: Venue) -> Resource:
    with gate.opened():
        return Resource.objects.create(kind=Resource.Kind.VENUE, venue=contested)


@pytest.fixture
def slot() -> tuple[int, int]:
    starts = epoch(factories.evening())
    return starts, starts + 5400


def rows() -> dict[str, int]:
    """How many rows the schedule and its log hold, by model."""
    models = [*apps.get_app_config("performances").get_models(), ModelLogEntry]
    return {model.__name__: model._default_manager.count() for model in models}


def changes(before: dict[str, int]) -> dict[str, int]:
    """By how many rows each model grew or shrank since."""
    now = rows()
    return {name: now[name] - before[name] for name in now if now[name] != before[name]}


def named(error: Exception) -> bool:
    """The refusal tells the venue it is about, and the show that has it."""
    if not isinstance(error, scheduling.ConflictsFound):
        return False
    (conflict,) = [c for c in error.conflicts if c.rule is Rule.DOUBLE_BOOKING]
    winner = Performance.objects.get(status=Status.CONFIRMED)
    return (
        conflict.params["resource"] == "乌兰浩特剧场"
        and conflict.other == str(winner.pk)
        and conflict.params["other_title"] == winner.title
    )


def test_placing_in_one_slot(contested: Venue) -> None:
    shows = [factories.show_facts(venue=contested) for _ in range(RACERS)]
    before = rows()

    won, lost = race(lambda n: scheduling.place(shows[n], status=Status.CONFIRMED))

    assert len(won) == 1
    assert len(lost) == RACERS - 1
    assert [error for error in lost if not named(error)] == []
    one_show = {"Performance": 1, "PerformanceTroupe": 1, "Booking": 2, "Resource": 2}
    told = {"ModelLogEntry": 1, "VenueNews": 1}
    secret = {"PrivateEntry": 1, "PrivateScope": 8, "PrivateStamp": 8}
    assert changes(before) == one_show | told | secret


def test_confirming_drafts_of_one_slot(contested: Venue) -> None:
    drafts = [
        factories.performance(venue=contested, status=Status.DRAFT)
        for _ in range(RACERS)
    ]
    untouched = {row.pk: row.version for row in drafts}

    won, lost = race(lambda n: scheduling.confirm(drafts[n]))

    assert len(won) == 1
    assert [error for error in lost if not named(error)] == []
    winner = won[0].performance
    del untouched[winner.pk]
    losers = Performance.objects.filter(status=Status.DRAFT)
    assert dict(losers.values_list("pk", "version")) == untouched
    assert set(Booking.objects.values_list("performance", flat=True)) == {winner.pk}


def bulk(resource: Resource, slot: tuple[int, int], _number: int) -> None:
    with gate.opened():
        Booking.objects.bulk_create(
            [Booking(resource=resource, starts=slot[0], ends=slot[1], firm=True)]
        )


def raw_insert(resource: Resource, slot: tuple[int, int], _number: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [resource.pk, *slot, True, True])


def _is_the_guards(error: Exception) -> bool:
    """Refused by name, or by PostgreSQL while it checked the guard: writers that all
    wait for one another there are let go as a deadlock, but for the one that wins."""
    checking = "while checking exclusion constraint" in str(error)
    return guard.is_refusal(error) or (checking and guard.TABLE in str(error))


@pytest.mark.parametrize("write", [bulk, raw_insert])
def test_writing_past_scheduling(
    write: Callable[..., Any], resource: Resource, slot: tuple[int, int]
) -> None:
    won, lost = race(lambda number: write(resource, slot, number))

    assert len(won) == 1
    assert [error for error in lost if not _is_the_guards(error)] == []
    assert all(isinstance(error, DatabaseError) for error in lost)
    assert Booking.objects.count() == 1


def test_making_soft_bookings_firm(resource: Resource, slot: tuple[int, int]) -> None:
    with gate.opened():
        soft = Booking.objects.bulk_create(
            Booking(resource=resource, starts=slot[0], ends=slot[1])
            for _ in range(RACERS)
        )

    def harden(number: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {guard.TABLE} SET firm = %s WHERE id = %s",
                [True, soft[number].pk],
            )

    won, lost = race(harden)

    assert len(won) == 1
    assert [error for error in lost if not _is_the_guards(error)] == []
    assert Booking.objects.filter(firm=True).count() == 1
    assert Booking.objects.count() == RACERS

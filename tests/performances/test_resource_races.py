"""Twenty connections want what only one can have: a driver, a person, a closed hall."""

from typing import Any

import pytest

from performances import scheduling
from performances.models import Booking, Engagement, Performance
from performances.scheduling import EngagementFacts, ExclusionFacts, check_conflicts
from performances.statuses import Status
from tests import factories
from tests.performances.racing import RACERS, race

# The clock stands: what is laid for one evening is laid for one, at midnight too.
pytestmark = [
    pytest.mark.database, pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen_clock"),
]  # fmt: skip


def only_conflicts(lost: list[Exception]) -> bool:
    return all(isinstance(error, scheduling.ConflictsFound) for error in lost)


def test_one_driver_for_two_trucks() -> None:
    trucks = (factories.truck("152200"), factories.truck("152200"))
    scheduling.keep_apart(
        ExclusionFacts(name="一名司机", why="只有一名司机", members=trucks)
    )
    shows = [factories.show_facts(along=(trucks[n % 2],)) for n in range(RACERS)]

    won, lost = race(lambda n: scheduling.place(shows[n], status=Status.CONFIRMED))

    assert (len(won), len(lost)) == (1, RACERS - 1)
    assert only_conflicts(lost)
    assert Booking.objects.exclude(via=None).count() == 1
    assert check_conflicts().is_clean


def test_one_person_for_twenty_teams() -> None:
    member = factories.person()
    factories.loan(member, team="联合小分队", is_released=True)
    shows = [factories.show_facts(along=(member,)) for _ in range(RACERS)]

    won, lost = race(lambda n: scheduling.place(shows[n], status=Status.CONFIRMED))

    assert (len(won), len(lost)) == (1, RACERS - 1)
    assert only_conflicts(lost)
    assert check_conflicts().is_clean


def test_a_hall_is_closed_or_played_in() -> None:
    hall = factories.venue("152201")
    start = factories.evening()
    closed = EngagementFacts(
        kind=Engagement.Kind.BLACKOUT,
        title="检修",
        starts_at=start,
        ends_at=factories.evening(days=30),
        takes=(hall,),
    )
    show = factories.show_facts(venue=hall)

    def act(n: int) -> Any:
        if n % 2:
            return scheduling.book(closed)
        return scheduling.place(show, status=Status.CONFIRMED)

    won, lost = race(act)

    assert (len(won), len(lost)) == (1, RACERS - 1)
    assert only_conflicts(lost)
    assert Performance.objects.count() + Engagement.objects.count() == 1
    assert check_conflicts().is_clean


def test_keeping_apart_against_booking() -> None:
    """Whoever comes first, two shows never share the one driver afterwards."""
    trucks = (factories.truck("152200"), factories.truck("152200"))
    facts = ExclusionFacts(name="一名司机", why="只有一名司机", members=trucks)
    shows = [factories.show_facts(along=(truck,)) for truck in trucks]

    def act(n: int) -> Any:
        if n == 2:
            return scheduling.keep_apart(facts)
        return scheduling.place(shows[n], status=Status.CONFIRMED)

    won, lost = race(act, racers=3)

    assert (len(won), len(lost)) == (2, 1)
    assert only_conflicts(lost)
    found = check_conflicts()
    assert (found.blocks, found.astray) == ((), ())

"""Twenty planners send one troupe all over the region at once: nobody stores a journey
that cannot be made."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from performances import scheduling
from performances.claims import find_journeys
from performances.conflicts import Rule
from performances.models import Booking, Performance
from performances.reach import unreachable
from performances.scheduling.neighbours import with_what_is_judged
from performances.scheduling.road_book import read_book
from performances.scheduling.road_notices import NoticeFacts, post_notice
from performances.scheduling.stored import standing_claim
from performances.statuses import FIRM, Status
from tests import factories
from tests.performances.racing import RACERS, race

# The clock stands: what is laid for one evening is laid for one, at midnight too.
pytestmark = [
    pytest.mark.database, pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen_clock"),
]  # fmt: skip

CITIES = ("150105", "152201", "150802", "152222", "150824")


@pytest.fixture
def halls() -> list[Any]:
    """A hall for each planner, in five towns up to 1,400 km apart."""
    return [factories.venue(CITIES[number % len(CITIES)]) for number in range(RACERS)]


def impossible() -> list[Any]:
    """Journeys stored between firm bookings that no coach can make."""
    rows = with_what_is_judged(Booking.objects.filter(firm=True))
    claims = [standing_claim(row) for row in rows]
    travel = read_book(since=0).journey
    pairs = find_journeys(claims)
    found = [unreachable(a, b, travel=travel) for a, b in pairs]
    return [one for one in found if one is not None]


def told(error: Exception) -> bool:
    """The loser reads what stands against it: the road, whom the troupe plays with, or
    that it plays too often to rest."""
    return isinstance(error, scheduling.ConflictsFound) and all(
        scheduling.sentence(conflict) for conflict in error.conflicts
    )


def too_far(error: Exception) -> bool:
    rules = {one.rule for one in getattr(error, "conflicts", ())}
    return Rule.UNREACHABLE in rules


def test_placing_one_troupe_in_twenty_places(halls: list[Any]) -> None:
    """Hours apart that suffice within a town and never between two of them."""
    troupe, first = factories.troupe(), factories.evening()
    shows = [
        factories.show_facts(
            troupes=(troupe,),
            venue=hall,
            starts_at=first + timedelta(hours=3 * number),
        )
        for number, hall in enumerate(halls)
    ]

    won, lost = race(lambda n: scheduling.place(shows[n], status=Status.CONFIRMED))

    assert won
    assert [error for error in lost if not told(error)] == []
    assert [error for error in lost if too_far(error)]
    assert len(won) + len(lost) == RACERS
    assert impossible() == []
    assert scheduling.check_conflicts().is_clean


def test_confirming_twenty_holds_of_one_troupe(halls: list[Any]) -> None:
    """The holds stood side by side; only those a coach can drive become firm."""
    troupe, first = factories.troupe(), factories.evening()
    holds = [
        scheduling.place(
            factories.show_facts(
                troupes=(troupe,),
                venue=hall,
                starts_at=first + timedelta(hours=3 * number),
            ),
            status=Status.HOLD,
        ).performance
        for number, hall in enumerate(halls)
    ]

    won, lost = race(lambda n: scheduling.confirm(holds[n]))

    assert won
    assert [error for error in lost if not told(error)] == []
    assert impossible() == []
    assert Performance.objects.filter(status__in=FIRM).count() == len(won)


def test_posting_snow_while_the_troupe_is_placed(halls: list[Any]) -> None:
    """Ten planners and ten notices: whoever comes later knows the earlier, and what
    stands all the same is told by the check."""
    troupe, first = factories.troupe(), factories.evening()
    region = factories.region("150000")
    shows = [
        factories.show_facts(
            troupes=(troupe,), venue=hall, starts_at=first + timedelta(days=number)
        )
        for number, hall in enumerate(halls)
    ]
    snow = NoticeFacts(
        kind="slow",
        factor=Decimal(3),
        region=region,
        starts_at=first - timedelta(days=1),
        source="交警电话",
    )

    def act(number: int) -> Any:
        if number % 2:
            return post_notice(snow)
        return scheduling.place(shows[number], status=Status.CONFIRMED)

    won, lost = race(act)

    assert [error for error in lost if not told(error)] == []
    notices = [one for one in won if hasattr(one, "rides")]
    assert len(notices) == RACERS // 2
    # Whatever the snow caught is told, by the last notice and by the check alike.
    checked = {
        one.fingerprint
        for one in scheduling.check_conflicts().warnings
        if one.rule is Rule.UNREACHABLE
    }
    assert checked == {one.fingerprint for one in impossible()}

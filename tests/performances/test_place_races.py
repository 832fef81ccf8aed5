"""Two people at one place at one instant: it is merged once, and added once."""

from typing import Any

import pytest

from performances.models import AddedPlace
from performances.scheduling import Refused
from performances.scheduling.added_places import (
    PlaceFacts,
    Similar,
    add_place,
    complete_place,
)
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from tests.performances.racing import race
from ulanmuqi.places.models import Venue

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

RACERS = 4


def test_it_is_merged_into_one_of_two_and_completed_by_nobody_after(
    troupe: Any, frozen_clock: Any
) -> None:
    facts = PlaceFacts(troupe=troupe, name="无人知晓草场", region=troupe.region)
    row = add_place(facts)
    show = factories.performance(troupes=(troupe,), venue=row.venue)
    targets = [factories.venue("152222") for _number in range(RACERS - 1)]

    def act(number: int) -> Any:
        if number == RACERS - 1:
            return complete_place(row)
        return merge_venues(row.venue, into=targets[number], disclose=True)

    won, lost = race(act, racers=RACERS)
    assert {type(error) for error in lost} == {Refused}
    # Completing may come first; then the place is merged all the same.
    assert len(won) in (1, 2)
    place = AddedPlace.objects.for_rows().get()
    assert place.state == "merged"
    show.refresh_from_db()
    assert show.venue == place.venue.merged_into


def test_a_troupe_adds_it_once(troupe: Any, frozen_clock: Any) -> None:
    facts = PlaceFacts(troupe=troupe, name="无人知晓草场", region=troupe.region)
    won, lost = race(lambda _number: add_place(facts), racers=RACERS)
    assert len(won) == 1
    assert {type(error) for error in lost} == {Similar}
    assert Venue.objects.count() == 1

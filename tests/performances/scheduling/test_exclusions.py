"""Things that are never busy at the same moment: one driver, one generator, a wall."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.conflicts import Rule, Severity
from performances.models import Booking, Exclusion, gate
from performances.scheduling import ExclusionFacts, check_conflicts
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def trucks(regions: Any) -> list[Any]:
    return [factories.truck("152200", name=f"兴安{n}号舞台车") for n in (1, 2)]


@pytest.fixture
def one_driver(trucks: list[Any]) -> ExclusionFacts:
    return ExclusionFacts(
        name="一名司机", why="两辆车只有一名司机", members=tuple(trucks)
    )


@pytest.fixture
def two_shows(
    show: Any, trucks: list[Any], other_troupe: Any, bayannur_venue: Any
) -> list[Any]:
    """Two shows at one hour that share nothing but what the trucks share."""
    return [
        show(along=(trucks[0],)),
        show(
            title="河套夜曲",
            troupes=(other_troupe,),
            venue=bayannur_venue,
            along=(trucks[1],),
        ),
    ]


def test_the_second_is_told_what_they_share_and_why(
    one_driver: Any, two_shows: Any
) -> None:
    scheduling.keep_apart(one_driver)
    scheduling.place(two_shows[0], status="confirmed")

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(two_shows[1], status="confirmed")

    (conflict,) = caught.value.conflicts
    assert (conflict.rule, conflict.severity) == (Rule.DOUBLE_BOOKING, Severity.BLOCK)
    told = scheduling.sentence(conflict)
    for word in (
        "兴安1号舞台车", "兴安2号舞台车", "一名司机", "两辆车只有一名司机", "草原新歌",
    ):  # fmt: skip
        assert word in told
    assert check_conflicts().is_clean


def test_the_database_refuses_by_itself(
    one_driver: Any, two_shows: Any, trucks: list[Any]
) -> None:
    exclusion = scheduling.keep_apart(one_driver)
    row = scheduling.place(two_shows[0], status="confirmed").performance
    hidden = Booking.objects.get(resource=exclusion.resource)
    assert (hidden.performance, hidden.via.truck) == (row, trucks[0])
    assert (hidden.firm, hidden.exclusive) == (True, True)


def test_one_show_cannot_take_both(one_driver: Any, show: Any) -> None:
    scheduling.keep_apart(one_driver)

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(show(along=one_driver.members), status="confirmed")

    assert [c.rule for c in caught.value.conflicts] == [Rule.NEVER_BOTH]
    assert "一名司机" in scheduling.sentence(caught.value.conflicts[0])


def test_a_hold_warns_and_an_hour_later_fits(one_driver: Any, two_shows: Any) -> None:
    scheduling.keep_apart(one_driver)
    first = scheduling.place(two_shows[0], status="hold").performance
    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(two_shows[1], status="confirmed")
    assert not caught.value.blocked

    scheduling.discard(first)
    scheduling.place(two_shows[1], status="confirmed")
    assert check_conflicts().is_clean


def test_rehearsals_count_too(one_driver: Any, two_shows: Any) -> None:
    scheduling.keep_apart(one_driver)
    factories.engagement(
        one_driver.members[0],
        kind="blackout",
        title="保养",
        starts_at=T_ZERO,
    )
    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(two_shows[1], status="confirmed")
    assert "保养" in scheduling.sentence(caught.value.conflicts[0])
    assert check_conflicts().is_clean


def test_halls_with_one_wall(show: Any, other_troupe: Any, hinggan_venue: Any) -> None:
    next_door = factories.venue("152201", name="乌兰浩特小剧场")
    scheduling.keep_apart(
        ExclusionFacts(
            name="一堵薄墙", why="互相听得见", members=(hinggan_venue, next_door)
        )
    )
    scheduling.place(show(), status="confirmed")
    quiet = show(title="小剧场", troupes=(other_troupe,), venue=next_door)

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(quiet, status="confirmed")

    assert "一堵薄墙" in scheduling.sentence(caught.value.conflicts[0])


def test_what_overlaps_already_is_named_and_nothing_is_written(
    one_driver: Any, two_shows: Any
) -> None:
    for facts in two_shows:
        scheduling.place(facts, status="confirmed")
    before = Booking.objects.count()

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.keep_apart(one_driver)

    assert [c.rule for c in caught.value.conflicts] == [Rule.DOUBLE_BOOKING]
    assert (Exclusion.objects.count(), Booking.objects.count()) == (0, before)


def test_the_past_is_left_alone(
    one_driver: Any, two_shows: Any, frozen_clock: Any
) -> None:
    for facts in two_shows:
        scheduling.place(facts, status="confirmed")
    frozen_clock.set(T_ZERO + timedelta(days=1))
    exclusion = scheduling.keep_apart(one_driver)
    assert exclusion.resource.bookings.count() == 0
    assert check_conflicts().is_clean


def test_other_members_and_its_end(
    one_driver: Any, two_shows: Any, trucks: list[Any]
) -> None:
    exclusion = scheduling.keep_apart(one_driver)
    scheduling.place(two_shows[0], status="confirmed")
    third = factories.truck("152200", name="兴安3号舞台车")
    members = (trucks[1], third)

    again = scheduling.keep_apart_anew(
        exclusion, replace(one_driver, members=members), version=1
    )

    assert again.resource.bookings.count() == 0
    scheduling.place(two_shows[1], status="confirmed")
    assert check_conflicts().is_clean
    with pytest.raises(scheduling.StaleWrite):
        scheduling.let_together(exclusion, version=1)
    scheduling.let_together(exclusion, version=2)
    assert Booking.objects.exclude(via=None).count() == 0
    assert check_conflicts().is_clean


def test_the_check_finds_a_missing_hidden_booking(
    one_driver: Any, two_shows: Any
) -> None:
    scheduling.keep_apart(one_driver)
    row = scheduling.place(two_shows[0], status="confirmed").performance
    with gate.opened():
        Booking.objects.exclude(via=None).delete()
    assert check_conflicts().astray == (row,)


def test_a_shared_ground_cannot_stand_in_it(hinggan_venue: Any, regions: Any) -> None:
    ground = factories.venue("152201", is_shared=True)
    facts = ExclusionFacts(
        name="电源", why="只有一路电", members=(ground, hinggan_venue)
    )
    with pytest.raises(scheduling.Refused) as caught:
        scheduling.keep_apart(facts)
    assert caught.value.field == "members"

    ground.is_shared = False
    ground.save()
    scheduling.keep_apart(facts)
    ground.is_shared = True
    ground.save()
    with pytest.raises(scheduling.Refused):
        scheduling.venue_changed(ground)
    with pytest.raises(scheduling.Refused):
        merge_venues(hinggan_venue, into=ground)


def test_who_keeps_things_apart(
    one_driver: Any,
    troupe_leader: Any,
    hinggan_coordinator: Any,
    bayannur_venue: Any,
) -> None:
    with pytest.raises(scheduling.NotAllowed):
        scheduling.keep_apart(one_driver, by=troupe_leader)
    exclusion = scheduling.keep_apart(one_driver, by=hinggan_coordinator)
    beyond = replace(one_driver, members=(*one_driver.members, bayannur_venue))
    with pytest.raises(scheduling.NotAllowed):
        scheduling.keep_apart_anew(exclusion, beyond, by=hinggan_coordinator)
    with pytest.raises(scheduling.NotAllowed):
        scheduling.let_together(exclusion, by=troupe_leader)

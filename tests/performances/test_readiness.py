"""What is ready, what ends a go, and what all words come to: by the pure rules."""

from dataclasses import replace

import pytest

from performances.readiness import (
    CityFacts,
    Item,
    Need,
    Overall,
    State,
    Tick,
    city,
    lapsed_by,
    needs,
    overall,
    rests_on,
)

CURTAIN, HALL, RESERVE = 1_700_479_800, 1, 2
FACTS = CityFacts(
    starts=CURTAIN, venue=HALL, streams=True, stands=True, waits=False, troupes=(7, 8)
)
READY, PROBLEM = Tick(State.READY, HALL), Tick(State.PROBLEM, HALL)


def basis(facts=FACTS, **ticks):
    return rests_on(facts, city(facts, _keyed(ticks)))


def items(facts=FACTS, **ticks):
    return {one.need.key: one for one in city(facts, _keyed(ticks))}


def _keyed(ticks):
    return {name.replace("_", ":"): tick for name, tick in ticks.items()}


def test_a_city_needs_its_place_its_people_and_its_picture():
    assert [need.key for need in needs(FACTS)] == [
        "stage", "power", "sound", "host", "arrival:7", "arrival:8", "stream",
    ]  # fmt: skip


def test_what_nobody_spoke_of_is_not_ready():
    assert {one.state for one in items().values()} == {State.NOT_YET}
    assert all(one.is_open for one in items().values())


def test_a_city_that_is_not_streamed_waits_for_no_picture():
    found = items(replace(FACTS, streams=False))
    assert not found["stream"].is_open
    assert found["stage"].is_open


def test_a_tick_belongs_to_the_place_it_was_made_at():
    moved = replace(FACTS, venue=RESERVE)
    found = items(moved, power=READY, host=READY, arrival_7=READY)
    assert found["power"].state is State.NOT_YET
    assert found["power"].outlived
    assert found["arrival:7"].outlived
    # The host is the same person in the other hall.
    assert found["host"].state is State.READY


@pytest.mark.parametrize(
    ("expected", "trouble"), [(CURTAIN - 60, False), (CURTAIN, True), (None, False)]
)
def test_an_arrival_after_the_curtain_is_trouble(expected, trouble):
    tick = Tick(State.NOT_YET, HALL, expected)
    assert items(arrival_7=tick)["arrival:7"].is_trouble is trouble
    assert items(arrival_7=replace(tick, state=State.READY))["arrival:7"].state == (
        State.READY
    )


def test_a_city_that_waits_for_word_has_no_curtain_to_be_late_for():
    waiting = replace(FACTS, waits=True)
    tick = Tick(State.NOT_YET, HALL, CURTAIN + 60)
    assert not items(waiting, arrival_7=tick)["arrival:7"].is_trouble


def test_a_go_holds_while_nothing_turns():
    given = basis(power=READY)
    assert lapsed_by(given, basis(power=READY)) == ()


def test_what_becomes_ready_later_ends_no_go():
    assert lapsed_by(basis(), basis(power=READY, sound=READY)) == ()


def test_a_problem_ends_a_go_unless_it_was_known():
    assert lapsed_by(basis(power=READY), basis(power=PROBLEM)) == ("power",)
    assert lapsed_by(basis(power=PROBLEM), basis(power=PROBLEM)) == ()
    assert lapsed_by(basis(power=PROBLEM), basis(power=READY)) == ()


def test_what_falls_back_ends_a_go():
    not_yet = Tick(State.NOT_YET, HALL)
    assert lapsed_by(basis(power=READY), basis(power=not_yet)) == ("power",)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"starts": CURTAIN + 1800}, "facts.starts"),
        ({"streams": False}, "facts.streams"),
        ({"stands": False}, "facts.stands"),
        ({"waits": True}, "facts.waits"),
        ({"troupes": (7,)}, "facts.troupes"),
    ],
)
def test_new_facts_end_a_go(change, name):
    assert lapsed_by(basis(), basis(replace(FACTS, **change))) == (name,)


def test_the_reserve_venue_ends_a_go_and_says_what_is_open_again():
    moved = replace(FACTS, venue=RESERVE)
    assert lapsed_by(basis(power=READY), basis(moved, power=READY)) == (
        "facts.venue", "power",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cities", "final", "found"),
    [
        ([], None, Overall.WAITING),
        ([(True, True), (True, None)], None, Overall.WAITING),
        ([(True, True), (True, False)], None, Overall.NO_GO),
        ([(True, True), (False, None)], None, Overall.ALL_GO),
        ([(True, True), (True, True)], True, Overall.GO),
        ([(True, True), (True, True)], False, Overall.NO_GO),
        ([(True, True), (True, None)], True, Overall.WAITING),
        ([(False, True)], True, Overall.WAITING),
    ],
)
def test_all_words_together(cities, final, found):
    assert overall(cities, final) is found


def test_needs_are_told_apart_by_troupe():
    assert Need(Item.ARRIVAL, 7).key != Need(Item.ARRIVAL, 8).key

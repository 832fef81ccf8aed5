"""A tour over days: the order stays, the road is driven, days off are kept."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performances.slots import HOUR, MINUTE
from performances.tour import Laid, Plan, Stop, lay_out, slot_of

ZONE = "Asia/Shanghai"
FIRST = date(2026, 7, 6)
TWICE = (time(10), time(15))


def plan(**facts: object) -> Plan:
    values = {"first_day": FIRST, "hours": TWICE, "minutes": 90}
    return Plan(**(values | facts))  # type: ignore[arg-type]


def days_of(laid: tuple[Laid, ...]) -> list[tuple[int, int, int]]:
    return [(one.stop, (one.day - FIRST).days, one.hour.hour) for one in laid]


def near(_origin: int, _destination: int, _leaves: int) -> int:
    return 1 * HOUR


def test_each_stop_plays_all_hours_of_its_days() -> None:
    laid = lay_out([Stop(ZONE), Stop(ZONE, days=2)], plan(), drive=near)
    assert days_of(laid) == [
        (0, 0, 10), (0, 0, 15), (1, 1, 10), (1, 1, 15), (1, 2, 10), (1, 2, 15),
    ]  # fmt: skip


def test_each_hour_is_another_village() -> None:
    stops = [Stop(ZONE), Stop(ZONE), Stop(ZONE)]
    laid = lay_out(stops, plan(one_each=True), drive=near)
    assert days_of(laid) == [(0, 0, 10), (1, 0, 15), (2, 1, 10)]


def test_a_road_longer_than_noon_takes_the_next_turn() -> None:
    laid = lay_out(
        [Stop(ZONE), Stop(ZONE)],
        plan(one_each=True),
        drive=lambda *_road: 5 * HOUR,
    )
    assert days_of(laid) == [(0, 0, 10), (1, 1, 10)]


def test_a_long_road_leaves_days_free() -> None:
    laid = lay_out([Stop(ZONE), Stop(ZONE)], plan(), drive=lambda *_road: 30 * HOUR)
    assert days_of(laid)[2:] == [(1, 2, 10), (1, 2, 15)]
    assert [one.road_days for one in laid] == [0, 0, 1, 0]


def test_a_day_off_after_so_many() -> None:
    stops = [Stop(ZONE) for _number in range(4)]
    laid = lay_out(stops, plan(hours=(time(15),), rest_after=2), drive=near)
    assert [day for _stop, day, _hour in days_of(laid)] == [0, 1, 3, 4]


@pytest.mark.parametrize("seconds", [None, 30 * 24 * HOUR])
def test_a_stop_no_road_leads_to_is_marked_and_keeps_its_day(
    seconds: int | None,
) -> None:
    laid = lay_out([Stop(ZONE), Stop(ZONE)], plan(), drive=lambda *_road: seconds)
    assert (laid[2].day - FIRST).days == 1
    assert laid[2].road_days is None


def test_a_tour_without_hours_is_no_tour() -> None:
    with pytest.raises(ValueError, match="hour"):
        lay_out([Stop(ZONE)], plan(hours=()), drive=near)


@given(
    stays=st.lists(st.integers(1, 4), min_size=1, max_size=12),
    hours=st.sets(st.integers(8, 20), min_size=1, max_size=4),
    road=st.integers(0, 60 * HOUR),
    load_in=st.integers(0, 300),
    rest_after=st.integers(0, 5),
    one_each=st.booleans(),
)
def test_the_coach_is_always_there_in_time(
    stays: list[int], hours: set[int], road: int, load_in: int, rest_after: int,
    one_each: bool,
) -> None:  # fmt: skip
    stops = [Stop(ZONE, days, load_in, load_in // 2) for days in stays]
    how = plan(
        hours=tuple(time(hour) for hour in sorted(hours)),
        minutes=30,
        rest_after=rest_after,
        one_each=one_each,
    )
    laid = lay_out(stops, how, drive=lambda *_road: road)
    assert [one.stop for one in laid] == sorted(one.stop for one in laid)
    for before, after in pairwise(laid):
        if before.stop == after.stop:
            continue
        leaves = slot_of(stops[before.stop], how, before.day, before.hour).ends
        loads_in = slot_of(stops[after.stop], how, after.day, after.hour).starts
        assert leaves + road <= loads_in
    if rest_after:
        played = {one.day for one in laid}
        for day in played:
            run = [day + timedelta(days=n) for n in range(rest_after + 1)]
            assert not set(run) <= played


def test_the_slot_runs_from_load_in_to_strike() -> None:
    slot = slot_of(Stop(ZONE, 1, 60, 30), plan(), FIRST, time(10))
    assert slot.seconds == (60 + 90 + 30) * MINUTE

"""Load-in and strike against the opening hours of the house. CURTAIN is a Monday."""

import pytest

from performances.house_hours import closed_hours
from performances.limits import DEFAULT_LIMITS, Limits
from performances.rules import Rule
from performances.sheets import HOURS_UNKNOWN, Sheet
from performances.slots import HOUR, Precision
from tests.performances.claim_strategies import CURTAIN, claim, proposal

MONDAY = 0


def week(**days):
    """Hours as pairs of clock hours: week(mon=[(9, 22)])."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return tuple(
        tuple((a * 60, b * 60) for a, b in days[name]) if name in days else None
        for name in names
    )


def told(hours, limits=DEFAULT_LIMITS, at=CURTAIN, **changes):
    """Of a show at 19:30, load-in from 18:30, strike done at 21:30."""
    sheet = Sheet(name="示例剧场", hours=hours)
    show = proposal(claim("a", at=at), sheet=sheet, **changes)
    return closed_hours(show, limits)


def test_within_the_hours_is_silent():
    assert told(week(mon=[(9, 22)])) is None
    assert told(week(mon=[(9, 12), (14, 22)])) is None


def test_what_nobody_knows_is_silent():
    assert told(HOURS_UNKNOWN) is None
    assert told(week(tue=[(9, 10)])) is None
    assert closed_hours(proposal(claim("a")), DEFAULT_LIMITS) is None
    assert told(week(mon=[(9, 10)]), precision=Precision.DATE) is None
    assert told(week(mon=[]), Limits(severities={})) is None


@pytest.mark.parametrize(
    ("hours", "early", "late"),
    [
        ([(19, 22)], 30, 0),
        ([(9, 21)], 0, 30),
        ([(19, 21)], 30, 30),
        ([(9, 12), (19, 21)], 30, 30),
    ],
)
def test_minutes_before_opening_and_after_closing(hours, early, late):
    found = told(week(mon=hours))
    assert found.rule is Rule.CLOSED_HOURS
    assert (found.params["early_minutes"], found.params["late_minutes"]) == (
        early,
        late,
    )


def test_closed_all_day_and_closed_at_that_hour():
    shut = told(week(mon=[]))
    assert (shut.params["closed_all_day"], shut.params["weekday"]) == (True, MONDAY)
    noon = told(week(mon=[(9, 12)]))
    assert (noon.params["closed_all_day"], noon.params["opens"]) == (False, 0)


def test_a_house_open_past_midnight_is_one_stretch_with_the_next_day():
    late = CURTAIN + 3 * HOUR
    assert told(week(mon=[(18, 26)]), at=late) is None
    assert told(week(mon=[(18, 24)], tue=[(0, 2)]), at=late) is None
    assert told(week(mon=[(18, 24)], tue=[(6, 22)]), at=late).params[
        "late_minutes"
    ] == 30  # fmt: skip


def test_the_hours_are_part_of_what_was_accepted():
    accepted = told(week(mon=[(19, 22)])).fingerprint
    assert told(week(mon=[(20, 22)])).fingerprint != accepted
    assert told(week(mon=[(19, 22)]), at=CURTAIN - 60).fingerprint != accepted

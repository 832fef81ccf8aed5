"""Outdoors in the cold months and after dark; sunset at the venue's own point."""

from datetime import UTC, date, datetime

import pytest

from performances.daylight import after_dark, sunset, winter_outdoors
from performances.limits import DEFAULT_LIMITS, Limits
from performances.rules import Rule, Severity
from performances.sheets import Sheet, TruckSheet
from performances.slots import MINUTE, Precision, epoch, moment
from tests.performances.claim_strategies import claim, proposal

EAST, WEST = (50.59, 123.73), (41.95, 101.07)
ZONE = "Asia/Shanghai"


def at(month, day, hour, minute=0):
    """In Beijing time, 2026."""
    return epoch(datetime(2026, month, day, hour, minute, tzinfo=UTC)) - 8 * 3600


def ground(point=EAST, **changes):
    lat, lon = point
    values = {"name": "草原会场", "is_outdoor": True, "lat": lat, "lon": lon}
    return Sheet(**(values | changes))


def told(rule, starts, sheet, limits=DEFAULT_LIMITS, **changes):
    return rule(proposal(claim("a", at=starts), sheet=sheet, **changes), limits)


@pytest.mark.parametrize(
    ("point", "day", "expected"),
    [
        # Sunset at Hohhot, as almanacs give it for Beijing time.
        ((40.84, 111.75), date(2026, 6, 21), (20, 7)),
        ((40.84, 111.75), date(2026, 12, 21), (17, 7)),
    ],
)
def test_sunset_is_right_to_two_minutes(point, day, expected):
    seconds = sunset(*point, day, ZONE)
    found = moment(seconds + 8 * 3600)
    assert abs(found.hour * 60 + found.minute - expected[0] * 60 - expected[1]) <= 2


def test_the_west_keeps_the_sun_nearly_an_hour_to_two_longer():
    june = [sunset(*point, date(2026, 6, 21), ZONE) for point in (WEST, EAST)]
    december = [sunset(*point, date(2026, 12, 21), ZONE) for point in (WEST, EAST)]
    assert june[0] - june[1] > 50 * MINUTE
    assert december[0] - december[1] > 110 * MINUTE


def test_where_the_sun_does_not_set_nobody_is_told():
    assert sunset(78.2, 15.6, date(2026, 6, 21), "Europe/Oslo") is None
    svalbard = ground((78.2, 15.6))
    assert told(after_dark, at(6, 21, 20), svalbard, zone="Europe/Oslo") is None


def test_a_summer_evening_ends_in_the_dark_in_the_east_and_not_in_the_west():
    starts = at(6, 21, 19, 30)
    assert told(after_dark, starts, ground(WEST)) is None
    found = told(after_dark, starts, ground(EAST))
    assert (found.rule, found.severity) == (Rule.AFTER_DARK, Severity.NOTE)
    assert found.params["minutes"] == 30
    assert found.params["dark_from"] - found.params["sunset"] == 30 * MINUTE
    ends_in_time = found.params["latest_start"] + 90 * MINUTE
    assert 0 <= found.params["dark_from"] - ends_in_time < MINUTE


def test_past_midnight_counts_from_the_evening_before():
    found = told(after_dark, at(6, 22, 0, 30), ground())
    assert moment(found.params["sunset"]).date() == date(2026, 6, 21)


def test_who_is_not_told_of_the_dark():
    late = at(6, 21, 22)
    assert told(after_dark, late, ground(is_outdoor=False)) is None
    assert told(after_dark, late, ground(lat=None)) is None
    assert told(after_dark, late, None) is None
    assert told(after_dark, late, ground(), precision=Precision.DATE) is None
    assert told(after_dark, late, ground(), Limits(severities={})) is None
    lit = Limits(dark_minutes=180)
    assert told(after_dark, at(6, 21, 20), ground(WEST), lit) is None


@pytest.mark.parametrize(("month", "is_cold"), [(10, False), (11, True), (3, True)])
def test_outdoors_in_winter(month, is_cold):
    found = told(winter_outdoors, at(month, 15, 11), ground())
    assert (found is not None) is is_cold
    if found:
        assert (found.severity, found.params["month"]) == (Severity.WARN, month)


def test_who_is_not_told_of_the_cold():
    january = at(1, 15, 11)
    assert told(winter_outdoors, january, ground(is_outdoor=False)) is None
    assert told(winter_outdoors, january, ground(), is_online=True) is None
    assert told(winter_outdoors, january, None) is None
    mild = Limits(winter_months=frozenset({2}))
    assert told(winter_outdoors, january, ground(), mild) is None


def test_a_truck_with_light_or_a_lit_ground_may_play_in_the_dark():
    late = at(6, 21, 21)
    lit = TruckSheet(key="truck:7", name="一号车", has_light=True)
    dark = TruckSheet(key="truck:8", name="二号车")
    assert told(after_dark, late, ground(), trucks=(lit,)) is None
    assert told(after_dark, late, ground(has_light=True)) is None
    assert told(after_dark, late, ground(has_light=False)) is not None
    one = told(after_dark, late, ground(), trucks=(dark,))
    assert one.fingerprint != told(after_dark, late, ground()).fingerprint

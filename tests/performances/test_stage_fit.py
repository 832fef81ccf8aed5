"""What a show needs, held against the venue's technical sheet."""

from dataclasses import fields

import pytest

from performances.limits import DEFAULT_LIMITS, Limits
from performances.rules import Rule, Severity
from performances.sheets import Needs, Sheet, TruckSheet
from performances.stage_fit import STAGE_RULES
from tests.performances.claim_strategies import claim, proposal

SHEET = Sheet(
    name="示例剧场",
    capacity=400,
    width_m=10.0,
    depth_m=8.0,
    height_m=6.0,
    power="single",
    power_kw=60,
    dressing_rooms=2,
    has_truck_access=True,
    has_heating=True,
)


def told(needs, sheet=SHEET, *, limits=DEFAULT_LIMITS, **changes):
    """What the rules say, by rule."""
    show = proposal(claim("a"), needs=needs, sheet=sheet, **changes)
    found = [rule(show, limits) for rule in STAGE_RULES]
    return {one.rule: one for one in found if one is not None}


def test_a_show_that_asks_for_nothing_fits_everywhere():
    assert told(Needs()) == {}
    assert told(Needs(), Sheet(name="空白")) == {}
    assert told(Needs(audience=900), None) == {}


def test_what_fits_exactly_fits():
    everything = Needs(
        audience=400, width_m=10.0, depth_m=8.0, height_m=6.0, power="single",
        power_kw=60, dressing_rooms=2, truck=True, heating=True,
    )  # fmt: skip
    assert told(everything) == {}


def test_more_people_than_seats():
    (found,) = told(Needs(audience=650)).values()
    assert (found.rule, found.severity) == (Rule.CAPACITY, Severity.WARN)
    assert found.params["too_many"] == 250
    assert told(Needs(audience=650), is_online=True) == {}


def test_every_side_that_is_too_small_is_told_with_what_it_lacks():
    (found,) = told(Needs(width_m=12.0, depth_m=8.0, height_m=6.5)).values()
    assert found.rule is Rule.STAGE_SIZE
    assert {name: value for name, value in found.params.items() if "lacks" in name} == {
        "lacks_width": 2.0,
        "lacks_height": 0.5,
    }


@pytest.mark.parametrize(
    ("needs", "sheet", "phase", "lacks"),
    [
        (Needs(power="three"), SHEET, "three", 0),
        (Needs(power="single", power_kw=80), SHEET, "", 20),
        (Needs(power="three", power_kw=80), SHEET, "three", 20),
        (Needs(power_kw=5), Sheet(name="野外", power="none"), "", 5),
        (Needs(power="single"), Sheet(name="野外", power="none"), "single", 0),
    ],
)
def test_too_little_power(needs, sheet, phase, lacks):
    (found,) = told(needs, sheet).values()
    assert found.rule is Rule.POWER
    assert (found.params["needed_power"], found.params["lacks_kw"]) == (phase, lacks)


def test_three_phases_feed_what_needs_one():
    assert told(Needs(power="single"), Sheet(name="大剧院", power="three")) == {}


def test_truck_rooms_and_heating():
    bare = Sheet(name="村", has_truck_access=False, dressing_rooms=0, has_heating=False)
    found = told(Needs(truck=True, dressing_rooms=2, heating=True), bare)
    assert list(found) == [Rule.TRUCK_ACCESS, Rule.DRESSING_ROOMS, Rule.HEATING]
    assert found[Rule.DRESSING_ROOMS].params["lacks"] == 2


def test_what_nobody_knows_is_one_question():
    needs = Needs(
        audience=80, width_m=9.0, height_m=5.0, power="three", power_kw=20,
        dressing_rooms=1, truck=True, heating=True,
    )  # fmt: skip
    (found,) = told(needs, Sheet(name="新场地")).values()
    assert (found.rule, found.severity) == (Rule.SHEET_UNKNOWN, Severity.NOTE)
    asked = {name for name, value in found.params.items() if value is True}
    assert asked == {
        "capacity", "width", "height", "power", "power_kw", "truck", "dressing_rooms",
        "heating",
    }  # fmt: skip


def test_a_rule_that_is_off_says_nothing_and_one_turned_down_is_a_note():
    off = Limits(severities={})
    assert told(Needs(audience=900), limits=off) == {}
    softly = Limits(severities={Rule.CAPACITY: Severity.NOTE})
    (found,) = told(Needs(audience=900, width_m=99.0), limits=softly).values()
    assert found.severity is Severity.NOTE


def test_the_fingerprint_holds_the_facts_and_not_the_names():
    def print_of(needs, sheet):
        return told(needs, sheet)[Rule.CAPACITY].fingerprint

    accepted = print_of(Needs(audience=650), SHEET)
    values = {f.name: getattr(SHEET, f.name) for f in fields(Sheet)}
    renamed = Sheet(**(values | {"name": "改名剧场"}))
    larger = Sheet(**(values | {"capacity": 500}))
    assert print_of(Needs(audience=650), renamed) == accepted
    assert print_of(Needs(audience=650), larger) != accepted
    assert print_of(Needs(audience=651), SHEET) != accepted


# --- With a stage truck ---------------------------------------------------------------

TRUCK = TruckSheet(
    key="truck:7", name="一号车", width_m=9.6, depth_m=6.5, height_m=4.0,
    power="three", power_kw=30, has_light=True, has_sound=True,
)  # fmt: skip
SQUARE = Sheet(name="示例广场", is_outdoor=True, has_light=False, has_sound=False)


def test_an_open_square_with_a_truck_needs_no_stage_power_or_light_of_its_own():
    needs = Needs(
        width_m=9.0, depth_m=6.0, height_m=4.0, power="three", power_kw=30,
        light=True, sound=True,
    )  # fmt: skip
    without = told(needs, SQUARE)
    assert set(without) == {Rule.LIGHT, Rule.SOUND, Rule.SHEET_UNKNOWN}
    assert told(needs, SQUARE, trucks=(TRUCK,)) == {}


def test_the_better_of_hall_and_truck_counts():
    assert told(Needs(width_m=10.0), trucks=(TRUCK,)) == {}
    low = Sheet(name="村", width_m=5.0, depth_m=4.0, power="none")
    assert told(Needs(width_m=9.0, power_kw=20), low, trucks=(TRUCK,)) == {}


def test_both_too_small_tells_of_both():
    (found,) = told(Needs(width_m=12.0, depth_m=7.0), trucks=(TRUCK,)).values()
    assert found.rule is Rule.STAGE_SIZE
    lacks = {name: value for name, value in found.params.items() if "lacks" in name}
    assert lacks == {
        "lacks_width": 2.0, "truck_lacks_width": 2.4, "truck_lacks_depth": 0.5,
    }  # fmt: skip
    assert (found.params["venue"], found.params["truck"]) == ("示例剧场", "一号车")


def test_too_little_power_of_both():
    (found,) = told(Needs(power="three", power_kw=80), trucks=(TRUCK,)).values()
    assert found.rule is Rule.POWER
    assert (found.params["has_power"], found.params["lacks_kw"]) == ("single", 20)
    assert (found.params["truck_has_power"], found.params["truck_lacks_kw"]) == ("", 50)


def test_a_truck_that_nobody_measured_is_asked_about():
    new = TruckSheet(key="truck:8", name="新车")
    (found,) = told(Needs(width_m=12.0), trucks=(new,)).values()
    assert found.rule is Rule.SHEET_UNKNOWN
    assert found.params["of_truck"] == "新车"
    asked = {name for name, value in found.params.items() if value is True}
    assert asked == {"truck_width"}


def test_a_booked_truck_has_to_reach_the_place():
    yard = Sheet(name="窄巷", has_truck_access=False)
    (found,) = told(Needs(), yard, trucks=(TRUCK,)).values()
    assert (found.rule, found.params["truck"]) == (Rule.TRUCK_ACCESS, "一号车")


def test_light_and_sound_are_asked_for_where_nobody_knows():
    (found,) = told(Needs(light=True, sound=True)).values()
    asked = {name for name, value in found.params.items() if value is True}
    assert asked == {"light", "sound"}
    bare = TruckSheet(key="truck:9", name="平板车")
    assert set(told(Needs(light=True, sound=True), SQUARE, trucks=(bare,))) == {
        Rule.LIGHT, Rule.SOUND,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("needs", "sheet", "rule"),
    [
        (Needs(width_m=12.0), SHEET, Rule.STAGE_SIZE),
        (Needs(power_kw=90), SHEET, Rule.POWER),
        (Needs(light=True), SQUARE, Rule.LIGHT),
        (Needs(), Sheet(name="窄巷", has_truck_access=False), Rule.TRUCK_ACCESS),
    ],
)
def test_an_acceptance_is_for_one_truck(needs, sheet, rule):
    """Another truck, or the same one mended, is another fact; without a truck the
    fingerprint is what it always was."""
    dark = {f.name: getattr(TRUCK, f.name) for f in fields(TruckSheet)} | {
        "has_light": False, "power_kw": 25, "width_m": 9.0,
    }  # fmt: skip
    first, same = TruckSheet(**dark), TruckSheet(**(dark | {"name": "改名车"}))
    other = TruckSheet(**(dark | {"key": "truck:8"}))

    def print_of(*trucks):
        return told(needs, sheet, trucks=trucks)[rule].fingerprint

    assert print_of(first) == print_of(same)
    assert print_of(first) != print_of(other)
    if rule is Rule.STAGE_SIZE:
        wider = TruckSheet(**(dark | {"width_m": 9.9}))
        assert print_of(first) != print_of(wider)

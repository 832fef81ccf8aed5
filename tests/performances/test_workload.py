"""Shows a day, days in a row and rest, per troupe and per lent member."""

from dataclasses import replace

import pytest

from performances.claims import ResourceKind, ResourceRef
from performances.conflicts import judge, judge_standing
from performances.limits import DEFAULT_LIMITS, Limits
from performances.roads import journey
from performances.rules import Rule, Severity
from performances.slots import DAY, HOUR, Precision, Slot
from performances.workload import overworked, short_rest
from tests.performances.claim_strategies import (
    BAOTOU,
    CURTAIN,
    HALL,
    ULANHOT,
    claim,
    proposal,
    shifted,
)

# 09:30 and 14:30 of the same day as CURTAIN (19:30 in Shanghai).
MORNING, AFTERNOON = CURTAIN - 10 * HOUR, CURTAIN - 5 * HOUR
NOW = CURTAIN - 90 * DAY
TRUCK = ResourceRef("truck:1", ResourceKind.TRUCK, "流动舞台车")
MEMBER = ResourceRef("member:1", ResourceKind.MEMBER, "借调队员")


def three_on_a_day(**changes):
    return [
        claim(name, at=at, **changes)
        for name, at in (("c", CURTAIN), ("a", MORNING), ("b", AFTERNOON))
    ]


def rules(conflicts):
    return [one.rule for one in conflicts]


class TestDailyLimit:
    def test_two_a_day_are_normal_on_tour(self):
        assert list(overworked(three_on_a_day()[:2], DEFAULT_LIMITS)) == []

    def test_the_third_is_one_too_many(self):
        (found,) = overworked(three_on_a_day(), DEFAULT_LIMITS)
        assert (found.rule, found.severity) == (Rule.DAILY_LIMIT, Severity.WARN)
        assert found.performance == "c"
        assert found.shows == {"a", "b", "c"}
        assert found.params["hours"] == "09:30, 14:30, 19:30"
        assert (found.params["shows"], found.params["limit"]) == (3, 2)

    @pytest.mark.parametrize("resource", [HALL, TRUCK])
    def test_halls_and_trucks_do_not_get_tired(self, resource):
        assert list(overworked(three_on_a_day(resource=resource), DEFAULT_LIMITS)) == []

    def test_a_lent_member_does(self):
        found = overworked(three_on_a_day(resource=MEMBER), DEFAULT_LIMITS)
        assert rules(found) == [Rule.DAILY_LIMIT]

    def test_a_rehearsal_is_no_show(self):
        first, *others = three_on_a_day()
        rehearsal = replace(first, kind="rehearsal")
        assert list(overworked([rehearsal, *others], DEFAULT_LIMITS)) == []

    def test_the_day_is_the_one_on_the_wall_of_the_place(self):
        """Three within nine hours, but midnight in Tokyo lies between."""
        late = [
            claim(name, at=CURTAIN + hours * HOUR, zone="Asia/Tokyo")
            for name, hours in (("a", -3), ("b", 0), ("c", 4))
        ]
        assert list(overworked(late, DEFAULT_LIMITS)) == []


class TestDaysInARow:
    def tour(self, days, **changes):
        return [
            claim(f"{day:02}", at=CURTAIN + day * DAY, **changes) for day in range(days)
        ]

    def test_the_longest_tour_known_is_no_conflict(self):
        assert list(overworked(self.tour(10), DEFAULT_LIMITS)) == []

    def test_one_day_more_is(self):
        (found,) = overworked(self.tour(11), DEFAULT_LIMITS)
        assert found.rule is Rule.DAYS_IN_A_ROW
        assert (found.params["days"], found.params["limit"]) == (11, 10)
        assert found.performance == "10"
        assert len(found.shows) == 11

    def test_a_day_off_between_ends_the_run(self):
        tour = self.tour(21)
        assert list(overworked([*tour[:10], *tour[11:]], DEFAULT_LIMITS)) == []

    def test_a_blackout_is_a_day_off_and_training_is_not(self):
        tour = self.tour(11)
        for kind, expected in (("blackout", 0), ("training", 1)):
            changed = [*tour[:5], replace(tour[5], kind=kind), *tour[6:]]
            assert len(list(overworked(changed, DEFAULT_LIMITS))) == expected

    def test_a_show_past_midnight_works_on_its_evening_alone(self):
        night = claim("night", at=CURTAIN + 4 * HOUR)
        (found,) = overworked([night], Limits(days_in_a_row=0))
        assert found.params["days"] == 1

    def test_load_in_the_day_before_is_work(self):
        stage = Slot(CURTAIN, CURTAIN + HOUR)
        built = claim("big", stage=stage, slot=stage.widened(26 * HOUR, 0))
        (found,) = overworked([built], Limits(days_in_a_row=1))
        assert found.params["days"] == 2

    def test_the_form_and_the_sweep_agree(self):
        tour = self.tour(12)
        (swept,) = judge_standing(tour)
        for mine in tour:
            others = [one for one in tour if one is not mine]
            (found,) = judge([proposal(mine)], others, now=NOW)
            assert found.fingerprint == swept.fingerprint
            assert found.performance == mine.performance

    def test_the_threshold_is_one_of_the_facts(self):
        (swept,) = judge_standing(self.tour(12))
        (stricter,) = judge_standing(self.tour(12), limits=Limits(days_in_a_row=9))
        assert stricter.fingerprint != swept.fingerprint


class TestShortRest:
    """Strike of the night show is done at 00:00."""

    night = claim("a", at=CURTAIN + 150 * 60)

    def rest(self, later, limits=DEFAULT_LIMITS, **kwargs):
        return short_rest(self.night, later, limits, **kwargs)

    def morning(self, hours, **changes):
        """Load-in so many hours after the strike."""
        plain = claim("b", **changes)
        return shifted(plain, self.night.slot.ends + hours * HOUR - plain.slot.starts)

    def test_the_road_is_no_rest(self):
        found = self.rest(self.morning(10, place=BAOTOU))
        assert found.rule is Rule.SHORT_REST
        assert found.params["hours_between"] == 10.0
        assert found.params["rest_hours"] < 8
        asked = found.params["earliest_load_in"] - self.night.slot.ends - 8 * HOUR
        assert asked == journey(self.night.place, BAOTOU, self.night.slot.ends).seconds

    def test_a_transfer_sets_out_where_they_slept(self):
        leaving = self.morning(8, origin=self.night.place, place=ULANHOT)
        assert self.rest(leaving) is None

    def test_enough_is_enough(self):
        assert self.rest(self.morning(8)) is None
        assert self.rest(self.morning(7)) is not None
        assert self.rest(self.morning(7), Limits(rest_hours=7)) is None

    def test_an_early_strike_asks_for_none(self):
        assert short_rest(claim("a"), self.morning(1), DEFAULT_LIMITS) is None

    def test_what_the_road_forbids_is_told_by_the_road(self):
        far = self.morning(3, place=ULANHOT)
        assert self.rest(far) is None
        assert Rule.UNREACHABLE in rules(judge_standing([self.night, far]))

    @pytest.mark.parametrize(
        "changes",
        [{"resource": TRUCK}, {"kind": "blackout"}, {"place": None}],
    )
    def test_who_is_not_asked(self, changes):
        assert self.rest(self.morning(5, **changes)) is None

    def test_overlaps_and_a_rule_that_is_off_say_nothing(self):
        assert self.rest(replace(self.night, performance="b")) is None
        assert self.rest(self.morning(5), Limits(severities={})) is None

    def test_it_is_the_same_from_either_side(self):
        later = self.morning(6)
        (mine,) = judge([proposal(later)], [self.night], now=NOW)
        (theirs,) = judge([proposal(self.night)], [later], now=NOW)
        (swept,) = judge_standing([self.night, later])
        assert mine.fingerprint == theirs.fingerprint == swept.fingerprint
        assert (mine.performance, theirs.performance) == ("b", "a")

    def test_who_does_not_know_the_hour_is_not_judged(self):
        wide = self.morning(5, precision=Precision.DATE, firm=False)
        assert judge([proposal(wide)], [self.night], now=NOW) == ()

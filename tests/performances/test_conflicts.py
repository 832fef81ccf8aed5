from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from performances.conflicts import Limits, Rule, Severity, judge, judge_standing
from performances.roads import Leg
from performances.slots import DAY, HOUR, Precision
from tests.performances.claim_strategies import (
    BAOTOU,
    CURTAIN,
    HALL,
    ULANHOT,
    claim,
    claims,
    proposal,
    shifted,
)

NOW = CURTAIN - 30 * DAY
standing_claims = st.lists(claims(), max_size=10)


def rules(conflicts):
    return [conflict.rule.value for conflict in conflicts]


class TestJudge:
    def test_nothing_stands_against_a_free_evening(self):
        neighbours = [claim("b", at=CURTAIN - DAY), claim("c", at=CURTAIN + DAY)]
        assert judge([proposal(claim("a"))], neighbours, now=NOW) == ()
        assert judge([], neighbours, now=NOW) == ()

    def test_every_resource_is_judged(self):
        mine = proposal(claim("a"), claim("a", resource=HALL))
        troupe_busy = claim("b")
        hall_busy = claim("c", resource=HALL, firm=False)
        found = judge([mine], [hall_busy, troupe_busy], now=NOW)
        assert [(one.rule, one.other) for one in found] == [
            (Rule.DOUBLE_BOOKING, "b"),
            (Rule.HELD_OVERLAP, "c"),
        ]
        assert {one.performance for one in found} == {"a"}

    def test_what_the_show_claimed_until_now_does_not_stand_in_its_way(self):
        moved = proposal(claim("a", at=CURTAIN + HOUR))
        assert judge([moved], [claim("a")], now=NOW) == ()

    def test_two_shows_that_swap_are_judged_where_they_go(self):
        a, b = claim("a"), claim("b", at=CURTAIN + DAY)
        swapped = [
            proposal(claim("a", at=CURTAIN + DAY)),
            proposal(claim("b", at=CURTAIN)),
        ]
        assert judge(swapped, [a, b], now=NOW) == ()

    def test_one_troupe_cannot_open_two_cities(self):
        openings = [
            proposal(claim("hohhot"), is_opening=True),
            proposal(claim("ulanhot", place=ULANHOT), is_opening=True),
        ]
        assert rules(judge(openings, now=NOW)) == ["double_booking"]

    def test_quarrels_among_neighbours_are_not_told(self):
        neighbours = [
            claim("b", at=CURTAIN + DAY),
            claim("c", at=CURTAIN + DAY),
            claim("d", at=CURTAIN + DAY + 4 * HOUR, place=ULANHOT),
        ]
        assert judge([proposal(claim("a"))], neighbours, now=NOW) == ()

    def test_the_road_is_judged_before_and_after(self):
        before = claim("before", at=CURTAIN - 4 * HOUR, place=BAOTOU)
        after = claim("after", at=CURTAIN + 4 * HOUR, place=ULANHOT)
        three_a_day = Limits(shows_a_day=3)
        found = judge(
            [proposal(claim("a"))], [after, before], now=NOW, limits=three_a_day
        )
        assert [(one.rule, one.performance, one.other) for one in found] == [
            (Rule.UNREACHABLE, "a", "before"),
            (Rule.UNREACHABLE, "a", "after"),
        ]
        assert found[0].params["to_place"] == "呼和浩特"

    def test_the_road_from_a_hold_is_not(self):
        hold = claim("hold", at=CURTAIN - 4 * HOUR, place=BAOTOU, firm=False)
        assert judge([proposal(claim("a"))], [hold], now=NOW) == ()

    def test_the_road_to_a_proposed_hold_is(self):
        hold = claim("hold", at=CURTAIN + 4 * HOUR, place=BAOTOU, firm=False)
        assert rules(judge([proposal(hold)], [claim("a")], now=NOW)) == ["unreachable"]

    def test_the_way_to_reckon_travel_is_an_argument(self):
        def closed(origin, destination, free):
            return Leg(origin, destination, km=1, seconds=3 * DAY)

        neighbours = [claim("b", at=CURTAIN + DAY)]
        found = judge([proposal(claim("a"))], neighbours, now=NOW, travel=closed)
        assert rules(found) == ["unreachable"]

    def test_blocks_come_first_then_time(self):
        wide = claim("a", precision=Precision.DATE, firm=False)
        batch = [
            proposal(wide, is_opening=True, venue_known=False, is_new=True),
            proposal(claim("b", at=CURTAIN - DAY), is_new=True),
        ]
        found = judge(batch, [claim("c")], now=CURTAIN + DAY)
        assert [(one.severity.value, one.rule.value) for one in found] == [
            ("block", "no_hour"),
            ("block", "venue_unknown"),
            ("warn", "past_start"),
            ("warn", "past_start"),
            ("note", "wide_overlap"),
        ]
        assert [one.performance for one in found] == ["a", "a", "b", "a", "a"]

    @given(
        st.lists(claims(), max_size=5, unique_by=lambda one: one.performance),
        standing_claims,
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_the_input_does_not_matter(self, proposed, standing, random):
        batch = [proposal(one, is_new=True) for one in proposed]
        expected = judge(batch, standing, now=20)
        random.shuffle(batch)
        random.shuffle(standing)
        found = judge(batch, standing, now=20)
        assert [one.fingerprint for one in found] == [
            one.fingerprint for one in expected
        ]
        ranks = [list(Severity).index(one.severity) for one in found]
        assert ranks == sorted(ranks)

    @given(claims(), standing_claims)
    def test_the_form_and_the_nightly_check_agree(self, mine, standing):
        """What judging one show finds on its overlaps is what the sweep finds there."""
        others = [one for one in standing if one.performance != mine.performance]
        ours = {
            one.fingerprint
            for one in judge([proposal(mine)], others, now=0)
            if one.other and one.rule != Rule.UNREACHABLE
        }
        swept = {
            one.fingerprint
            for one in judge_standing([mine, *others])
            if mine.performance in (one.performance, one.other)
            and one.other
            and one.rule != Rule.UNREACHABLE
        }
        assert ours == swept


class TestJudgeStanding:
    def test_a_sound_season_is_silent(self):
        season = [claim(f"{day}", at=CURTAIN + 2 * day * DAY) for day in range(30)]
        assert judge_standing(season) == ()

    def test_finds_overlaps_and_roads_and_names_the_earlier_show(self):
        season = [
            claim("c", at=CURTAIN + 4 * HOUR, place=BAOTOU),
            claim("b", at=CURTAIN + HOUR, resource=HALL),
            claim("a", resource=HALL),
            claim("a"),
        ]
        found = judge_standing(season)
        assert [(one.rule, one.performance, one.other) for one in found] == [
            (Rule.DOUBLE_BOOKING, "a", "b"),
            (Rule.UNREACHABLE, "a", "c"),
        ]

    def test_holds_do_not_travel(self):
        hold = claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU, firm=False)
        assert judge_standing([claim("a"), hold]) == ()

    def test_an_accepted_warning_lapses_only_when_a_fact_changes(self):
        a, b = claim("a"), claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU)
        (accepted,) = judge_standing([a, b])
        (renamed,) = judge([proposal(replace(b, title="New"))], [a], now=NOW)
        (moved,) = judge_standing([a, shifted(b, 60)])
        assert renamed.fingerprint == accepted.fingerprint
        assert moved.fingerprint != accepted.fingerprint

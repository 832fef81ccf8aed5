import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performances.rules import (
    OVERLAP_RULES,
    Rule,
    Severity,
    double_booking,
    held_overlap,
    no_hour,
    past_start,
    shared_overlap,
    too_long,
    venue_unknown,
    wide_overlap,
)
from performances.slots import DAY, HOUR, MAX_BOOKING_SECONDS, Precision, Slot
from tests.performances.claim_strategies import (
    BAOTOU,
    CURTAIN,
    HALL,
    TROUPE,
    claim,
    claims,
    proposal,
    shifted,
)

WIDE = [Precision.PART, Precision.DATE]


def told(mine, other):
    """What the overlap rules say together."""
    return [found for rule in OVERLAP_RULES if (found := rule(mine, other))]


class TestOverlapRules:
    def test_double_booking_tells_both_shows_and_the_overlap(self):
        mine = claim("a", status="confirmed")
        other = claim("b", at=CURTAIN + HOUR, status="conditional", place=BAOTOU)
        conflict = double_booking(mine, other)
        assert conflict.severity is Severity.BLOCK
        assert (conflict.performance, conflict.other) == ("a", "b")
        assert conflict.resource == TROUPE
        assert conflict.at == CURTAIN
        assert conflict.params == {
            "resource": "苏尼特右旗乌兰牧骑",
            "resource_kind": "troupe",
            "overlap_starts": CURTAIN,
            "overlap_ends": CURTAIN + 2 * HOUR,
            "overlap_minutes": 120,
            "title": "Show a",
            "kind": "show",
            "status": "confirmed",
            "firm": True,
            "precision": "exact",
            "place": "呼和浩特",
            "starts": CURTAIN - HOUR,
            "ends": CURTAIN + 2 * HOUR,
            "stage_starts": CURTAIN,
            "stage_ends": CURTAIN + 90 * 60,
            "other_title": "Show b",
            "other_kind": "show",
            "other_status": "conditional",
            "other_firm": True,
            "other_precision": "exact",
            "other_place": "包头",
            "other_starts": CURTAIN,
            "other_ends": CURTAIN + 3 * HOUR,
            "other_stage_starts": CURTAIN + HOUR,
            "other_stage_ends": CURTAIN + HOUR + 90 * 60,
        }

    def test_an_unknown_place_is_an_empty_name(self):
        conflict = double_booking(claim("a", place=None), claim("b"))
        assert (conflict.params["place"], conflict.params["other_place"]) == (
            "",
            "呼和浩特",
        )

    @pytest.mark.parametrize("wide", WIDE)
    @pytest.mark.parametrize("firm", [True, False])
    def test_two_firm_claims_are_a_block_however_sure_the_hour(self, wide, firm):
        found = told(claim("a", precision=wide), claim("b", firm=firm))
        assert found[0].rule == ("double_booking" if firm else "wide_overlap")

    @pytest.mark.parametrize(("mine", "other"), [(True, False), (False, True), (0, 0)])
    def test_a_hold_only_warns(self, mine, other):
        (conflict,) = told(claim("a", firm=bool(mine)), claim("b", firm=bool(other)))
        assert (conflict.rule, conflict.severity) == (Rule.HELD_OVERLAP, Severity.WARN)

    @pytest.mark.parametrize("wide", WIDE)
    def test_a_day_without_an_hour_is_only_noted(self, wide):
        (conflict,) = told(claim("a"), claim("b", firm=False, precision=wide))
        assert (conflict.rule, conflict.severity) == (Rule.WIDE_OVERLAP, Severity.NOTE)

    @pytest.mark.parametrize("firm", [True, False])
    def test_a_shared_venue_is_only_noted(self, firm):
        mine = claim("a", resource=HALL, exclusive=False)
        (conflict,) = told(mine, claim("b", resource=HALL, firm=firm))
        assert (conflict.rule, conflict.severity) == (
            Rule.SHARED_OVERLAP,
            Severity.NOTE,
        )

    def test_a_show_is_no_conflict_to_itself_nor_to_another_resource(self):
        assert told(claim("a"), shifted(claim("a"), HOUR)) == []
        assert told(claim("a"), claim("b", resource=HALL)) == []

    @given(claims(), claims())
    def test_exactly_one_rule_speaks_for_an_overlap(self, a, b):
        meet = a.resource == b.resource and a.slot.overlaps(b.slot)
        assert len(told(a, b)) == (meet and a.performance != b.performance)

    @given(claims(), claims())
    def test_both_sides_are_told_the_same(self, a, b):
        ours, theirs = told(a, b), told(b, a)
        assert [one.rule for one in ours] == [one.rule for one in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one.fingerprint == other.fingerprint
            assert (one.performance, one.other) == (other.other, other.performance)
            assert (one.severity, one.at) == (other.severity, other.at)

    @given(claims(), claims(), st.integers(1, 5))
    def test_touching_is_never_told(self, a, b, seconds):
        after = replace(b, slot=Slot(a.slot.ends, a.slot.ends + seconds))
        assert told(a, after) == told(after, a) == []

    @given(claims(), claims(), st.integers(-DAY, DAY).filter(bool))
    def test_another_date_is_the_same_conflict_with_another_fingerprint(
        self, a, b, seconds
    ):
        then, now = told(a, b), told(shifted(a, seconds), shifted(b, seconds))
        assert [one.rule for one in then] == [one.rule for one in now]
        for one, other in zip(then, now, strict=True):
            assert other.at - one.at == seconds
            assert one.fingerprint != other.fingerprint

    @given(claims(), claims(), claims())
    def test_the_fingerprint_is_the_facts(self, a, b, c):
        for one in told(a, b):
            for other in told(a, c):
                same = one.rule == other.rule and b.facts == c.facts
                assert (one.fingerprint == other.fingerprint) == same

    def test_params_are_plain_and_the_conflict_is_hashable(self):
        conflict = double_booking(claim("a"), claim("b"))
        assert json.loads(json.dumps(dict(conflict.params))) == conflict.params
        assert conflict in {double_booking(claim("a"), claim("b"))}

    def test_each_rule_has_its_own_fingerprint(self):
        firm = double_booking(claim("a"), claim("b"))
        held = held_overlap(claim("a"), claim("b", firm=False))
        wide = wide_overlap(claim("a"), claim("b", firm=False, precision=WIDE[0]))
        shared = shared_overlap(claim("a"), claim("b", exclusive=False))
        prints = {one.fingerprint for one in (firm, held, wide, shared)}
        assert len(prints) == 4
        assert {len(one) for one in prints} == {32}


class TestNoHour:
    @pytest.mark.parametrize("precision", WIDE)
    @pytest.mark.parametrize(("opening", "firm"), [(True, False), (False, True)])
    def test_an_opening_and_a_firm_show_need_one(self, precision, opening, firm):
        conflict = no_hour(proposal(precision=precision, is_opening=opening, firm=firm))
        assert (conflict.rule, conflict.severity) == (Rule.NO_HOUR, Severity.BLOCK)
        assert conflict.params == {
            "title": "Show a",
            "starts": CURTAIN,
            "precision": precision.value,
            "is_opening": opening,
            "firm": firm,
        }

    @pytest.mark.parametrize("precision", WIDE)
    def test_a_hold_needs_none(self, precision):
        assert no_hour(proposal(precision=precision, firm=False)) is None

    @pytest.mark.parametrize("precision", [Precision.EXACT, Precision.ABOUT])
    def test_about_is_enough(self, precision):
        assert no_hour(proposal(precision=precision, is_opening=True)) is None


class TestVenueUnknown:
    def test_an_opening_needs_a_venue(self):
        conflict = venue_unknown(proposal(venue_known=False, is_opening=True))
        assert conflict.severity is Severity.BLOCK
        assert conflict.params == {"title": "Show a", "starts": CURTAIN}

    @pytest.mark.parametrize(("known", "opening"), [(True, True), (False, False)])
    def test_other_shows_do_not(self, known, opening):
        assert venue_unknown(proposal(venue_known=known, is_opening=opening)) is None


class TestTooLong:
    def test_a_week_is_the_most(self):
        week = Slot(0, MAX_BOOKING_SECONDS)
        assert too_long(proposal(slot=week)) is None
        conflict = too_long(proposal(slot=week.widened(0, 1)))
        assert conflict.severity is Severity.BLOCK
        assert conflict.params == {
            "title": "Show a",
            "starts": CURTAIN,
            "hours": 169,
            "allowed_hours": 168,
        }


class TestPastStart:
    def test_warns_of_a_new_time_that_has_begun(self):
        conflict = past_start(proposal(is_new=True), CURTAIN + 1)
        assert conflict.severity is Severity.WARN
        assert conflict.at == CURTAIN
        assert conflict.params == {"title": "Show a", "starts": CURTAIN}

    def test_now_and_later_are_not_past(self):
        assert past_start(proposal(is_new=True), CURTAIN) is None
        assert past_start(proposal(is_new=True), CURTAIN - DAY) is None

    def test_an_old_time_may_lie_in_the_past(self):
        assert past_start(proposal(is_new=False), CURTAIN + DAY) is None

    @pytest.mark.parametrize("precision", WIDE)
    def test_today_is_not_past_while_it_lasts(self, precision):
        show = proposal(is_new=True, precision=precision)
        assert past_start(show, show.stage.ends - 1) is None
        assert past_start(show, show.stage.ends) is not None

    def test_the_clock_is_no_fact(self):
        show = proposal(is_new=True)
        then, later = past_start(show, CURTAIN + 1), past_start(show, CURTAIN + DAY)
        assert then.fingerprint == later.fingerprint
        moved = replace(show, stage=show.stage.shifted(1))
        assert past_start(moved, CURTAIN + DAY).fingerprint != then.fingerprint

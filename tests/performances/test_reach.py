import json
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performances.reach import unreachable
from performances.roads import KnownLeg, Leg, Notice, RoadBook, Season, both_ways
from performances.rules import Rule, Severity
from performances.slots import DAY, HOUR, Precision
from performances.travel import CoordPrecision, RoadClass
from tests.performances.claim_strategies import (
    BAOTOU,
    BOOK,
    CURTAIN,
    HALL,
    LINHE,
    ULANHOT,
    claim,
    journeys,
    shifted,
)

reach = partial(unreachable, travel=BOOK.journey)


class TestUnreachable:
    def test_tells_the_whole_arithmetic(self):
        """180 known km in 2.5 h, and 1 h between strike and load-in."""
        earlier = claim("a")
        later = claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU)
        conflict = reach(earlier, later)
        assert (conflict.rule, conflict.severity) == (Rule.UNREACHABLE, Severity.WARN)
        assert (conflict.performance, conflict.other) == ("a", "b")
        assert conflict.at == CURTAIN + 3 * HOUR
        assert conflict.params == {
            "resource": "苏尼特右旗乌兰牧骑",
            "resource_kind": "troupe",
            "from_title": "Show a",
            "from_place": "呼和浩特",
            "from_ends": CURTAIN + 2 * HOUR,
            "to_title": "Show b",
            "to_place": "包头",
            "to_starts": CURTAIN + 3 * HOUR,
            "to_stage_starts": CURTAIN + 4 * HOUR,
            "km": 180,
            "known_leg": True,
            "approximate": False,
            "seconds_needed": 9000,
            "seconds_there_are": 3600,
            "hours_needed": 2.5,
            "hours_there_are": 1.0,
            "earliest_start": CURTAIN + 5 * HOUR + HOUR // 2,
            "buffer_minutes": 0,
            "season": "",
            "season_factor": 1.0,
            "waiting_hours": 0,
            "notices": 0,
            "notice": "",
            "notice_source": "",
            "notice_factor": 0,
            "notice_until": 0,
        }

    def test_hours_are_rounded_against_us(self):
        later = claim("b", at=CURTAIN + 5 * HOUR + 59 * 60, place=LINHE)
        params = reach(claim("a"), later).params
        assert params["hours_there_are"] == 2.9
        assert params["hours_needed"] * HOUR >= params["seconds_needed"]
        assert params["hours_needed"] - 0.1 < params["seconds_needed"] / HOUR

    def test_the_openings_of_2023_are_a_long_way_apart(self):
        later = claim("b", at=CURTAIN + 12 * HOUR, place=ULANHOT)
        assert reach(claim("a"), later).params["hours_needed"] > 18

    def test_exactly_enough_time_is_enough(self):
        a = claim("a")
        b = claim("b", at=CURTAIN + 3 * HOUR + 9000, place=BAOTOU)
        assert reach(a, b) is None
        assert reach(a, shifted(b, -1)).params["seconds_there_are"] == 8999

    def test_buffers_on_both_sides_count(self):
        a, b = claim("a"), claim("b", at=CURTAIN + 3 * HOUR + 9000, place=BAOTOU)
        assert reach(replace(a, slot=a.slot.widened(0, 1)), b)
        assert reach(a, replace(b, slot=b.slot.widened(1, 0)))

    def test_a_place_that_stands_for_its_seat_is_said(self):
        seat = replace(LINHE, precision=CoordPrecision.SEAT)
        conflict = reach(claim("a"), claim("b", at=CURTAIN + DAY // 6, place=seat))
        assert conflict.params["approximate"] is True

    def test_the_later_show_can_be_the_one_acted_on(self):
        a, b = claim("a"), claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU)
        ours, theirs = reach(a, b), reach(a, b, mine_is_later=True)
        assert (theirs.performance, theirs.other) == ("b", "a")
        assert (theirs.params, theirs.fingerprint) == (ours.params, ours.fingerprint)

    @pytest.mark.parametrize("later", [True, False])
    @pytest.mark.parametrize(
        "changes",
        [
            {"place": None},
            {"precision": Precision.PART},
            {"precision": Precision.DATE},
        ],
    )
    def test_nothing_is_reckoned_without_hour_or_place(self, changes, later):
        a, b = claim("a"), claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU)
        a, b = (a, replace(b, **changes)) if later else (replace(a, **changes), b)
        assert reach(a, b) is None

    def test_a_venue_and_an_overlap_are_none_of_its_business(self):
        b = claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU, resource=HALL)
        assert reach(claim("a", resource=HALL), b) is None
        assert reach(claim("a"), claim("b", at=CURTAIN + HOUR)) is None

    def test_a_changed_road_changes_the_fingerprint(self):
        a, b = claim("a"), claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU)

        def snow(origin, destination, free):
            return Leg(origin, destination, km=180, seconds=5 * HOUR)

        assert unreachable(a, b, travel=snow).fingerprint != reach(a, b).fingerprint

    @given(journeys())
    def test_it_is_reachable_from_the_earliest_start(self, pair):
        a, b = pair
        conflict = reach(a, b)
        short = BOOK.journey(a.place, b.place).seconds - a.slot.gap_seconds(b.slot)
        assert (conflict is not None) == (short > 0)
        if conflict is None:
            return
        delay = conflict.params["earliest_start"] - b.stage.starts
        assert short <= delay < short + 60
        assert reach(a, shifted(b, delay)) is None
        assert reach(a, shifted(b, short - 1)) is not None

    @given(journeys(), st.integers(-DAY, DAY))
    def test_another_date_changes_nothing_but_the_instants(self, pair, seconds):
        a, b = pair
        then, now = reach(a, b), reach(*(shifted(c, seconds) for c in pair))
        assert (then is None) == (now is None)
        if then and now:
            assert then.params["seconds_needed"] == now.params["seconds_needed"]
            assert then.params["seconds_there_are"] == now.params["seconds_there_are"]
            assert (then.fingerprint == now.fingerprint) == (seconds == 0)

    def test_it_tells_why_the_road_is_slow(self):
        a, b = claim("a"), claim("b", at=CURTAIN + 4 * HOUR, place=BAOTOU)
        free = a.slot.ends
        snow = Notice(
            key=1,
            starts=free,
            ends=free + 5 * HOUR,
            road="G6",
            label="G6",
            source="交警",
        )
        winter = Season("snow", 11, 3, dict.fromkeys(RoadClass, 1.2))
        leg = KnownLeg(180, 2.5, roads=("G6",))
        roads = RoadBook(
            legs=both_ways([(("150100", "150200"), leg, False)]),
            seasons=(winter,),
            notices=(snow, replace(snow, key=2, factor=2, ends=None)),
            departure=600,
            arrival=300,
        )
        params = unreachable(a, b, travel=roads.journey).params
        assert params["seconds_needed"] == 5 * HOUR + 3 * HOUR * 2 + 300
        assert params["earliest_start"] == CURTAIN + 2 * HOUR + 11 * HOUR + 300 + HOUR
        told = {name: params[name] for name in ("season", "season_factor", "notices")}
        assert told == {"season": "snow", "season_factor": 1.2, "notices": 2}
        assert (params["notice"], params["notice_source"]) == ("G6", "交警")
        assert (params["notice_factor"], params["notice_until"]) == (0, free + 5 * HOUR)
        assert (params["buffer_minutes"], params["waiting_hours"]) == (15, 4.9)

    def test_a_road_closed_without_end_has_no_earliest_start(self):
        a, b = claim("a"), claim("b", at=CURTAIN + 90 * HOUR, place=BAOTOU)
        roads = replace(BOOK, notices=(Notice(key=1, starts=0, area="150200"),))
        baotou = replace(BAOTOU, areas=("150200",))
        conflict = unreachable(a, replace(b, place=baotou), travel=roads.journey)
        assert conflict.params["seconds_needed"] == -1
        assert conflict.params["earliest_start"] == 0
        assert conflict.params["hours_needed"] == 0
        assert json.loads(json.dumps(dict(conflict.params))) == conflict.params

"""The line before a resource: places, who jumps it, and what closes it up."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performances.claims import LAST, Claim
from performances.conflicts import judge, judge_standing
from performances.queues import held_behind, jumps_queue, ranks
from performances.rules import Rule, Severity
from performances.slots import DAY, HOUR, Precision
from tests.performances.claim_strategies import (
    CURTAIN,
    HALL,
    TROUPE,
    claim,
    claims,
    proposal,
)

NOW = CURTAIN - 30 * DAY


def hold(performance: str = "a", since: int = 0, **changes: Any) -> Claim:
    """On hold since so many days after NOW."""
    waits = {"firm": False, "status": "hold", "since": NOW + since * DAY}
    return claim(performance, **(waits | changes))


def firm(performance: str = "a", since: int = 0, **changes: Any) -> Claim:
    return claim(performance, since=NOW + since * DAY, **changes)


def places(*line: Claim, now: int = NOW) -> dict[str, list[tuple[int, int]]]:
    return {
        key: [(rank.place, rank.of) for rank in of_show]
        for key, of_show in ranks(line, now=now).items()
    }


class TestRanks:
    def test_a_hold_alone_has_no_rank(self):
        assert places(hold("a")) == {}
        assert places(hold("a"), hold("b", at=CURTAIN + DAY)) == {}

    def test_who_held_first_waits_first(self):
        assert places(hold("late", 2), hold("first", 0), hold("mid", 1)) == {
            "first": [(1, 3)],
            "mid": [(2, 3)],
            "late": [(3, 3)],
        }

    def test_of_two_held_at_one_instant_the_older_row_waits_first(self):
        assert places(hold("10"), hold("9")) == {"9": [(1, 2)], "10": [(2, 2)]}

    def test_the_line_closes_up_when_one_is_gone(self):
        line = [hold("a", 0), hold("b", 1), hold("c", 2)]
        assert places(*line[1:]) == {"b": [(1, 2)], "c": [(2, 2)]}
        assert places(line[2]) == {}

    def test_the_line_closes_up_when_time_runs_out(self):
        line = [hold("a", 0, until=NOW + DAY), hold("b", 1)]
        assert places(*line, now=NOW + DAY - 1) == {"a": [(1, 2)], "b": [(2, 2)]}
        assert places(*line, now=NOW + DAY) == {}

    def test_each_resource_has_a_line_of_its_own(self):
        found = ranks(
            [
                hold("a", 0),
                hold("b", 1),
                hold("b", 1, resource=HALL),
                hold("c", 2, resource=HALL),
            ],
            now=NOW,
        )
        assert [(r.resource, r.place, r.of) for r in found["b"]] == [
            (TROUPE, 2, 2),
            (HALL, 1, 2),
        ]
        assert [one.performance for one in found["c"][0].ahead] == ["b"]

    def test_holds_that_do_not_meet_do_not_wait_for_each_other(self):
        early, late = hold("early", 0), hold("late", 2, at=CURTAIN + 4 * HOUR)
        between = hold("between", 1, at=CURTAIN + 2 * HOUR)
        assert places(early, between, late) == {
            "early": [(1, 2)],
            "between": [(2, 3)],
            "late": [(2, 2)],
        }

    @pytest.mark.parametrize(
        "changes",
        [
            {"firm": True},
            {"status": "draft"},
            {"exclusive": False},
            {"precision": Precision.DATE},
            {"since": None},
        ],
    )
    def test_who_does_not_wait(self, changes):
        assert places(hold("a"), replace(hold("b", 1), **changes)) == {}

    @given(
        # A show claims one resource once.
        st.lists(
            claims(),
            max_size=8,
            unique_by=lambda one: (one.performance, one.resource.key),
        ),
        st.randoms(),
    )
    def test_places_are_those_counted_by_hand(self, drawn, random):
        line = [
            replace(one, firm=False, status="hold", since=number // 2)
            for number, one in enumerate(drawn)
        ]
        waiting = [one for one in line if one.exclusive and one.precision.has_hour]
        random.shuffle(line)
        found = ranks(line, now=0)
        for mine in waiting:
            meet = [
                other
                for other in waiting
                if other.resource == mine.resource
                and other.performance != mine.performance
                and other.slot.overlaps(mine.slot)
            ]
            before = [other for other in meet if other.came_before(mine)]
            told = [(len(before) + 1, len(meet) + 1)] if meet else []
            of_mine = found.get(mine.performance, ())
            assert not told or told[0] in [(rank.place, rank.of) for rank in of_mine]


class TestJumping:
    def test_going_ahead_of_who_waits_longer_is_a_warning(self):
        conflict = jumps_queue(
            firm("late", 2), hold("waits", 0, until=CURTAIN - DAY, title="先等的")
        )
        assert (conflict.rule, conflict.severity) == (Rule.JUMPS_QUEUE, Severity.WARN)
        assert (conflict.performance, conflict.other) == ("late", "waits")
        assert conflict.params["other_title"] == "先等的"
        assert conflict.params["other_since"] == NOW
        assert conflict.params["other_until"] == CURTAIN - DAY

    def test_who_never_waited_goes_ahead_of_everybody(self):
        assert jumps_queue(firm("new", since=0, at=CURTAIN), hold("b", 1)) is None
        assert jumps_queue(claim("new", since=LAST), hold("b", 1)) is not None

    def test_those_behind_are_only_noted(self):
        mine, behind = firm("first", 0), hold("behind", 1)
        assert jumps_queue(mine, behind) is None
        noted = held_behind(mine, behind)
        assert (noted.rule, noted.severity) == (Rule.HELD_BEHIND, Severity.NOTE)

    def test_one_rule_speaks_for_each_who_waits(self):
        waiting = [hold("b", 0), hold("c", 2, title="C")]
        found = judge([proposal(firm("a", 1))], waiting, now=NOW)
        assert [(one.rule, one.other) for one in found] == [
            (Rule.JUMPS_QUEUE, "b"),
            (Rule.HELD_BEHIND, "c"),
        ]

    def test_an_overdue_hold_stands_in_nobodys_way(self):
        mine, overdue = proposal(firm("a", 1)), hold("b", 0, until=NOW + 2 * DAY)
        assert judge([mine], [overdue], now=NOW + 2 * DAY - 1)
        assert judge([mine], [overdue], now=NOW + 2 * DAY) == ()

    def test_a_hold_takes_its_place_without_jumping(self):
        found = judge([proposal(hold("a", 1))], [hold("b", 0)], now=NOW)
        assert [one.rule for one in found] == [Rule.HELD_OVERLAP]

    def test_the_reason_lapses_when_the_facts_change_and_not_with_names(self):
        mine, other = firm("a", 1), hold("b", 0)
        before = jumps_queue(mine, other).fingerprint
        renamed = replace(other, title="新名字", until=CURTAIN)
        assert jumps_queue(mine, renamed).fingerprint == before
        anew = replace(other, since=other.since + 60)
        assert jumps_queue(mine, anew).fingerprint != before

    @pytest.mark.parametrize("later", [-HOUR, HOUR])
    def test_the_nightly_check_tells_it_of_the_firm_show(self, later):
        mine, other = firm("a", 1), hold("b", 0, at=CURTAIN + later)
        told = [one for one in judge_standing([mine, other]) if one.params["firm"]]
        assert [(one.rule, one.performance) for one in told] == [
            (Rule.JUMPS_QUEUE, "a")
        ]

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performances.claims import ResourceKind, ResourceRef, find_journeys, find_overlaps
from performances.slots import DAY, HOUR, Precision, Slot
from performances.travel import CoordPrecision
from tests.performances.claim_strategies import (
    BAOTOU,
    HALL,
    HOHHOT,
    TROUPE,
    claim,
    claims,
    shifted,
)

crowds = st.lists(claims(), max_size=25)


def unordered(pairs):
    return Counter(frozenset(map(id, pair)) for pair in pairs)


def compete(a, b):
    return a.resource == b.resource and a.performance != b.performance


class TestResourceRef:
    def test_is_known_by_its_key_whatever_it_is_called(self):
        assert replace(TROUPE, label="新名字") == TROUPE
        assert hash(replace(TROUPE, label="新名字")) == hash(TROUPE)


class TestTravels:
    def test_a_troupe_with_hour_and_place_does(self):
        assert claim().travels
        assert claim(precision=Precision.ABOUT).travels

    @pytest.mark.parametrize(
        "changes",
        [
            {"resource": HALL},
            {"resource": ResourceRef("exclusion:1", ResourceKind.EXCLUSION, "司机")},
            {"place": None},
            {"precision": Precision.PART},
            {"precision": Precision.DATE},
        ],
    )
    def test_what_stands_still_or_does_not_know_does_not(self, changes):
        assert not claim(**changes).travels

    @pytest.mark.parametrize(
        "kind", set(ResourceKind) - {ResourceKind.VENUE, ResourceKind.EXCLUSION}
    )
    def test_troupes_trucks_and_people_move(self, kind):
        assert claim(resource=ResourceRef("x", kind, "x")).travels


class TestFacts:
    def test_names_are_none(self):
        plain = claim()
        renamed = replace(
            plain,
            title="Another",
            kind="rehearsal",
            status="late",
            resource=replace(TROUPE, label="another"),
            place=replace(HOHHOT, name="Another", precision=CoordPrecision.SEAT),
        )
        assert renamed.facts == plain.facts

    def test_a_hair_of_rounding_is_none(self):
        nudged = replace(HOHHOT, lat=HOHHOT.lat + 1e-9)
        assert claim(place=nudged).facts == claim().facts

    @pytest.mark.parametrize(
        "changes",
        [
            {"performance": "b"},
            {"resource": HALL},
            {"slot": claim().slot.widened(1, 0)},
            {"slot": claim().slot.widened(0, 1)},
            {"stage": claim().stage.shifted(1)},
            {"firm": False},
            {"exclusive": False},
            {"place": None},
            {"place": BAOTOU},
            {"place": replace(HOHHOT, lon=HOHHOT.lon + 0.001)},
            {"place": replace(HOHHOT, codes=("v9", "150100"))},
        ],
    )
    def test_everything_judged_is_one(self, changes):
        assert claim(**changes).facts != claim().facts


class TestFindOverlaps:
    def test_of_nothing_is_nothing(self):
        assert list(find_overlaps([])) == []

    def test_touching_claims_do_not_meet(self):
        first = claim("a")
        after = shifted(claim("b"), first.slot.seconds)
        assert list(find_overlaps([after, first])) == []
        assert list(find_overlaps([shifted(after, -1), first])) == [
            (first, shifted(after, -1))
        ]

    def test_one_long_claim_meets_all_within_it(self):
        long = claim("long", slot=Slot(0, 100))
        short = [claim(f"{i}", slot=Slot(i, i + 5)) for i in range(10, 90, 10)]
        assert list(find_overlaps([*short, long])) == [(long, one) for one in short]

    def test_a_show_never_meets_itself(self):
        assert list(find_overlaps([claim("a"), shifted(claim("a"), HOUR)])) == []

    @given(crowds)
    def test_finds_what_comparing_everything_finds(self, crowd):
        expected = (
            (a, b)
            for a, b in combinations(crowd, 2)
            if compete(a, b) and a.slot.overlaps(b.slot)
        )
        assert unordered(find_overlaps(crowd)) == unordered(expected)

    @given(crowds)
    def test_the_earlier_comes_first(self, crowd):
        for first, second in find_overlaps(crowd):
            assert first.slot.starts <= second.slot.starts

    @given(crowds, st.randoms(use_true_random=False), st.integers(-DAY, DAY))
    def test_neither_order_nor_the_date_matters(self, crowd, random, seconds):
        moved = {id(one): shifted(one, seconds) for one in crowd}
        expected = Counter(
            frozenset((moved[id(a)], moved[id(b)])) for a, b in find_overlaps(crowd)
        )
        shuffled = list(moved.values())
        random.shuffle(shuffled)
        assert Counter(map(frozenset, find_overlaps(shuffled))) == expected


class TestFindJourneys:
    def test_goes_from_show_to_show(self):
        a, b, c = (claim(name, at=day * DAY) for day, name in enumerate("abc"))
        assert list(find_journeys([c, a, b])) == [(a, b), (b, c)]

    def test_touching_claims_are_a_journey(self):
        a = claim("a")
        b = shifted(claim("b"), a.slot.seconds)
        assert list(find_journeys([a, b])) == [(a, b)]

    def test_looks_past_what_overlaps(self):
        """A hold over b must not hide that b is reached from a and left for d."""
        a, b, d = (claim(name, at=day * DAY) for day, name in enumerate("abd"))
        hold = shifted(replace(b, performance="hold", firm=False), HOUR)
        pairs = list(find_journeys([a, b, d, hold]))
        assert pairs == [(a, b), (a, hold), (b, d), (hold, d)]

    def test_looks_past_what_has_no_place_yet(self):
        a, b, c = (claim(name, at=day * DAY) for day, name in enumerate("abc"))
        assert list(find_journeys([a, replace(b, place=None), c])) == [(a, c)]

    def test_a_show_does_not_travel_to_itself(self):
        assert list(find_journeys([claim("a"), claim("a", at=DAY)])) == []

    @given(crowds)
    def test_finds_every_nearest_pair_once(self, crowd):
        found = list(find_journeys(crowd))
        assert all(n == 1 for n in Counter((id(a), id(b)) for a, b in found).values())
        for earlier, later in found:
            assert compete(earlier, later)
            assert earlier.travels
            assert later.travels
            assert earlier.slot.ends <= later.slot.starts
            between = [
                one
                for one in crowd
                if one.travels
                and one.resource == earlier.resource
                and one.slot.starts >= earlier.slot.ends
                and one.slot.ends <= later.slot.starts
            ]
            # Nothing stands wholly between that is nearer to both.
            assert not any(
                one.slot.starts < later.slot.starts
                and one.slot.ends > earlier.slot.ends
                for one in between
            )

    @given(st.lists(claims(), max_size=12, unique_by=lambda one: one.performance))
    def test_no_claim_is_left_without_its_nearest(self, crowd):
        found = list(find_journeys(crowd))
        for one in crowd:
            before = [
                other.slot.ends
                for other in crowd
                if one.travels
                and other.travels
                and compete(one, other)
                and other.slot.ends <= one.slot.starts
            ]
            if before:
                assert max(before) in {a.slot.ends for a, b in found if b is one}

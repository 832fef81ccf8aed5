"""How long a coach takes, and when: pure, so every claim is also a property."""

from dataclasses import replace
from datetime import UTC, datetime
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from performances.roads import KnownLeg, Notice, RoadBook, Season, both_ways, journey
from performances.slots import DAY, HOUR, MINUTE, epoch
from performances.travel import (
    ROADS,
    CoordPrecision,
    Place,
    RoadClass,
    great_circle_km,
    road_class,
)
from tests.performances.claim_strategies import BAOTOU, BOOK, HOHHOT, LINHE, places

VILLAGE = Place(41.0, 112.0, "嘎查", codes=("v1",), road=RoadClass.TRACK)
LEG = KnownLeg(180, 2.5, roads=("G6",), key=7)
WAY = ("150100", "150200")
# 14:00 in Shanghai on 20 November 2023.
NOON = epoch(datetime(2023, 11, 20, 6, tzinfo=UTC))
WINTER = Season("snow", 11, 3, dict.fromkeys(RoadClass, 1.2))


def book(*notices: Notice, leg: KnownLeg = LEG, **more) -> RoadBook:
    legs = both_ways([(WAY, leg, False)])
    return RoadBook(legs=legs, notices=notices, **more)


def closed(starts: int, ends: int | None, **on) -> Notice:
    return Notice(key=1, starts=starts, ends=ends, **(on or {"leg": 7}))


def slow(factor: float, starts: int = 0, ends: int | None = None, **on) -> Notice:
    return Notice(key=2, starts=starts, ends=ends, factor=factor, **(on or {"leg": 7}))


def take(roads: RoadBook, free: int = NOON):
    return roads.journey(HOHHOT, BAOTOU, free)


class TestKnownLegs:
    def test_the_road_to_baotou_is_known(self):
        leg = take(BOOK)
        assert (leg.km, leg.hours, leg.known) == (180, 2.5, True)
        assert (leg.origin, leg.destination) == (HOHHOT, BAOTOU)

    def test_a_known_leg_wins_over_one_point_and_over_a_seat(self):
        a = replace(VILLAGE, precision=CoordPrecision.SEAT)
        b = replace(a, codes=("v2",))
        legs = both_ways([(("v2", "v1"), KnownLeg(40, 1), False)])
        leg = RoadBook(legs=legs).journey(b, a)
        assert (leg.km, leg.seconds, leg.known) == (40, 3600, True)
        assert leg.approximate is False

    def test_the_narrowest_known_leg_wins(self):
        a, b = replace(HOHHOT, codes=("a", "A")), replace(LINHE, codes=("b", "B"))
        legs = {
            ("A", "B"): KnownLeg(3, 3),
            ("A", "b"): KnownLeg(2, 2),
            ("a", "b"): KnownLeg(1, 1),
        }
        for km in (1, 2, 3):
            table = both_ways([(ends, leg, False) for ends, leg in legs.items()])
            assert RoadBook(legs=table).journey(a, b).km == km
            assert RoadBook(legs=table).journey(b, a).km == km
            del legs[min(legs, key=lambda ends: legs[ends].km)]

    def test_one_way_is_one_way_and_wins_there(self):
        one_way = (WAY, KnownLeg(200, 4), True)
        there = RoadBook(legs=both_ways([one_way]))
        assert there.journey(HOHHOT, BAOTOU).km == 200
        assert not there.journey(BAOTOU, HOHHOT).known
        both = RoadBook(legs=both_ways([one_way, (WAY, LEG, False)]))
        assert both.journey(HOHHOT, BAOTOU).km == 200
        assert both.journey(BAOTOU, HOHHOT).km == 180

    def test_the_slower_figure_is_never_rounded_away(self):
        legs = both_ways([(("150100", "150802"), KnownLeg(400, 5.00001), False)])
        assert RoadBook(legs=legs).journey(HOHHOT, LINHE).seconds == 18_001

    @given(places, places)
    def test_takes_as_long_back_as_there(self, a, b):
        legs = both_ways(
            [
                (("a", "b"), KnownLeg(12, 0.5), False),
                (("b", "c"), KnownLeg(9, 0.25), False),
            ]
        )
        roads = RoadBook(legs=legs, seasons=(WINTER,), departure=60, arrival=120)
        there, back = roads.journey(a, b, NOON), roads.journey(b, a, NOON)
        assert (there.km, there.seconds) == (back.km, back.seconds)
        assert (there.known, there.approximate) == (back.known, back.approximate)

    @given(places, places)
    def test_a_known_leg_always_wins(self, a, b):
        assume(a.codes and b.codes and not a.is_same(b))
        legs = both_ways([((a.codes[0], b.codes[0]), KnownLeg(7, 3), True)])
        leg = RoadBook(legs=legs).journey(a, b)
        assert (leg.known, leg.km, leg.hours) == (True, 7, 3)


class TestReckoning:
    def test_within_one_place_is_nothing_not_even_buffers(self):
        moved = replace(VILLAGE, lat=43.0, precision=CoordPrecision.SEAT)
        leg = book(departure=900, arrival=900).journey(VILLAGE, moved)
        assert (leg.km, leg.seconds, leg.approximate) == (0, 0, False)

    def test_one_point_is_nothing(self):
        leg = journey(replace(VILLAGE, codes=()), replace(VILLAGE, codes=("x",)), 0)
        assert (leg.km, leg.seconds) == (0, 0)

    def test_two_villages_that_stand_for_their_seat_say_so(self):
        a = replace(VILLAGE, precision=CoordPrecision.SEAT)
        leg = journey(a, replace(a, codes=("v2",)), 0)
        assert (leg.km, leg.approximate) == (0, True)

    @pytest.mark.parametrize("precision", CoordPrecision)
    def test_only_a_seat_makes_the_leg_approximate(self, precision):
        place = replace(LINHE, precision=precision)
        expected = precision is CoordPrecision.SEAT
        assert journey(HOHHOT, place, 0).approximate is expected
        assert journey(place, HOHHOT, 0).approximate is expected

    @given(places, places)
    def test_without_a_table_the_clock_follows_the_kilometres(self, a, b):
        assume(not a.is_same(b))
        leg = journey(a, b, 0)
        speed = ROADS[road_class(a, b)].km_per_hour
        assert leg.km >= round(great_circle_km(a, b), 1)
        assert 0 <= leg.seconds - leg.km * 3600 / speed + 1e-5 < 1 + 1e-5

    def test_buffers_come_on_top_and_shift_the_departure(self):
        roads = book(closed(NOON, NOON + 900), departure=900, arrival=600)
        leg = take(roads)
        assert leg.seconds == 2.5 * HOUR + 1500
        assert (leg.buffer_seconds, leg.waiting_seconds) == (1500, 0)


class TestSeasons:
    def test_winter_reaches_over_new_year(self):
        months = [month for month in range(1, 13) if WINTER.covers(month)]
        assert months == [1, 2, 3, 11, 12]
        rain = Season("rain", 7, 8, dict.fromkeys(RoadClass, 1.1))
        assert [m for m in range(1, 13) if rain.covers(m)] == [7, 8]

    def test_a_season_slows_known_legs_too(self):
        leg = take(book(seasons=(WINTER,)))
        assert (leg.hours, leg.season, leg.season_factor) == (3, "snow", 1.2)

    def test_unless_their_hours_hold_all_year(self):
        leg = take(book(leg=replace(LEG, all_year=True), seasons=(WINTER,)))
        assert (leg.hours, leg.season) == (2.5, "")

    def test_of_two_seasons_the_slower_counts(self):
        sand = Season("sand", 10, 11, dict.fromkeys(RoadClass, 1.5))
        leg = take(book(seasons=(WINTER, sand)))
        assert (leg.hours, leg.season) == (3.75, "sand")

    def test_the_season_changes_at_midnight_in_shanghai(self):
        """An hour of summer, then the rest of the way in winter."""
        midnight = epoch(datetime(2023, 10, 31, 16, tzinfo=UTC))
        leg = take(book(seasons=(WINTER,)), free=midnight - HOUR)
        assert leg.seconds == HOUR + 1.5 * HOUR * 1.2
        assert take(book(seasons=(WINTER,)), free=midnight - 3 * HOUR).hours == 2.5


class TestNotices:
    def test_a_notice_only_slows(self):
        with pytest.raises(ValueError, match="only slows"):
            slow(0.5)

    def test_slow_multiplies(self):
        leg = take(book(slow(2)))
        assert (leg.hours, leg.notices[0].key) == (5, 2)

    def test_on_top_of_the_season(self):
        assert take(book(slow(2), seasons=(WINTER,))).hours == 6

    def test_of_two_notices_the_slower_counts(self):
        leg = take(book(slow(2), replace(slow(3), key=9)))
        assert leg.hours == 7.5
        assert [one.key for one in leg.notices] == [9]

    def test_a_closed_road_is_waited_for_halfway(self):
        """An hour of driving, two of standing, an hour and a half of driving."""
        leg = take(book(closed(NOON + HOUR, NOON + 3 * HOUR)))
        assert (leg.hours, leg.waiting_seconds) == (4.5, 2 * HOUR)
        assert leg.notices[0].is_closure

    def test_slow_for_a_while_costs_only_that_while(self):
        """An hour in which half an hour's way is made; two hours as ever."""
        assert take(book(slow(2, NOON, NOON + HOUR))).hours == 3

    @pytest.mark.parametrize(
        ("starts", "ends"), [(NOON - DAY, NOON), (NOON + 2.5 * HOUR, None)]
    )
    def test_what_is_over_or_comes_later_is_no_matter(self, starts, ends):
        leg = take(book(closed(int(starts), ends)))
        assert (leg.hours, leg.notices) == (2.5, ())
        assert len(leg.concerned) == 1

    def test_nobody_arrives_by_a_road_closed_without_end(self):
        leg = take(book(closed(NOON + HOUR, None)))
        assert (leg.seconds, leg.hours) == (None, inf)
        assert not leg.fits(10 * DAY)
        assert take(book(closed(NOON, None), seasons=(WINTER,))).seconds is None

    @pytest.mark.parametrize(
        ("on", "hits"),
        [
            ({"leg": 7}, True),
            ({"leg": 8}, False),
            ({"road": "G6"}, True),
            ({"road": "G65"}, False),
            ({"area": "150200"}, True),
            ({"area": "150000"}, True),
            ({"area": "150800"}, False),
        ],
    )
    def test_it_is_on_a_leg_a_road_or_a_region(self, on, hits):
        baotou = replace(BAOTOU, areas=("150000", "150200"))
        leg = book(slow(2, **on)).journey(HOHHOT, baotou, NOON)
        assert leg.hours == (5 if hits else 2.5)

    def test_a_region_slows_ways_nobody_drove_and_a_road_does_not(self):
        village = replace(VILLAGE, areas=("150100",))
        dry = journey(village, LINHE, NOON).hours
        by_region = book(slow(2, area="150100")).journey(village, LINHE, NOON)
        by_road = book(slow(2, road="G6")).journey(village, LINHE, NOON)
        assert by_region.hours == pytest.approx(2 * dry, abs=0.001)
        assert by_road.hours == dry


bounds = st.integers(0, 3 * DAY)


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    starts = NOON + draw(bounds) - DAY
    ends = starts + draw(st.integers(1, DAY))
    factor = draw(st.none() | st.floats(1, 8))
    return Notice(
        key=draw(st.integers(1, 9)), starts=starts, ends=ends, factor=factor, leg=7
    )


class TestAlways:
    @given(st.lists(notices(), max_size=4), bounds)
    def test_nobody_drives_or_arrives_while_it_is_closed(self, hindrances, later):
        leg = take(book(*hindrances), free=NOON + later)
        arrives = NOON + later + leg.seconds
        for one in hindrances:
            if one.is_closure:
                # A second for the rounding up.
                assert not one.starts + 1 < arrives < one.ends

    @given(st.lists(notices(), max_size=4), bounds, st.integers(0, DAY))
    def test_leaving_later_never_means_arriving_earlier(self, hindrances, at, wait):
        roads = book(*hindrances, seasons=(WINTER,))
        first, second = take(roads, NOON + at), take(roads, NOON + at + wait)
        assert first.seconds <= wait + second.seconds + 1

    @given(st.floats(1, 8), st.floats(1, 8), notices(), bounds)
    def test_slower_is_never_faster(self, factor, other, closure, at):
        closure = replace(closure, factor=None)
        less, more = sorted((factor, other))
        first = take(book(slow(less), closure), NOON + at)
        second = take(book(slow(more), closure), NOON + at)
        assert first.seconds <= second.seconds

    @given(st.lists(notices(), max_size=3), notices(), bounds)
    def test_one_more_notice_never_helps(self, hindrances, more, at):
        without = take(book(*hindrances), NOON + at)
        with_it = take(book(*hindrances, more), NOON + at)
        assert without.seconds <= with_it.seconds + 1

    @given(st.lists(notices(), max_size=4), bounds)
    def test_the_order_of_notices_does_not_matter(self, hindrances, at):
        leg = take(book(*hindrances), NOON + at)
        assert take(book(*hindrances[::-1]), NOON + at).seconds == leg.seconds

    @given(st.lists(notices(), max_size=4), bounds)
    def test_waiting_and_driving_make_up_the_whole(self, hindrances, at):
        leg = take(
            book(*hindrances, departure=5 * MINUTE, arrival=9 * MINUTE), NOON + at
        )
        driving = leg.seconds - leg.waiting_seconds - leg.buffer_seconds
        assert leg.buffer_seconds == 14 * MINUTE
        assert driving >= 2.5 * HOUR - 2

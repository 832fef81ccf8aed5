from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import assume, given

from performances.travel import (
    KNOWN_LEGS,
    ROADS,
    CoordPrecision,
    KnownLeg,
    Place,
    RoadClass,
    great_circle_km,
    journey,
    pair_key,
    road_class,
    road_km,
)
from tests.performances.claim_strategies import BAOTOU, HOHHOT, LINHE, ULANHOT, places

VILLAGE = Place(41.0, 112.0, "嘎查", codes=("v1",), road=RoadClass.TRACK)


class TestPlace:
    @pytest.mark.parametrize(
        ("lat", "lon"), [(90.1, 0), (-91, 0), (0, 181), (0, -180.5), (nan, 0), (0, inf)]
    )
    def test_lies_on_the_globe(self, lat, lon):
        with pytest.raises(ValueError, match="on the globe"):
            Place(lat, lon, "nowhere")

    def test_is_the_same_by_its_first_code_only(self):
        assert VILLAGE.is_same(replace(VILLAGE, lat=42.0))
        assert not VILLAGE.is_same(replace(VILLAGE, codes=("v2", "v1")))
        assert not replace(VILLAGE, codes=()).is_same(replace(VILLAGE, codes=()))


class TestGreatCircle:
    @pytest.mark.parametrize(
        ("destination", "km"), [(BAOTOU, 153), (LINHE, 367), (ULANHOT, 1013)]
    )
    def test_agrees_with_the_table_of_distances(self, destination, km):
        """Table of domain.md section 8, from slightly other points."""
        assert great_circle_km(HOHHOT, destination) == pytest.approx(km, rel=0.06)

    def test_half_the_globe_is_half_its_girth(self):
        pole, other = Place(90, 0, "north"), Place(-90, 77, "south")
        assert great_circle_km(pole, other) == pytest.approx(20015.1, abs=0.1)

    @given(places, places)
    def test_is_symmetric_and_bounded(self, a, b):
        assert great_circle_km(a, b) == great_circle_km(b, a)
        assert 0 <= great_circle_km(a, b) <= 20_016

    @given(places, places, places)
    def test_a_detour_is_never_shorter(self, a, b, c):
        straight = great_circle_km(a, c)
        assert straight <= great_circle_km(a, b) + great_circle_km(b, c) + 1e-6


class TestRoad:
    @pytest.mark.parametrize(
        ("road", "detour", "speed"),
        [
            (RoadClass.MOTORWAY, 1.2, 70),
            (RoadClass.COUNTRY, 1.4, 70),
            (RoadClass.TRACK, 1.4, 45),
        ],
    )
    def test_detour_and_speed_by_class(self, road, detour, speed):
        a, b = (replace(place, codes=(), road=road) for place in (HOHHOT, LINHE))
        assert road_km(a, b) == round(great_circle_km(a, b) * detour, 1)
        assert journey(a, b).hours == pytest.approx(road_km(a, b) / speed, abs=1 / 3600)

    def test_the_worse_end_decides(self):
        town = replace(HOHHOT, road=RoadClass.MOTORWAY)
        assert road_class(town, town) is RoadClass.MOTORWAY
        assert road_class(town, LINHE) is RoadClass.COUNTRY
        assert road_class(VILLAGE, town) is RoadClass.TRACK

    def test_the_reported_drive_lies_between_the_two_speeds(self):
        reported = 400 / 7
        track, country = ROADS[RoadClass.TRACK], ROADS[RoadClass.COUNTRY]
        assert track.km_per_hour < reported < country.km_per_hour


class TestJourney:
    def test_within_one_place_is_nothing(self):
        moved = replace(VILLAGE, lat=43.0, precision=CoordPrecision.SEAT)
        leg = journey(VILLAGE, moved)
        assert (leg.km, leg.seconds, leg.approximate) == (0, 0, False)

    def test_one_point_is_nothing(self):
        leg = journey(replace(VILLAGE, codes=()), replace(VILLAGE, codes=("other",)))
        assert (leg.km, leg.seconds) == (0, 0)

    def test_two_villages_that_stand_for_their_seat_say_so(self):
        a = replace(VILLAGE, precision=CoordPrecision.SEAT)
        leg = journey(a, replace(a, codes=("v2",)))
        assert (leg.km, leg.approximate) == (0, True)

    @pytest.mark.parametrize("precision", CoordPrecision)
    def test_only_a_seat_makes_the_leg_approximate(self, precision):
        place = replace(LINHE, precision=precision)
        expected = precision is CoordPrecision.SEAT
        assert journey(HOHHOT, place).approximate is expected
        assert journey(place, HOHHOT).approximate is expected

    def test_the_road_to_baotou_is_known(self):
        leg = journey(HOHHOT, BAOTOU)
        assert (leg.km, leg.hours, leg.known) == (180, 2.5, True)
        assert (leg.origin, leg.destination) == (HOHHOT, BAOTOU)
        assert KNOWN_LEGS.keys() == {("150100", "150200")}

    def test_a_known_leg_wins_over_one_point_and_over_a_seat(self):
        a = replace(VILLAGE, precision=CoordPrecision.SEAT)
        b = replace(a, codes=("v2",))
        leg = journey(b, a, known_legs={pair_key("v2", "v1"): KnownLeg(40, 1)})
        assert (leg.km, leg.seconds, leg.known, leg.approximate) == (
            40,
            3600,
            True,
            False,
        )

    def test_the_narrowest_known_leg_wins(self):
        a, b = replace(HOHHOT, codes=("a", "A")), replace(LINHE, codes=("b", "B"))
        legs = {
            ("A", "B"): KnownLeg(3, 3),
            pair_key("b", "A"): KnownLeg(2, 2),
            ("a", "b"): KnownLeg(1, 1),
        }
        for km in (1, 2, 3):
            assert journey(a, b, known_legs=legs).km == km
            assert journey(b, a, known_legs=legs).km == km
            del legs[min(legs, key=lambda key: legs[key].km)]

    def test_the_slower_figure_is_never_rounded_away(self):
        legs = {("150100", "150802"): KnownLeg(400, 5.00001)}
        assert journey(HOHHOT, LINHE, known_legs=legs).seconds == 18_001

    @given(places, places)
    def test_takes_as_long_back_as_there(self, a, b):
        legs = {("a", "b"): KnownLeg(12, 0.5), ("b", "c"): KnownLeg(9, 0.25)}
        there, back = journey(a, b, known_legs=legs), journey(b, a, known_legs=legs)
        assert (there.km, there.seconds) == (back.km, back.seconds)
        assert (there.known, there.approximate) == (back.known, back.approximate)

    @given(places, places)
    def test_without_a_table_the_clock_follows_the_kilometres(self, a, b):
        assume(not a.is_same(b))
        leg = journey(a, b, known_legs={})
        speed = ROADS[road_class(a, b)].km_per_hour
        assert leg.km >= round(great_circle_km(a, b), 1)
        assert 0 <= leg.seconds - leg.km * 3600 / speed < 1

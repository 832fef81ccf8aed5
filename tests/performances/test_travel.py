from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given

from performances.roads import journey
from performances.travel import (
    ROADS,
    Place,
    RoadClass,
    great_circle_km,
    road_class,
    road_km,
)
from tests.performances.claim_strategies import (
    BAOTOU,
    HOHHOT,
    LINHE,
    ULANHOT,
    places,
)

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
        hours = road_km(a, b) / speed
        assert journey(a, b).hours == pytest.approx(hours, abs=1 / 3600)

    def test_the_worse_end_decides(self):
        town = replace(HOHHOT, road=RoadClass.MOTORWAY)
        assert road_class(town, town) is RoadClass.MOTORWAY
        assert road_class(town, LINHE) is RoadClass.COUNTRY
        assert road_class(VILLAGE, town) is RoadClass.TRACK

    def test_the_reported_drive_lies_between_the_two_speeds(self):
        reported = 400 / 7
        track, country = ROADS[RoadClass.TRACK], ROADS[RoadClass.COUNTRY]
        assert track.km_per_hour < reported < country.km_per_hour

"""The outline drawn: whatever it is made of, every number has its place."""

import re
from itertools import combinations

from ulanmuqi.places import borders, drawing


def inside(rings, at) -> bool:
    return drawing._holds(rings, at)


def test_every_league_is_drawn_within_the_picture():
    drawn = drawing.whole_region()
    left, top, width, height = drawn.box

    assert [area.code for area in drawn.areas] == sorted(borders.outlines())
    for area in drawn.areas:
        assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", area.path)
        assert left < area.x < left + width
        assert top < area.y < top + height


def test_a_number_stands_in_its_own_area_or_outside_all_of_them():
    flat = drawing._flattened(borders.outlines())
    for area in drawing.whole_region().areas:
        holding = [
            code for code, rings in flat.items() if inside(rings, (area.x, area.y))
        ]
        assert holding == ([] if area.leader else [area.code])
        if area.leader:
            assert inside(flat[area.code], area.leader[2:])


def test_areas_too_small_for_a_number_have_a_line():
    lined = {area.code for area in drawing.whole_region().areas if area.leader}
    assert lined == {"150100", "150300"}  # Hohhot, Wuhai


def test_a_page_can_carry_it():
    """All paths together, before they are compressed."""
    assert sum(len(area.path) for area in drawing.whole_region().areas) < 16_000


def test_seats_in_one_town_keep_apart():
    seats = {f"b{n}": (40.8 + n / 1000, 111.6 + n / 900) for n in range(5)}
    drawn = drawing.league("150100", seats, dict.fromkeys(seats, 30))

    assert len(drawn.spots) == 5
    for one, other in combinations(drawn.spots, 2):
        assert abs(one.x - other.x) >= 60 or abs(one.y - other.y) >= 60
    assert any(spot.is_apart for spot in drawn.spots)
    again = drawing.league("150100", seats, dict.fromkeys(seats, 30))
    assert again == drawn


def test_a_league_without_an_outline_has_no_drawing():
    assert drawing.league("999999", {}, {}) is None

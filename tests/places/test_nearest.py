"""Which league a coarse point lies in, and what is no point at all."""

import pytest

from ulanmuqi.places import borders
from ulanmuqi.places.nearest import coarse_point, nearest_league, nearest_seat


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("43.9,116.1", (43.9, 116.1)),
        ("43.94999,116.05", (43.9, 116.0)),
        ("-90,180", (-90.0, 180.0)),
        *(
            (text, None)
            for text in (
                "", ",", "43.9", "43.9,116.1,3", "nan,116", "43.9,inf", "91,0", "0,181",
                "四十,一百", "1e999,1", "43.9;116.1", "4" * 5000, "\x00,\x00",
                "43.9000000,116.10000",
            )
        ),
    ],
)  # fmt: skip
def test_a_point_is_bounded_and_made_coarse(text, point):
    assert coarse_point(text) == point


@pytest.mark.parametrize(
    ("point", "code", "inside", "far"),
    [
        ((43.9, 116.1), "152500", True, False),  # Xilinhot
        ((39.7, 106.8), "150300", True, False),  # Wuhai, the smallest
        ((39.9, 116.4), "152500", False, False),  # Beijing
        ((31.2, 121.5), "150400", False, True),  # Shanghai
    ],
)
def test_the_league_is_the_one_it_lies_in_or_next_to(point, code, inside, far):
    found = nearest_league(point, borders.outlines())

    assert (found.code, found.is_inside, found.is_far) == (code, inside, far)


def test_leagues_without_an_outline_are_never_near():
    assert nearest_league((43.9, 116.1), ["999999"]) is None


def test_the_nearest_seat_is_measured_on_the_ground():
    """Degrees of longitude are short up here: the point to the east is the nearer."""
    seats = [("north", 44.9, 116.0), ("east", 43.9, 117.2), ("nowhere", None, None)]
    assert nearest_seat((43.9, 116.0), seats) == "east"
    assert nearest_seat((43.9, 116.0), []) == ""

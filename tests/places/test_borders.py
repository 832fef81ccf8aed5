"""Whether a point lies in its league."""

import pytest

from ulanmuqi.places.borders import NEAR_KM, km_outside, outlines


def test_every_league_has_its_outline() -> None:
    assert len(outlines()) == 12


@pytest.mark.parametrize(
    ("league", "lat", "lon"),
    [
        ("150100", 40.842, 111.75),  # Hohhot
        ("152200", 46.082, 122.093),  # Ulanhot
        ("150800", 40.743, 107.388),  # Linhe
        ("152900", 41.959, 101.069),  # Ejin, far in the west
    ],
)
def test_a_seat_lies_in_its_own_league(league: str, lat: float, lon: float) -> None:
    assert km_outside(league, lat, lon) == 0


def test_the_distance_to_the_border_is_told() -> None:
    # Baotou's seat, seen from Hohhot's border.
    distance = km_outside("150100", 40.657, 109.84)
    assert distance is not None
    assert 40 < distance < 110


def test_swapped_coordinates_are_far_away() -> None:
    distance = km_outside("150100", 111.75, 40.842)
    assert distance is not None
    assert distance > NEAR_KM


def test_an_unknown_league_says_nothing() -> None:
    assert km_outside("999999", 40.0, 110.0) is None

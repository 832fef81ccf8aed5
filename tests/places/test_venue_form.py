"""The form of a venue: its point must fit its region."""

from typing import Any

import pytest
from django.urls import reverse

from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db

HOHHOT = "150105"


@pytest.fixture
def add(coordinator: Any, as_user: Any, regions: Any) -> Any:
    client = as_user(coordinator)

    def posted(**changes: Any) -> Any:
        values = {
            "name": "新剧场",
            "code": "xin-juchang",
            "region": regions[HOHHOT].pk,
            "kind": "theatre",
            "lat": "",
            "lon": "",
            "coord_precision": "seat",
            "public_precision": "exact",
            "time_zone": "Asia/Shanghai",
        }
        return client.post(reverse("venues:add"), values | changes)

    return posted


def test_without_a_point_the_seat_stands_in(add: Any, regions: Any) -> None:
    assert add().status_code == 302
    venue, seat = Venue.objects.get(), regions[HOHHOT]
    assert (venue.lat, venue.lon) == (seat.lat, seat.lon)
    assert venue.coord_precision == Venue.CoordPrecision.SEAT


def test_a_point_in_another_league_is_refused_at_its_field(add: Any) -> None:
    answer = add(lat="46.08", lon="122.09", coord_precision="exact")
    assert list(answer.context["form"].errors) == ["lat"]
    assert not Venue.objects.exists()


def test_swapped_coordinates_are_recognised(add: Any) -> None:
    answer = add(lat="111.75", lon="40.84", coord_precision="exact")
    assert "lat" in answer.context["form"].errors


def test_an_own_point_says_how_sure_it_is(add: Any) -> None:
    answer = add(lat="40.85", lon="111.70", coord_precision="seat")
    assert list(answer.context["form"].errors) == ["coord_precision"]
    assert add(lat="40.85", lon="111.70", coord_precision="exact").status_code == 302


def test_half_a_point_is_refused(add: Any) -> None:
    assert "lon" in add(lat="40.85", coord_precision="exact").context["form"].errors


def test_a_league_enters_venues_of_its_own_only(
    hinggan_coordinator: Any, as_user: Any, regions: Any
) -> None:
    client = as_user(hinggan_coordinator)
    values = {
        "name": "新剧场", "code": "xin", "kind": "theatre", "coord_precision": "seat",
        "public_precision": "exact", "time_zone": "Asia/Shanghai",
    }  # fmt: skip
    url = reverse("venues:add")
    refused = client.post(url, values | {"region": regions[HOHHOT].pk})
    assert refused.context["form"].non_field_errors()
    assert (
        client.post(url, values | {"region": regions["152201"].pk}).status_code == 302
    )


def test_a_point_read_off_another_map_is_converted_when_it_is_saved(add: Any) -> None:
    """40.85, 111.70 in WGS-84, as Amap and Baidu write it."""
    for code, datum, lat, lon in (
        ("gaode", "gcj02", "40.8514085", "111.7068575"),
        ("baidu", "bd09", "40.8576703", "111.7132710"),
        ("gps", "wgs84", "40.85", "111.70"),
    ):
        answer = add(
            code=code, lat=lat, lon=lon, point_from=datum, coord_precision="exact"
        )
        assert answer.status_code == 302, answer.context["form"].errors
        venue = Venue.objects.get(code=code)
        assert (venue.lat, venue.lon) == pytest.approx((40.85, 111.70), abs=1e-5)


def test_a_stored_point_stays_where_it_is_whatever_is_chosen_beside_it(
    add: Any, coordinator: Any, as_user: Any
) -> None:
    add(lat="40.85", lon="111.70", coord_precision="exact")
    venue = Venue.objects.get()
    values = {
        "name": "新名字",
        "code": venue.code,
        "region": venue.region_id,
        "kind": "theatre",
        "lat": "40.85",
        "lon": "111.7",
        "coord_precision": "exact",
        "public_precision": "exact",
        "time_zone": "Asia/Shanghai",
        "point_from": "bd09",
    }
    client = as_user(coordinator)

    assert client.post(reverse("venues:edit", args=[venue.pk]), values).status_code == (
        302
    )

    venue.refresh_from_db()
    assert (venue.name, venue.lat, venue.lon) == ("新名字", 40.85, 111.7)

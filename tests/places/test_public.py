"""What the public may learn of a place."""

import pytest

from tests import factories
from ulanmuqi.places.models import Venue
from ulanmuqi.places.public import PublicPlace

pytestmark = pytest.mark.django_db


def test_an_ordinary_venue_is_told_in_full(hinggan_venue):
    place = PublicPlace.of(hinggan_venue)

    assert place == PublicPlace(
        name=hinggan_venue.name,
        name_en=hinggan_venue.name_en,
        address=hinggan_venue.address,
        code=hinggan_venue.code,
        league="兴安盟",
        league_en="Xing'an League",
        league_code="152200",
        banner="乌兰浩特市",
        banner_en="Ulanhot City",
        banner_code="152201",
        point=(hinggan_venue.lat, hinggan_venue.lon),
        is_outdoor=False,
    )
    assert place.city == "乌兰浩特市"
    assert place.area == "兴安盟 乌兰浩特市"


def test_a_private_venue_is_its_banner_and_nothing_more(private_venue):
    place = PublicPlace.of(private_venue)

    assert (place.name, place.code, place.address, place.point) == (
        "科尔沁右翼中旗", "", "", None,
    )  # fmt: skip
    told = repr(place)
    for secret in (private_venue.name, private_venue.name_en, private_venue.address,
                   private_venue.code, str(private_venue.lat)):  # fmt: skip
        assert secret not in told


def test_the_seat_of_a_banner_is_never_given_as_the_venues_point(regions):
    guessed = factories.venue(coord_precision=Venue.CoordPrecision.SEAT)

    assert PublicPlace.of(guessed).point is None


def test_a_private_place_known_by_its_league_alone_is_the_league(regions):
    place = PublicPlace.of(
        factories.venue("152200", public_precision=Venue.PublicPrecision.BANNER)
    )
    assert (place.name, place.banner) == ("兴安盟", "")


def test_an_unknown_place_still_knows_its_region(regions):
    place = PublicPlace.of(None, regions["152222"])

    assert not place.is_known
    assert place.area == "兴安盟 科尔沁右翼中旗"
    assert not PublicPlace.of(None).area

"""A place added from the phone: by whoever writes for a troupe, in its own banner."""

import pytest

from performances.models import AddedPlace
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db

URL = "/my/places/"


@pytest.fixture
def typed(troupe):
    """What the phone sends; say only what differs."""

    def filled(**changes):
        values = {
            "name": "哈日努拉草场",
            "troupe": troupe.pk,
            "region": troupe.region.pk,
            "said": "",
            "kind": "grassland_ground",
            "here": f"{troupe.region.lat + 0.01},{troupe.region.lon},25",
        }
        return values | changes

    return filled


def test_a_place_is_added_and_what_became_of_it_is_told(
    on_phone, troupe_leader, typed, private_venue
):
    phone = on_phone(troupe_leader)
    answer = phone.post(URL, typed())
    assert answer.status_code == 303
    row = AddedPlace.objects.get()
    assert (row.by, row.metres) == (troupe_leader, 25)
    page = phone.get(answer.url).content.decode()
    assert "哈日努拉草场" in page
    assert "已添加" in page
    merge_venues(row.venue, into=private_venue)
    assert private_venue.name in phone.get(URL).content.decode()


def test_a_similar_place_is_offered_first(on_phone, troupe_leader, typed):
    known = factories.venue("152222", name="哈日努拉草场")
    phone = on_phone(troupe_leader)
    page = phone.post(URL, typed(said="巴彦嘎查")).content.decode()
    assert known.name in page
    assert "巴彦嘎查" in page
    assert "is_another" in page
    assert phone.post(URL, typed(is_another="on")).status_code == 303
    assert Venue.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"region": "1 OR 1"},
        {"here": "nan,nan,nan"},
        {"here": "39.9,116.4,20"},
        {"here": "4" * 300},
        {"kind": "castle"},
        {"troupe": "0"},
    ],
)
def test_bad_input_is_told_in_words(on_phone, troupe_leader, typed, changes):
    answer = on_phone(troupe_leader).post(URL, typed(**changes))
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Venue.objects.count() == 0


def test_members_and_strangers_add_nothing(on_phone, troupe_member, visitor, typed):
    assert on_phone(troupe_member).get(URL).status_code == 403
    assert on_phone(troupe_member).post(URL, typed()).status_code == 403
    assert visitor.get(URL).status_code == 302
    assert visitor.post(URL, typed()).status_code == 401
    assert Venue.objects.count() == 0

"""A work for machines: its makers, its premiere, its next shows."""

import pytest

from performances import scheduling
from performances.scheduling import ItemFacts
from tests import factories

from .schema_org import thing_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stopped(frozen_clock):
    """1 November 2023, 08:00 in Beijing."""


@pytest.fixture
def of_page(visitor):
    return lambda address: thing_of(visitor, address)


def test_a_work_tells_its_makers_its_premiere_and_its_next_shows(of_page, troupe):
    song = factories.work(
        troupe, code="song", title="黄河谣", minutes=7, new_work_year=2023
    )
    item = ItemFacts(title="", work=song, is_premiere=True)
    show = factories.performance(troupes=(troupe,), programme=(item,))
    off = factories.performance(
        starts_at=factories.evening(12), programme=(ItemFacts(title="", work=song),)
    )
    scheduling.cancel(off, reason="大雪")
    thing = of_page("/works/song/")
    assert thing["@type"] == "MusicComposition"
    assert thing["name"] == "黄河谣"
    assert thing["timeRequired"] == "PT7M"
    assert thing["dateCreated"] == "2023"
    assert [one["name"] for one in thing["creator"]] == [troupe.name]
    assert thing["firstPerformance"]["url"].endswith(f"/{show.public_id}/")
    assert [one["url"] for one in thing["subjectOf"]] == [
        f"https://ulanmuqi.example/performances/{show.public_id}/"
    ]


def test_a_dance_is_no_composition_and_has_no_property_of_one(of_page, troupe):
    dance = factories.work(troupe, code="dance", title="驼鼓", genre="group_dance")
    item = ItemFacts(title="", work=dance, is_premiere=True)
    factories.performance(troupes=(troupe,), programme=(item,))
    assert of_page("/works/dance/")["@type"] == "CreativeWork"

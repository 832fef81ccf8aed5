"""A private venue is its banner's name and nothing else, in every calendar."""

import pytest

from performances.models import CalendarEntry
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import head, only, texts, uids
from ulanmuqi.places.models import Region

SECRETS = ["隐名", "Unguessable", "hidden-school"]


@pytest.fixture
def gacha(regions) -> Region:
    """A sumu and a gacha below Horqin Right Middle Banner, which the data lacks."""
    sumu = Region.objects.create(
        code="152222100", level="sumu", name="巴彦呼舒镇", parent=regions["152222"]
    )
    return Region.objects.create(
        code="152222100200", level="gacha", name="查干嘎查", parent=sumu
    )


@pytest.fixture
def hidden(show, private_venue, gacha):
    private_venue.region = gacha
    private_venue.code = "hidden-school"
    private_venue.save()
    return show(venue=private_venue)


def test_its_place_is_the_banners_name_without_point(hidden, fetch):
    event = only(fetch().content)

    assert event["LOCATION"] == "科尔沁右翼中旗"
    assert "GEO" not in event
    for secret in (*SECRETS, "查干嘎查", "巴彦呼舒"):
        assert secret not in CalendarEntry.objects.get(performance=hidden).text


def test_it_has_no_feed_of_its_own(hidden, visitor):
    assert visitor.get("/calendars/venues/hidden-school.ics").status_code == 404


def test_it_stands_in_its_banners_feed_and_in_none_of_a_smaller_area(hidden, fetch):
    for code in ("150000", "152200", "152222"):
        raw = fetch(f"/calendars/regions/{code}.ics").content
        assert uids(raw) == [str(hidden.uid)]
    for code in ("152222100", "152222100200"):
        assert uids(fetch(f"/calendars/regions/{code}.ics").content) == []


def test_a_public_venue_of_the_same_gacha_stands_there(show, fetch, gacha):
    made = show(venue=factories.venue(region=gacha))

    raw = fetch("/calendars/regions/152222100200.ics").content

    assert uids(raw) == [str(made.uid)]
    page = head(raw)["URL"]
    assert page == "https://ulanmuqi.example/regions/152222/"


def test_an_open_place_is_told_by_its_banner_too(show, fetch, gacha):
    made = show(venue=None, region=gacha)

    assert uids(fetch("/calendars/regions/152222100200.ics").content) == []
    banner = fetch("/calendars/regions/152222.ics").content
    assert uids(banner) == [str(made.uid)]
    assert only(banner)["LOCATION"] == "地点待定，兴安盟科尔沁右翼中旗"
    assert "region:152222100200" not in CalendarEntry.objects.get().scopes


def test_a_replacement_in_a_private_venue_is_told_by_its_banner(
    show, fetch, private_venue, gacha
):
    old = show(status=Status.POSTPONED)
    private_venue.region = gacha
    private_venue.save()
    show(venue=private_venue, replaces=old, starts_at=CURTAIN.replace(day=21))

    gone, _comes = texts(fetch().content)
    text = gone.replace(b"\r\n ", b"").decode()

    assert "改到11月21日(周二)19:30，地点：科尔沁右翼中旗。" in text
    assert not any(secret in text for secret in SECRETS)


def test_making_a_venue_private_takes_its_name_out_of_every_calendar(
    show, fetch, visitor, hohhot_venue
):
    hohhot_venue.name = "隐名剧院"
    hohhot_venue.save()
    made = show()
    hohhot_venue.public_precision = "banner"
    hohhot_venue.save()

    event = only(fetch().content)

    assert event["UID"] == str(made.uid)
    assert event["LOCATION"] == "赛罕区"
    assert "隐名" not in CalendarEntry.objects.get(performance=made).text
    gone = visitor.get(f"/calendars/venues/{hohhot_venue.code}.ics")
    assert gone.status_code == 404


def test_a_venue_merged_into_a_private_one_answers_no_more(
    db, visitor, hohhot_venue, private_venue
):
    hohhot_venue.merged_into = private_venue
    hohhot_venue.save()

    response = visitor.get(f"/calendars/venues/{hohhot_venue.code}.ics")

    assert response.status_code == 404


def test_the_subscribe_page_never_finds_it(hidden, visitor):
    for query in ("q=隐名", "q=Unguessable", "q=hidden", "venue=hidden-school"):
        page = visitor.get(f"/calendars/?{query}").content.decode()
        page = page.replace("隐名</", "").replace('value="隐名"', "")
        assert "隐名小学" not in page
        assert "Unguessable School" not in page

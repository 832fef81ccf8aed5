"""The page that offers the calendars."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from performances.models import gate
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue


def addresses(soup: BeautifulSoup) -> list[str]:
    return [link["href"] for link in soup.select("a[href]")]


def test_a_chosen_calendar_is_offered_in_every_way(page, show, troupe):
    show()
    show(starts_at=CURTAIN + timedelta(days=1))
    show(status=Status.CANCELLED)

    soup = page(f"?troupe={troupe.code}")

    path = f"/calendars/troupes/{troupe.code}.ics"
    webcal = f"webcal://ulanmuqi.example{path}"
    assert soup.select_one("#chosen").text == f"{troupe.name}演出日程"
    assert webcal in addresses(soup)
    assert f"https://calendar.google.com/calendar/r?cid={webcal}" in addresses(soup)
    assert soup.select_one(".copy code").text == f"https://ulanmuqi.example{path}"
    (alternate,) = soup.select('link[rel=alternate][type="text/calendar"]')
    assert alternate["href"] == path
    own = f"https://ulanmuqi.example/calendars/?troupe={troupe.code}"
    assert own in soup.select_one("svg.qr")["aria-label"]
    assert "2" in soup.select_one("#chosen + p").text


@pytest.mark.parametrize("kind", ["venue", "region", "showcase", "work", "genre"])
def test_each_kind_of_calendar_can_be_chosen(
    page, hohhot_venue, showcase, troupe, kind
):
    code = {
        "venue": hohhot_venue.code,
        "region": "150105",
        "showcase": showcase.code,
        "work": factories.work(troupe).code,
        "genre": "dance",
    }[kind]

    soup = page(f"?{kind}={code}")

    address = f"https://ulanmuqi.example/calendars/{kind}s/{code}.ics"
    assert soup.select_one(".copy code").text == address


def test_the_whole_regions_feed_is_left_to_programs(page):
    soup = page()

    assert soup.select_one("#chosen") is None
    assert not [link for link in addresses(soup) if link.startswith("webcal")]


@pytest.mark.parametrize(
    "query", ["?troupe=nobody", "?venue=nowhere", "?genre=opera", "?region=1"]
)
def test_what_does_not_exist_is_not_found(db, visitor, query):
    assert visitor.get(f"/calendars/{query}").status_code == 404


def test_regions_troupes_showcases_and_genres_can_be_picked(
    page, regions, troupe, showcase, hohhot_venue
):
    offered = addresses(page())

    for query in (
        "?region=150100",
        "?region=150121",
        f"?troupe={troupe.code}",
        f"?venue={hohhot_venue.code}",
        f"?showcase={showcase.code}",
        "?genre=vocal",
    ):
        assert query in offered
    assert "?region=150000" not in offered


def test_a_showcase_is_offered_once_it_is_announced(page, showcase, frozen_clock):
    with gate.opened():
        showcase.announced_at = clock.now() + timedelta(hours=1)
        showcase.save()
    query = f"?showcase={showcase.code}"

    assert query not in addresses(page())
    frozen_clock.forward(hours=1)
    assert query in addresses(page())


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("河套剧院", ["?venue=hetao"]),
        ("河套 剧院", ["?venue=hetao"]),
        ("Hetao", ["?venue=hetao"]),
        ("科右中", ["?troupe=keyouzhongqi", "?region=152222"]),
        ("剧场里没有的", []),
        ("'\"<;%_", []),
    ],
)
def test_search_finds_troupes_regions_and_public_venues(
    page, troupe, wanted, expected, regions
):
    factories.venue("150802", code="hetao", name="河套剧院", name_en="Hetao Theatre")

    soup = page(f"?q={quote(wanted)}")

    found = soup.select("[role=status] .chips a")
    assert [link["href"] for link in found] == expected


def test_what_was_searched_is_escaped(page):
    soup = page("?q=" + quote('"><script>alert(1)</script>'))

    assert not soup.find("script", string=True)
    assert soup.select_one("#q")["value"] == '"><script>alert(1)</script>'


def test_a_private_or_merged_venue_is_never_found(
    page, private_venue, hohhot_venue, bayannur_venue
):
    hohhot_venue.merged_into = bayannur_venue
    hohhot_venue.save()

    offered = page().main.get_text()
    assert private_venue.name not in offered
    assert hohhot_venue.name not in offered
    for wanted in (private_venue.name, private_venue.name_en, hohhot_venue.name):
        assert not page(f"?q={quote(wanted)}").select("[role=status] .chips a")


def test_it_says_honestly_how_often_calendars_update(page, troupe):
    notes = [one.get_text() for one in page(f"?troupe={troupe.code}").select(".note")]

    assert any("谷歌日历可能要一天" in words and "催不动" in words for words in notes)


def test_it_sets_no_cookie_and_holds_no_inline_style_or_script(visitor, troupe):
    response = visitor.get(f"/calendars/?troupe={troupe.code}")
    soup = BeautifulSoup(response.content, "html.parser")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert not soup.select("[style], style")
    assert not [tag for tag in soup.select("script") if not tag.get("src")]


@pytest.mark.parametrize("more", [1, 30])
def test_it_costs_the_same_however_many_troupes_there_are(
    visitor, troupe, regions, django_assert_num_queries, more
):
    for _number in range(more):
        factories.troupe("150105")
        factories.venue("150802")
    visitor.get("/calendars/")

    with django_assert_num_queries(8):
        visitor.get("/calendars/")
    with django_assert_num_queries(8):
        visitor.get(f"/calendars/?troupe={troupe.code}")


@pytest.mark.database
def test_venues_stand_in_their_league_those_that_play_first(page, regions, show):
    for number in range(14):
        factories.venue("150802", name=f"河套{number:02}", code=f"hetao-{number}")
    factories.performance(venue=Venue.objects.get(code="hetao-13"))
    league = page().find("summary", string=re.compile("巴彦淖尔市")).parent
    offered = [one["href"] for one in league.select("a") if "venue=" in one["href"]]

    assert offered[0] == "?venue=hetao-13"
    assert len(offered) == 12
    assert "还有2个场地，按名字搜" in league.text

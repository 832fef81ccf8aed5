"""The public change log: what a visitor reads, filters, pages and subscribes to."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client

from performances.models import ChangeScope
from performances.scheduling import (
    announce,
    cancel,
    cancel_showcase,
    delay_showcase,
    move,
    postpone,
)
from performances.scheduling.merge_venues import merge_venues
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _stopped(frozen_clock):
    """1 November 2023, 08:00 in Beijing."""


@pytest.fixture
def show(troupe, hinggan_venue):
    return factories.performance(
        title="草原新歌", title_en="New Songs", troupes=(troupe,), venue=hinggan_venue
    )


def _texts(visitor, query=""):
    page = visitor.get(f"/changes/{query}", follow=True)
    assert page.status_code == 200
    return [entry.text for day in page.context["days"] for entry in day.entries]


def test_the_newest_stands_first_with_its_whole_sentence(
    visitor, show, frozen_clock, hinggan_venue
):
    frozen_clock.forward(hours=2)
    move(show, starts_at=show.starts_at + timedelta(hours=1), reason="大雪封路")
    page = visitor.get("/changes/")
    html = page.content.decode()

    first, second = _texts(visitor)
    assert first == (
        f"{show.troupes_in_order[0].short_name}《草原新歌》原定11月8日(周三)19:30在"
        f"{hinggan_venue.name}演出，改至11月8日(周三)20:30，地点不变。原因：大雪封路。"
    )
    assert "定于11月8日(周三)19:30" in second
    assert f'data-copy="{first}"' in html
    assert f'href="/performances/{show.public_id}/"' in html
    english = visitor.get("/en/changes/").content.decode()
    assert "“New Songs”" in english
    assert "moves to Wednesday 8 November, 20:30, at the same place." in english


def test_all_cities_of_a_showcase_are_told_in_one_sentence(visitor):
    showcase = factories.showcase(short_title="三地展演")
    delay_showcase(showcase, minutes=30, reason="停电")

    delayed = _texts(visitor, "?kind=moved")
    assert len(delayed) == 1
    assert delayed[0].startswith(
        "《三地展演》原定11月8日(周三)19:30在呼和浩特市、兴安盟、"
    )
    cancel_showcase(showcase, reason="大雪")
    assert len(_texts(visitor, f"?showcase={showcase.code}")) == 3


def test_filters(visitor, show, other_troupe, bayannur_venue, frozen_clock):
    other = factories.performance(troupes=(other_troupe,), venue=bayannur_venue)
    frozen_clock.forward(days=1)
    cancel(other, reason="大风")

    assert len(_texts(visitor)) == 3
    assert len(_texts(visitor, "?region=150800")) == 2
    assert len(_texts(visitor, "?troupe=keyouzhongqi")) == 1
    assert len(_texts(visitor, f"?venue={bayannur_venue.code}&kind=cancelled")) == 1
    assert len(_texts(visitor, "?from=2023-11-02")) == 1
    assert len(_texts(visitor, "?to=2023-11-01")) == 2
    nothing = visitor.get("/changes/?troupe=keyouzhongqi&kind=late").content.decode()
    assert "没有符合条件的变动" in nothing
    assert 'href="/changes/?kind=late"' in nothing


def test_a_show_that_moved_away_is_told_where_it_was(
    visitor, show, bayannur_venue, hinggan_venue
):
    move(show, venue=bayannur_venue, reason="停电", accept="测试")

    for venue in (hinggan_venue, bayannur_venue):
        assert (
            f"改为{bayannur_venue.name}" in _texts(visitor, f"?venue={venue.code}")[0]
        )


def test_what_is_announced_later_is_told_then(visitor, troupe, frozen_clock):
    row = factories.performance(announced=False, troupes=(troupe,))
    announce(row, at=frozen_clock.now + timedelta(days=1))

    assert _texts(visitor) == []
    assert "还没有变动" in visitor.get("/changes/").content.decode()
    frozen_clock.forward(days=2)
    assert len(_texts(visitor)) == 1


def test_a_show_put_off_tells_its_new_date(visitor, show):
    postpone(show, reason="停电", starts_at=show.starts_at + timedelta(days=2))
    assert "改期到11月10日(周五)19:30，地点不变。" in _texts(visitor)[0]
    assert "地点不变。原因：停电。" in (
        visitor.get(f"/performances/{show.public_id}/").content.decode()
    )


def test_leaves_are_cut_by_a_cursor_and_lose_nothing(visitor, troupe, frozen_clock):
    for number in range(45):
        factories.performance(starts_at=factories.evening(5 + number))
        frozen_clock.forward(minutes=1)

    seen, address = [], "/changes/"
    while address:
        page = visitor.get(address)
        seen += [e.key for day in page.context["days"] for e in day.entries]
        address = page.context["older"]
    assert len(seen) == len(set(seen)) == 45
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("path", ["/changes/", "/changes/feed.atom"])
def test_the_cost_is_the_same_for_one_and_for_thirty(
    path, show, troupe, django_assert_num_queries
):
    queries = 8 if path == "/changes/" else 1
    Client().get(path)
    with django_assert_num_queries(queries):
        Client().get(path)
    for number in range(29):
        factories.performance(starts_at=factories.evening(10 + number))
    with django_assert_num_queries(queries):
        assert Client().get(path).status_code == 200


def test_the_feed_is_atom_with_ids_that_stay(visitor, show, frozen_clock):
    frozen_clock.forward(hours=1)
    cancel(show, reason="大雪 < 封路 & 停电")
    answer = visitor.get("/changes/feed.atom?troupe=keyouzhongqi&kind=cancelled")
    feed = ET.fromstring(answer.content)

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}content").endswith("取消。原因：大雪 < 封路 & 停电。")
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert entry.findtext(f"{ATOM}updated") == "2023-11-01T01:00:00Z"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://ulanmuqi.example/changes/feed.atom?troupe=keyouzhongqi&kind=cancelled",
        "alternate": "https://ulanmuqi.example/changes/?troupe=keyouzhongqi&kind=cancelled",
    }  # fmt: skip
    frozen_clock.forward(days=1)
    again = visitor.get("/changes/feed.atom?kind=cancelled&troupe=keyouzhongqi")
    assert again.content == answer.content


def test_the_feed_is_not_sent_twice(visitor, show):
    first = visitor.get("/changes/feed.atom")
    for condition in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        answer = visitor.get("/changes/feed.atom", headers=condition)
        assert (answer.status_code, answer.content) == (304, b"")
    assert not first.cookies
    cancel(show, reason="大风")
    answer = visitor.get("/changes/feed.atom", headers={"If-None-Match": first["ETag"]})
    assert answer.status_code == 200
    assert visitor.post("/changes/feed.atom").status_code == 405


def test_an_empty_feed_is_a_feed(visitor, regions):
    feed = ET.fromstring(visitor.get("/en/changes/feed.atom").content)
    assert feed.findtext(f"{ATOM}updated") == "1957-06-17T00:00:00Z"
    assert feed.find(f"{ATOM}entry") is None


def test_the_page_sets_no_cookie_and_is_found(visitor, show):
    page = visitor.get("/changes/")
    assert not page.cookies
    assert "/changes/</loc>" in visitor.get("/sitemap.xml").content.decode()
    assert 'href="/changes/"' in visitor.get("/schedule/").content.decode()
    assert "Disallow: /changes/?" in visitor.get("/robots.txt").content.decode()


def test_a_merged_venue_answers_for_its_duplicate(visitor, show, hinggan_venue):

    goes_on = factories.venue("152201")
    merge_venues(hinggan_venue, into=goes_on)

    assert len(_texts(visitor, f"?venue={hinggan_venue.code}")) == 1
    keys = set(ChangeScope.objects.values_list("key", flat=True))
    assert f"venue:{hinggan_venue.pk}" not in keys

"""Coming shows and news as Atom feeds, by the rules of RFC 4287."""

import re
import xml.etree.ElementTree as ET
from datetime import date, datetime
from urllib.parse import urlsplit

import pytest
from wagtail.models import Page

from performances import scheduling
from tests import factories
from ulanmuqi.home.models import NewsIndexPage, NewsPage

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/schedule.atom", "/en/schedule.atom", "/news/feed.atom", "/changes/feed.atom")


@pytest.fixture(autouse=True)
def _stopped(frozen_clock):
    """1 November 2023, 08:00 in Beijing."""


@pytest.fixture
def news():
    home = Page.objects.get(depth=2, locale__language_code="zh-hans")
    index = home.get_children().type(NewsIndexPage).first()
    if index is None:
        index = home.add_child(instance=NewsIndexPage(title="新闻", slug="news"))
    page = NewsPage(
        title="早市里的乌兰牧骑",
        slug="zao-shi",
        summary="六点四十开场，<买菜的>都能看。",
        date=date(2023, 10, 31),
    )
    return index.specific.add_child(instance=page)


def read(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content), answer


def told(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("address", FEEDS)
def test_every_feed_keeps_the_rules(visitor, news, address):
    """What RFC 4287 asks of a feed and of each entry; ids and links are absolute."""
    shows = [factories.performance(starts_at=factories.evening(n)) for n in (2, 3)]
    scheduling.cancel(shows[0], reason="a & b < c")
    feed, _answer = read(visitor, address)
    entries = feed.findall(f"{ATOM}entry")

    assert entries
    for node in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        assert node.findtext(f"{ATOM}id").startswith("urn:uuid:")
        moment = node.findtext(f"{ATOM}updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        datetime.fromisoformat(moment)
        for link in node.findall(f"{ATOM}link"):
            assert link.get("href").startswith("https://ulanmuqi.example/")
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    (own,) = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert urlsplit(own.get("href")).path == address


def test_a_show_is_told_with_all_a_reader_needs(visitor, troupe, hinggan_venue):
    show = factories.performance(
        title="草原新歌", troupes=(troupe,), venue=hinggan_venue
    )
    feed, _answer = read(visitor, "/schedule.atom")
    (entry,) = feed.findall(f"{ATOM}entry")
    place = hinggan_venue.name

    assert told(feed) == [f"草原新歌 · 11月8日(周三) 19:30 · {place}"]
    assert entry.findtext(f"{ATOM}content").split("\n") == [
        "2023年11月8日 19:30",
        f"兴安盟 乌兰浩特市 {place}",
        troupe.name,
    ]
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/{show.public_id}/")
    before = entry.findtext(f"{ATOM}id")
    scheduling.cancel(show, reason="大雪封路")
    feed, _answer = read(visitor, "/schedule.atom")
    (entry,) = feed.findall(f"{ATOM}entry")
    assert told(feed)[0].startswith("〔取消〕草原新歌")
    assert "取消 · 大雪封路" in entry.findtext(f"{ATOM}content")
    assert entry.findtext(f"{ATOM}id") == before


def test_filters_are_those_of_the_page(visitor, hinggan_venue, bayannur_venue):
    factories.performance(title="甲", venue=hinggan_venue)
    factories.performance(title="乙", venue=bayannur_venue)
    feed, _answer = read(visitor, "/schedule.atom?region=150800")

    assert [title[0] for title in told(feed)] == ["乙"]
    assert feed.findtext(f"{ATOM}title") == "演出日程 · 地区 · 巴彦淖尔市"
    page = visitor.get("/schedule/?region=150800").content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/schedule.atom?region=150800"' in page


def test_what_left_the_feed_is_not_hidden_by_a_date(visitor, frozen_clock):
    """An entry that goes moves no date of the others: the ETag alone is compared."""
    factories.performance(starts_at=factories.evening(0))
    _feed, first = read(visitor, "/schedule.atom")
    assert "Last-Modified" not in first
    again = visitor.get("/schedule.atom", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    frozen_clock.forward(days=2)
    after = visitor.get(
        "/schedule.atom",
        headers={"If-Modified-Since": "Wed, 01 Jan 2098 00:00:00 GMT"},
    )
    assert after.status_code == 200
    assert not told(ET.fromstring(after.content))


def test_a_private_place_is_its_banner(visitor, private_venue):
    factories.performance(title="进校园", venue=private_venue)
    text = visitor.get("/schedule.atom").content.decode()
    assert private_venue.region.name in text
    assert private_venue.name not in text


def test_news_are_told_in_the_readers_language_and_only_when_live(visitor, news):
    feed, _answer = read(visitor, "/news/feed.atom")
    (entry,) = feed.findall(f"{ATOM}entry")

    assert told(feed) == ["早市里的乌兰牧骑"]
    assert entry.findtext(f"{ATOM}content") == news.summary
    assert entry.find(f"{ATOM}link").get("href").endswith("/news/zao-shi/")
    page = visitor.get("/news/").content.decode()
    assert 'type="application/atom+xml"' in page
    news.unpublish()
    assert told(read(visitor, "/news/feed.atom")[0]) == []

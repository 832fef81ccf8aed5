"""/mn/: off until every word is checked; then one page of eight days, and no more."""

from datetime import timedelta

import pytest
from django.test import Client

from performances import scheduling
from tests import factories
from ulanmuqi.base import clock
from ulanmuqi.home.models import GlossaryEntry

pytestmark = pytest.mark.django_db


def _get(path="/mn/"):
    return Client().get(path)


def _html(path="/mn/"):
    response = _get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_there_is_no_page_in_mongolian_before_it_is_opened(home, test_glossary):
    assert _get().status_code == 404
    for path in ("/", "/en/", "/regions/152222/"):
        html = _html(path)
        assert "/mn/" not in html
        assert 'hreflang="mn' not in html


def test_nothing_lies_below_it(home, open_page):
    for path in ("/mn/schedule/", "/mn/troupes/", "/mn/regions/152222/"):
        assert _get(path).status_code == 404


def test_it_stands_in_mongolian_and_is_linked(home, open_page, visitor, settings):
    visitor.cookies["django_language"] = "en"
    response = visitor.get("/mn/", headers={"accept-language": "de"})

    html = response.content.decode()
    assert '<html lang="mn-Mong">' in html
    assert response.headers["Content-Language"] == "mn-Mong"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "ld+json" not in html
    assert f"<h1>{open_page['region:152222']}</h1>" in html
    assert open_page["page.nothing"] in html
    base = settings.BASE_URL
    assert f'hreflang="zh-Hans" href="{base}/regions/152222/"' in html
    assert 'href="/mn/"' in _html("/schedule/")
    alternate = f'<link rel="alternate" hreflang="mn-Mong" href="{base}/mn/">'
    assert alternate in _html("/en/regions/152222/")
    assert alternate not in _html("/regions/150824/")


def test_shows_are_told_in_the_words_of_the_glossary(
    home, open_page, announced, troupe, other_troupe, frozen_clock
):
    here = factories.venue("152222", name="旗里的剧场")
    announced(troupe, hours=5, venue=here, title="今天的演出", genre="dance")
    announced(other_troupe, hours=24, venue=here, title="客队的演出")
    announced(troupe, hours=24 * 8, venue=here, title="太远的演出")

    html = _html()

    assert "今天的演出" in html
    assert "太远的演出" not in html
    assert "13:00" in html
    assert open_page["genre.dance"] in html
    assert f'<span lang="mn-Mong">{open_page["troupe:keyouzhongqi"]}</span>' in html
    # What nobody checked stands in Chinese, and says so to a screen reader.
    assert '<span lang="zh-Hans">旗里的剧场</span>' in html
    assert f'<span lang="zh-Hans">{other_troupe.name}</span>' in html
    assert f"<b>{open_page['day.today']}</b> {open_page['month.11']}" in html
    assert open_page["weekday.3"] in html
    assert open_page["number.1"] in html


def test_what_became_of_a_show_is_said(home, open_page, announced, troupe):
    venue = factories.venue("152222")
    off = announced(troupe, hours=5, venue=venue, title="取消的")
    moved = announced(troupe, hours=30, venue=venue, title="改期的")
    scheduling.cancel(off, reason="大雪")
    later = moved.starts_at + timedelta(days=1)
    scheduling.postpone(moved, reason="大雪", starts_at=later, accept="测试")

    html = _html()

    assert f'<p class="state">{open_page["state.cancelled"]}</p>' in html
    assert f'<p class="state">{open_page["state.moved"]}</p>' in html
    assert open_page["state.moved_to"] in html
    assert "大雪" not in html


def test_a_private_venue_is_its_banner(
    home, open_page, announced, troupe, private_venue
):
    private_venue.name_mn = "ᠨᠢᠭᠤᠴᠠ"
    private_venue.save()
    announced(troupe, hours=5, venue=private_venue)

    html = _html()

    assert "隐名" not in html
    assert "ᠨᠢᠭᠤᠴᠠ" not in html
    assert f'<span lang="mn-Mong">{open_page["region:152222"]}</span>' in html


def test_an_edited_word_takes_the_page_away_until_it_is_checked(home, open_page):
    word = GlossaryEntry.objects.get(key="page.time")
    word.text += "ᠠ"
    word.save()

    assert _get().status_code == 404
    assert "/mn/" not in _html("/schedule/")


def test_a_name_edited_anywhere_is_no_longer_checked(home, open_page, troupe):
    troupe.name_mn += "ᠠ"
    troupe.save()

    assert _get().status_code == 404


def test_a_new_venue_does_not_take_the_page_away(home, open_page):
    factories.venue("152222", name_mn="ᠠᠪᠠ")

    assert _get().status_code == 200


def test_it_costs_the_same_with_one_show_and_with_thirty(
    home, open_page, announced, troupe, django_assert_num_queries
):
    hall = factories.venue("152222")
    announced(troupe, hours=3, venue=hall)
    _html()
    with django_assert_num_queries(6):
        _html()
    factories.performances(
        {
            "troupes": (troupe,),
            "venue": hall,
            "starts_at": clock.now() + timedelta(hours=6 + 3 * number),
        }
        for number in range(29)
    )
    with django_assert_num_queries(6):
        assert "zh-Hans" in _html()

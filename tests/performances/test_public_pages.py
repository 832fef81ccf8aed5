"""The public schedule pages: what they show, hide, cost and never send."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from performances import scheduling
from performances.models import Performance
from performances.statuses import Status
from tests import factories
from troupes.models import Troupe
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db

# Facts for machines are data: nothing runs them.
INLINE_SCRIPT = r"<script(?![^>]* src=)(?! type=\"application/ld\+json\")"


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All these pages are read on 1 November 2023."""


def html(visitor: Client, address: str, status: int = 200) -> str:
    response = visitor.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def queries(visitor: Client, address: str) -> int:
    """Of a second visit: the first fills Wagtail's cache of site roots."""
    html(visitor, address)
    with CaptureQueriesContext(connection) as caught:
        html(visitor, address)
    return len(caught)


def many(number: int, venue: Venue, troupe: Troupe) -> None:
    factories.performances(
        {
            "venue": venue,
            "troupes": (troupe,),
            "starts_at": factories.evening(2 + index),
        }
        for index in range(number)
    )


# --- Cost ---------------------------------------------------------------------------


@pytest.mark.parametrize("shows", [1, 30])
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/schedule/", 11),
        ("/schedule/?region=150100&genre=mixed", 12),
        ("/schedule/?view=month", 7),
        ("/regions/150100/", 14),
        ("/venues/theatre/", 11),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(
    visitor: Client, shows: int, address: str, expected: int
) -> None:
    venue = factories.venue("150105", code="theatre")
    many(shows, venue, factories.troupe("150105"))
    assert queries(visitor, address) == expected


def test_a_show_costs_the_same_however_long_its_programme_is(visitor: Client) -> None:
    counts = set()
    for items, league in ((1, "150105"), (12, "152201")):
        programme = tuple(
            scheduling.ItemFacts(title=f"节目{number}", minutes=5)
            for number in range(items)
        )
        show = factories.performance(programme=programme, venue=factories.venue(league))
        counts.add(queries(visitor, f"/performances/{show.public_id}/"))
    assert len(counts) == 1


# --- What is shown ------------------------------------------------------------------


def test_a_normal_row_carries_no_label(visitor: Client) -> None:
    show = factories.performance(title="牧场上的歌")
    page = html(visitor, "/schedule/")
    assert f'href="/performances/{show.public_id}/"' in page
    row = re.search(r'<article class="ev ev-normal">.*?</article>', page, re.DOTALL)
    assert row is not None
    assert 'class="st' not in row[0]


def test_a_cancelled_row_is_loud_and_says_why(visitor: Client) -> None:
    show = factories.performance(title="驼铃向晚")
    scheduling.cancel(show, reason="大雪封路", decided_by="旗文旅局")
    page = html(visitor, "/schedule/")
    row = re.search(r'<article class="ev ev-cancelled">.*?</article>', page, re.DOTALL)
    assert row is not None
    assert "st st-cancelled loud" in row[0]
    assert "<s><time" in row[0]
    assert "大雪封路" in row[0]


def test_a_postponed_row_leads_to_the_new_one(visitor: Client) -> None:
    show = factories.performance(title="红山脚下")
    starts = factories.evening(9)
    scheduling.postpone(
        show,
        reason="道路结冰",
        decided_by="市文旅局",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
    )
    new = Performance.objects.get(replaces=show)
    page = html(visitor, "/schedule/")
    row = re.search(r'<article class="ev ev-moved">.*?</article>', page, re.DOTALL)
    assert row is not None
    assert f'href="/performances/{new.public_id}/"' in row[0]
    assert "11月10日(周五)19:30" in row[0]


def test_openings_of_one_instant_stand_as_one_framed_entry(visitor: Client) -> None:
    showcase = factories.showcase(title="新创作品展演")
    page = html(visitor, "/schedule/")
    assert page.count('class="sce ') == 1
    assert f'href="/showcases/{showcase.code}/"' in page
    cities = re.findall(r"<b>([^<]*[市盟])</b>", page)
    assert cities == ["巴彦淖尔市", "呼和浩特市", "兴安盟"]


def test_more_than_eight_shows_a_day_fold_by_league(visitor: Client) -> None:
    for number in range(9):
        code = ("150105", "152201", "150802")[number % 3]
        factories.performance(
            venue=factories.venue(code), troupes=(factories.troupe(code),)
        )
    page = html(visitor, "/schedule/")
    assert page.count('<details class="lgrp"') == 3
    assert page.count('class="ev ') == 9


def test_english_pages_speak_english(visitor: Client) -> None:
    factories.performance(title="牧场上的歌", title_en="Song of the Pasture")
    page = html(visitor, "/en/schedule/")
    assert '<html lang="en">' in page
    assert "Song of the Pasture" in page
    assert "十月" not in page


def test_a_show_by_day_alone_says_that_its_hour_is_open(visitor: Client) -> None:
    show = factories.performance(
        title="送戏下乡", precision="date", status=Status.CONDITIONAL, venue=None,
        region=factories.region("150121"),
    )  # fmt: skip
    page = html(visitor, f"/en/performances/{show.public_id}/")
    assert "time TBA" in page
    assert "Place TBA" in page
    assert "Tumed Left Banner" in page


# --- Leafing and filtering ----------------------------------------------------------


def test_sheets_are_cut_between_days_and_lead_on(visitor: Client) -> None:
    venue, troupe = factories.venue("150105"), factories.troupe("150105")
    many(50, venue, troupe)
    page = html(visitor, "/schedule/")
    assert page.count('class="ev ') == 40
    onward = re.search(r'href="(/schedule/\?from=[0-9-]+)" rel="next"', page)
    assert onward is not None
    rest = html(visitor, onward[1])
    assert rest.count('class="ev ') == 10
    assert 'rel="prev"' in rest


def test_one_overfull_day_stays_whole(visitor: Client) -> None:
    factories.performances({} for _number in range(45))
    assert html(visitor, "/schedule/").count('class="ev ') == 45
    day = html(visitor, "/schedule/?from=2023-11-08&to=2023-11-08")
    assert day.count('class="ev ') == 45
    assert 'rel="next"' not in day


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("when=today", 0),
        ("when=tomorrow", 1),
        ("from=2023-11-05", 1),
        ("to=2023-11-03", 1),
        ("region=150100", 1),
        ("region=152200", 1),
        ("troupe=keyouzhongqi", 1),
        ("genre=dance", 1),
        ("language=zh", 2),
        ("q=驼铃", 1),
        ("q=科尔沁", 1),
    ],
)
def test_filters(visitor: Client, troupe: Troupe, query: str, found: int) -> None:
    factories.performance(
        title="青城之夜",
        venue=factories.venue("150105"),
        starts_at=factories.evening(1),
    )
    factories.performance(
        title="驼铃向晚",
        venue=factories.venue("152222"),
        troupes=(troupe,),
        starts_at=factories.evening(6),
        genre="dance",
    )
    assert html(visitor, f"/schedule/?{query}").count('class="ev ') == found


GARBAGE = [
    "from=9999-99-99&to=-1",
    "from=%00&to=%ff%fe&q=%00%0a%ed%a0%80",
    "region=../../etc&troupe=%27%3B--&genre=x&language=%F0%9F%90%B4",
    "region=999999&troupe=nobody",
    "when=yesterday&when=today&when[]=1",
    "q=" + "长" * 5000,
    "q=%25_%22%27\\",
    "from=2023-11-20&to=2023-11-01",
    "from=0001-01-01",
    "&&&=&",
]


@pytest.mark.parametrize("query", GARBAGE)
def test_garbage_is_read_as_nothing_asked(visitor: Client, query: str) -> None:
    """Answered at once, or by leading to the same question without it."""
    factories.performance()
    answer = visitor.get(f"/schedule/?{query}", follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) <= 1
    assert len(answer.content) < 100_000


def test_no_result_names_the_filter_and_offers_to_drop_it(visitor: Client) -> None:
    factories.performance(genre="vocal")
    page = html(visitor, "/schedule/?genre=dance&region=150100")
    assert 'class="btn pri" href="/schedule/?region=150100"' in page


def test_empty_days_tell_of_the_next_show(visitor: Client) -> None:
    show = factories.performance(title="下一场的歌")
    page = html(visitor, "/schedule/?when=today")
    assert f'href="/performances/{show.public_id}/"' in page
    assert "下一场的歌" in page


# --- What is hidden -----------------------------------------------------------------


HIDDEN: dict[str, Callable[[], Performance]] = {
    "draft": lambda: factories.performance(title="藏着的戏", status=Status.DRAFT),
    "hold": lambda: factories.performance(title="藏着的戏", status=Status.HOLD),
    "unannounced": lambda: factories.performance(title="藏着的戏", announced=False),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_is_not_public_is_nowhere(visitor: Client, kind: str) -> None:
    show = HIDDEN[kind]()
    html(visitor, f"/performances/{show.public_id}/", status=404)
    for address in ("/schedule/", "/schedule/?q=藏着的戏", "/regions/150100/"):
        assert f"/performances/{show.public_id}/" not in html(visitor, address)


def test_a_withdrawn_show_answers_and_stands_in_no_list(visitor: Client) -> None:
    show = factories.performance(title="录错的戏")
    scheduling.withdraw(show, reason="录入有误")
    page = html(visitor, f"/performances/{show.public_id}/")
    assert "noindex" in page
    assert "录错的戏" not in page
    assert show.public_id not in html(visitor, "/schedule/")


def test_a_private_venue_is_told_by_its_banner_alone(
    visitor: Client, private_venue: Venue
) -> None:
    show = factories.performance(title="进校园", venue=private_venue)
    scheduling.cancel(show, reason="大雪", decided_by="学校")
    for address in (
        "/schedule/",
        "/schedule/?q=隐名",
        "/en/schedule/",
        f"/performances/{show.public_id}/",
        f"/en/performances/{show.public_id}/",
        "/regions/152222/",
    ):
        page = html(visitor, address)
        shown = page.replace('value="隐名"', "").replace("· 隐名", "")
        assert "隐名" not in shown, address
        assert "Unguessable" not in page, address
        assert private_venue.code not in page, address
    assert show.public_id not in html(visitor, "/schedule/?q=隐名")
    html(visitor, f"/venues/{private_venue.code}/", status=404)


def test_no_region_page_is_closer_than_a_banner(visitor: Client) -> None:
    banner = factories.region("152222")
    sumu = type(banner).objects.create(
        code="152222100", level="sumu", name="隐名苏木", parent=banner
    )
    factories.performance(venue=factories.venue(region=sumu))
    html(visitor, f"/regions/{sumu.code}/", status=404)
    assert html(visitor, f"/schedule/?region={sumu.code}").count('class="ev ') == 1


@pytest.mark.parametrize(
    "address", ["performances/nothere2/", "venues/nowhere/", "regions/999999/"]
)
def test_unknown_rows_are_404(visitor: Client, address: str) -> None:
    html(visitor, f"/{address}", status=404)
    page = html(visitor, f"/en/{address}", status=404)
    assert "This page has not sprouted yet" in page


def test_a_merged_venue_leads_to_the_one_that_stands(visitor: Client) -> None:
    kept = factories.venue("150105", code="kept")
    factories.venue("150105", code="twin", merged_into=kept)
    response = visitor.get("/venues/twin/")
    assert (response.status_code, response["Location"]) == (301, "/venues/kept/")


# --- What is never sent -------------------------------------------------------------


@pytest.fixture
def addresses(hohhot_venue: Venue) -> list[str]:
    programme = (scheduling.ItemFacts(title="序曲", minutes=8),)
    show = factories.performance(venue=hohhot_venue, programme=programme)
    factories.showcase()
    return [
        "/schedule/",
        f"/performances/{show.public_id}/",
        f"/venues/{hohhot_venue.code}/",
        "/regions/150100/",
        "/nowhere/",
    ]


def test_nothing_is_inline_and_no_cookie_is_set(
    visitor: Client, addresses: list[str]
) -> None:
    for address in addresses:
        visitor.cookies.clear()
        if address != "/nowhere/":
            visitor.cookies["sessionid"] = "made-up"
        response = visitor.get(address)
        page = response.content.decode()
        assert "style=" not in page, address
        assert "<style" not in page, address
        assert re.findall(INLINE_SCRIPT, page) == [], address
        assert re.findall(r"\son[a-z]+=", page) == [], address
        assert "csrf" not in page, address
        assert response.cookies == {}, address
        assert "Cookie" not in response.headers.get("Vary", ""), address


def test_pages_hold_together(visitor: Client, addresses: list[str]) -> None:
    for address in addresses:
        page = visitor.get(address).content.decode()
        assert page.count("<h1") == 1, address
        assert page.count('id="main"') == 1, address
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), address
        if address != "/nowhere/":
            assert 'type="text/calendar"' in page, address


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(visitor: Client, method: str) -> None:
    assert getattr(visitor, method)("/schedule/").status_code == 405

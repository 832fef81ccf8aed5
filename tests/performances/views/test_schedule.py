"""The schedule's views and filters: what they show, keep, cost and never tell."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from performances import scheduling
from performances.models import Performance, gate
from performances.statuses import Status
from tests import factories
from tests.benchmarks import row_bytes
from ulanmuqi.places.models import Venue


@pytest.fixture
def season(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All these pages are read on 1 November 2023."""


reads = pytest.mark.usefixtures("season")


MONTH = "?view=month"


def html(visitor: Client, query: str = "", *, language: str = "") -> str:
    response = visitor.get(f"{language}/schedule/{query}")
    assert response.status_code == 200
    return response.content.decode()


def rows_of(page: str) -> list[str]:
    return re.findall(r'<article class="ev .*?</article>', page, re.DOTALL)


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def many(count: int, *, day: int = 2) -> None:
    """So many shows from a day on, three hours apart, laid without asking anybody."""
    first = factories.performance(starts_at=factories.evening(day), title="第一场")
    step = timedelta(hours=3)
    with gate.opened():
        Performance.objects.bulk_create(
            Performance(
                title=f"惠民演出{number}",
                status="confirmed",
                venue=first.venue,
                region=first.region,
                starts_at=first.starts_at + step * number,
                ends_at=first.ends_at + step * number,
                announced_at=first.announced_at,
                created_at=first.created_at,
                changed_at=first.changed_at,
                public_changed_at=first.public_changed_at,
            )
            for number in range(1, count)
        )


# --- Cost -----------------------------------------------------------------------------


@reads
@pytest.mark.django_db
@pytest.mark.parametrize("shows", [1, 30, 1_000])
def test_each_view_costs_the_same_however_many_shows_there_are(
    visitor: Client, shows: int
) -> None:
    many(shows)
    html(visitor)
    costs = {}
    for query in ("", "?view=month", "?view=month&from=2023-11-03&to=2023-11-03"):
        with CaptureQueriesContext(connection) as caught:
            html(visitor, query)
        costs[query] = len(caught)
    assert list(costs.values()) == [11, 7, 10]


@reads
@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?region=150100",
        "?genre=dance",
        "?setting=outdoor&mode=online",
        "?view=month",
    ],
)
def test_no_page_reads_every_show(visitor: Client, query: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the words of SQLite's plan")
    many(300)
    with CaptureQueriesContext(connection) as caught:
        html(visitor, query)
    asked = [one["sql"] for one in caught if '"performances_performance"' in one["sql"]]
    assert asked
    for sql in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        assert not [step for step in plan if "SCAN performances_performance" in step]


def test_a_show_more_weighs_little_in_a_list_of_a_thousand() -> None:
    assert row_bytes.bytes_per_show() <= row_bytes.ALLOWED


# --- Asking ---------------------------------------------------------------------------


@reads
@pytest.mark.django_db
def test_indoors_or_outdoors_on_site_or_online(
    visitor: Client, private_venue: Venue
) -> None:
    square = factories.venue("150105", name="新华广场", is_outdoor=True)
    factories.performance(title="广场", venue=square)
    factories.performance(title="剧场", venue=factories.venue("150105"))
    factories.performance(
        title="直播", venue=factories.venue("150105"), mode=Performance.Mode.BOTH
    )
    private_venue.is_outdoor = True
    private_venue.save()
    factories.performance(title="进校园", venue=private_venue)

    def found(query: str) -> set[str]:
        page = html(visitor, query)
        return {
            name
            for name in ("广场", "剧场", "直播", "进校园")
            if f">{name}</a>" in page
        }

    # What lies open or under a roof is not told of a place nobody may know.
    assert found("?setting=outdoor") == {"广场"}
    assert found("?setting=indoor") == {"剧场", "直播"}
    assert found("?mode=online") == {"直播"}
    assert found("?mode=on_site") == {"广场", "剧场", "直播", "进校园"}


@reads
@pytest.mark.django_db
def test_views_keep_the_filters_and_filters_the_view(visitor: Client) -> None:
    factories.performance(genre="dance")
    page = html(visitor, "?view=month&genre=dance&region=150100")
    assert 'id="view-list" href="/schedule/?region=150100&amp;genre=dance"' in page
    assert (
        'id="when-weekend" '
        'href="/schedule/?view=month&amp;when=weekend&amp;region=150100&amp;genre=dance"'
    ) in page
    assert '<input type="hidden" name="view" value="month">' in page
    assert 'id="drop-genre" href="/schedule/?view=month&amp;region=150100"' in page
    canonical = re.search(r'rel="canonical" href="[^"]*(/schedule/[^"]*)"', page)
    assert canonical is not None
    assert canonical[1] == "/schedule/?view=month&amp;region=150100&amp;genre=dance"


@reads
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("?when=today", "日子 · 今天"),
        ("?when=today&from=2023-11-20&to=2023-11-20", "日子 · 2023年11月20日(周一)"),
        ("?from=2023-11-20&to=2023-11-22", "日子 · 2023年11月20日 – 2023年11月22日"),
        ("?from=2023-11-20", "日子 · 2023年11月20日起"),
        ("?to=2023-11-20", "日子 · 到2023年11月20日止"),
    ],
)
def test_the_days_are_one_filter_and_a_date_wins(
    visitor: Client, query: str, days: str
) -> None:
    page = html(visitor, query)
    chip = re.search(r'<a id="drop-days" href="/schedule/">.*?</a>', page, re.DOTALL)
    assert chip is not None
    assert words(chip[0]) == f"去掉这个条件 {days}"


@reads
@pytest.mark.django_db
def test_no_result_drops_the_filter_that_helps(visitor: Client) -> None:
    factories.performance(venue=factories.venue("152201"), genre="vocal", language="zh")
    page = html(visitor, "?region=150100&genre=vocal&language=zh")
    # Without the genre or the language there is nothing either.
    assert 'class="btn pri" href="/schedule/?genre=vocal&amp;language=zh"' in page, (
        "the region is what to drop"
    )
    assert "、门类 · 声乐、地区 · 呼和浩特市" in words(page)


@reads
@pytest.mark.django_db
def test_a_rare_filter_looks_one_year_ahead_at_most(visitor: Client) -> None:
    factories.performance(title="很远的演出", starts_at=factories.evening(500))
    assert rows_of(html(visitor)) == []
    assert len(rows_of(html(visitor, "?from=2025-01-01"))) == 1


# --- The list -------------------------------------------------------------------------


@reads
@pytest.mark.django_db
def test_a_link_begins_with_what_is_not_as_usual(visitor: Client) -> None:
    show = factories.performance(title="驼铃向晚")
    scheduling.cancel(show, reason="大雪封路", decided_by="旗文旅局")
    factories.performance(title="牧场上的歌")
    links = [
        words(link)
        for link in re.findall(r"<h3.*?(<a.*?</a>)", html(visitor), re.DOTALL)
    ]
    assert set(links[:2]) == {"取消 驼铃向晚", "牧场上的歌"}


@reads
@pytest.mark.django_db
def test_a_day_says_its_date_its_lunar_date_and_its_holiday(visitor: Client) -> None:
    factories.performance(starts_at=factories.evening(61))  # 1 January 2024
    factories.performance(starts_at=factories.evening(7))  # 立冬
    heads = re.findall(r"<h2 class=\"day-d\">.*?</h2>", html(visitor), re.DOTALL)
    assert '<time datetime="2023-11-08">' in heads[0]
    assert words(heads[0]) == "2023年11月8日(周三) 8 11月 周三 立冬 农历九月廿五"
    assert words(heads[1]).endswith("农历冬月二十 元旦放假")


@reads
@pytest.mark.django_db
def test_a_dense_day_opens_the_league_that_was_asked_for(visitor: Client) -> None:
    codes = ("150105", "152201", "150802")
    factories.performances(
        {
            "venue": factories.venue(code),
            "troupes": (factories.troupe(code, name=f"乌兰牧骑{number}队"),),
        }
        for number, code in enumerate(codes * 9)
    )
    page = html(visitor)
    groups = re.findall(r'<details class="lgrp" data-league="(\d+)"( open)?', page)
    assert groups == [("150100", " open"), ("150800", ""), ("152200", "")]
    assert "乌兰牧骑1队" not in "".join(rows_of(page))
    asked = html(visitor, "?region=152200")
    assert '<details class="lgrp" data-league="152200" open' in asked


@reads
@pytest.mark.django_db
def test_sunset_stands_by_outdoor_evenings_and_betrays_no_place(
    visitor: Client, private_venue: Venue
) -> None:
    point = {"lat": 40.84, "lon": 111.75, "coord_precision": "exact"}
    square = factories.venue("150105", name="广场", is_outdoor=True, **point)
    hall = factories.venue("150105", name="剧场", **point)
    Venue.objects.filter(pk=private_venue.pk).update(is_outdoor=True, **point)
    private_venue.refresh_from_db()
    for name, venue, hour in (
        ("evening", square, 17),
        ("morning", square, 10),
        ("inside", hall, 17),
        ("hidden", private_venue, 17),
    ):
        starts = factories.evening(3, hour=hour, minute=0)
        factories.performance(title=name, venue=venue, starts_at=starts)
    told = {
        title: re.search(r"日落约(\d\d:\d\d)", row)
        for row in rows_of(html(visitor))
        for title in re.findall(r">(\w+)</a>", row)
    }
    assert {title for title, found in told.items() if found} == {"evening"}
    assert told["evening"][1] == "17:26"


# --- The month ------------------------------------------------------------------------


@pytest.fixture
def november(season: None) -> None:
    factories.showcase(t_zero=factories.evening(19))
    for _number in range(3):
        factories.performance(starts_at=factories.evening(7))
    gone = factories.performance(starts_at=factories.evening(7))
    scheduling.cancel(gone, reason="大雪", decided_by="旗文旅局")
    factories.performance(starts_at=factories.evening(7), status=Status.HOLD)
    factories.performance(starts_at=factories.evening(31), title="十二月的歌")


def cells(page: str) -> dict[str, tuple[str, str, str]]:
    """By day: the classes of the cell, where its link leads and what it says."""
    found = re.findall(
        r'<td class="([^"]*)"><a id="c([\d-]+)" href="([^"]+)"[^>]*>'
        r'<span class="vh">([^<]*)</span>',
        page,
    )
    return {day: (kind.strip(), link, said) for kind, day, link, said in found}


@pytest.mark.django_db
def test_a_month_has_a_link_a_day_that_says_date_and_count(
    visitor: Client, november: None
) -> None:
    page = html(visitor, "?view=month")
    days = cells(page)
    assert len(days) == 35
    assert page.count('<th scope="col">') == 7
    assert days["2023-11-08"] == (
        "",
        "/schedule/?view=month&amp;from=2023-11-08&amp;to=2023-11-08",
        "11月8日(周三)，3场演出，1场取消或改期，农历九月廿五，立冬",
    )
    assert days["2023-11-20"][2] == "11月20日(周一)，3场演出，有同时启幕，农历十月初八"
    assert days["2023-11-02"][2] == "11月2日(周四)，0场演出，农历九月十九"
    assert days["2023-12-02"][0] == "out"
    assert days["2023-12-02"][2] == "12月2日(周六)，1场演出，农历十月二十"
    assert days["2023-11-01"][0] == "tod"
    assert 'id="c2023-11-01"' in page
    assert page.count('aria-current="date"') == 1
    assert '<small class="term">立冬</small>' in page
    assert 'id="mon-later" href="/schedule/?view=month&amp;from=2023-12-01"' in page
    # Which month is looked at is no filter.
    later = html(visitor, "?view=month&from=2023-12-01")
    assert "drop-days" not in later
    assert "2023年12月，1场" in later


@pytest.mark.django_db
def test_a_chosen_day_is_listed_below_its_month(
    visitor: Client, november: None
) -> None:
    page = html(visitor, "?view=month&from=2023-11-20&to=2023-11-20")
    assert cells(page)["2023-11-20"][0] == "sel"
    assert "已选中" in cells(page)["2023-11-20"][2]
    assert page.count('class="sce ') == 1
    assert rows_of(page) == []
    assert "2023年11月，6场；选中的日子3场" in page


@pytest.mark.django_db
def test_a_month_in_english_has_no_lunar_days(visitor: Client, november: None) -> None:
    page = html(visitor, "?view=month", language="/en")
    assert cells(page)["2023-11-08"][2] == (
        "Wednesday 8 November, 3 shows, 1 cancelled or postponed"
    )


@reads
@pytest.mark.django_db
def test_a_month_marks_days_off_as_they_were_arranged(visitor: Client) -> None:
    page = html(visitor, "?view=month&from=2024-02-01")
    days = cells(page)
    assert days["2024-02-10"][2].endswith("农历正月初一，春节放假")
    assert days["2024-02-18"][2].endswith("春节调休上班")
    assert page.count('<i class="pub-off">休</i>') == 8

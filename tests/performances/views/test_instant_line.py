"""The instant line and the score through an evening on which one city is late and one
does not open."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string

from performances import scheduling
from performances.models import Performance, Showcase
from performances.scheduling import ItemFacts, facts_of
from performances.views.cards import InstantLine, Score, instant_line, score
from tests import factories
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db

CITIES = ("巴彦淖尔市", "呼和浩特市", "兴安盟")


@pytest.fixture
def showcase(frozen_clock: Any, regions: dict[str, Any]) -> Showcase:
    return factories.showcase(title="新创作品展演")


def openings(showcase: Showcase) -> list[Performance]:
    rows = Performance.objects.filter(showcase=showcase, is_opening=True)
    return list(rows.for_cards().prefetch_related("programme__work").order_by("id"))


def at(showcase: Showcase, **later: float) -> datetime:
    return showcase.t_zero + timedelta(**later)


def line(showcase: Showcase, now: datetime) -> InstantLine:
    found = instant_line(showcase, openings(showcase), now)
    assert found is not None
    return found


def in_hohhot(showcase: Showcase) -> Performance:
    return Performance.objects.get(
        showcase=showcase, venue__region__code="150105", is_opening=True
    )


def test_cities_stand_from_west_to_east(showcase: Showcase) -> None:
    columns = line(showcase, at(showcase, hours=-1)).columns
    assert tuple(column.city for column in columns) == CITIES


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ({"days": -2}, "waiting"),
        ({"seconds": -1}, "waiting"),
        ({"seconds": 0}, "live"),
        ({"minutes": 89}, "live"),
        ({"minutes": 90}, "ended"),
    ],
)
def test_the_evening_by_the_clock(
    showcase: Showcase, later: dict[str, float], state: str
) -> None:
    found = line(showcase, at(showcase, **later))
    assert found.state == state
    assert {column.state for column in found.columns} == {state}


def test_days_left_are_midnights_in_shanghai(showcase: Showcase) -> None:
    # 19:30 in a week; at 23:59 in Shanghai the night before one midnight remains.
    assert line(showcase, at(showcase, days=-2)).days_left == 2
    assert line(showcase, at(showcase, hours=-19, minutes=-31)).days_left == 1
    assert line(showcase, at(showcase, hours=-19)).days_left == 0


def test_one_late_city_waits_while_the_others_play(showcase: Showcase) -> None:
    scheduling.open_late(
        in_hohhot(showcase),
        starts_at=at(showcase, minutes=45),
        reason="道路结冰",
        decided_by="市文旅局",
    )
    found = line(showcase, at(showcase, minutes=10))
    assert [column.state for column in found.columns] == ["live", "late", "live"]
    assert found.state == "live"
    assert found.standing == 2
    assert [column.city for column in found.exceptions] == ["呼和浩特市"]
    up = line(showcase, at(showcase, minutes=46))
    assert [column.state for column in up.columns] == ["live"] * 3


def test_a_late_city_without_an_hour_is_neither_live_nor_over(
    showcase: Showcase,
) -> None:
    scheduling.open_late(
        in_hohhot(showcase),
        next_word_at=at(showcase, minutes=15),
        reason="设备故障",
        decided_by="市文旅局",
    )
    found = line(showcase, at(showcase, minutes=100))
    assert [column.state for column in found.columns] == ["ended", "late", "ended"]


def test_a_dropped_city_breaks_the_line_and_the_rest_goes_on(
    showcase: Showcase,
) -> None:
    scheduling.drop_opening(in_hohhot(showcase), reason="大雪封路", decided_by="厅")
    found = line(showcase, at(showcase, minutes=10))
    assert [column.state for column in found.columns] == ["live", "off", "live"]
    assert found.exceptions[0].show.reason == "大雪封路"


def test_a_showcase_called_off_is_off(showcase: Showcase) -> None:
    scheduling.cancel_showcase(showcase, reason="大雪", decided_by="厅")
    showcase.refresh_from_db()
    assert line(showcase, at(showcase, minutes=10)).state == "off"


def test_what_is_playing_comes_from_the_programme(showcase: Showcase) -> None:
    give_programme(in_hohhot(showcase), ("序曲", 8), ("牧歌", 7))
    playing = {
        minutes: line(showcase, at(showcase, minutes=minutes)).columns[1].playing
        for minutes in (0, 7, 8, 14, 15)
    }
    assert playing == {
        0: "《序曲》",
        7: "《序曲》",
        8: "《牧歌》",
        14: "《牧歌》",
        15: "",
    }


def test_nothing_comes_of_no_openings(showcase: Showcase) -> None:
    assert instant_line(showcase, [], at(showcase)) is None
    assert score(showcase, [], at(showcase)) is None


def test_a_picture_has_its_facts_in_words(showcase: Showcase) -> None:
    scheduling.drop_opening(in_hohhot(showcase), reason="大雪封路", decided_by="厅")
    found = line(showcase, at(showcase, hours=-1))
    page = render_to_string(
        "components/instant_line.html", {"line": found, "heading": "同时启幕"}
    )
    assert 'role="img"' in page
    assert found.sentence in page
    assert page.count('class="col is-') == 3
    assert 'class="col is-off"' in page
    assert page.count("大雪封路") >= 2
    assert "style=" not in page


@pytest.mark.parametrize("cities", [1, 2, 6, 8])
def test_any_number_of_cities_stands_side_by_side(
    frozen_clock: Any, regions: dict[str, Any], cities: int
) -> None:
    codes = ("150105", "152201", "150802")
    venues: list[Venue] = [factories.venue(codes[n % 3]) for n in range(cities)]
    made = factories.showcase(venues)
    found = line(made, at(made, hours=-1))
    page = render_to_string(
        "components/instant_line.html", {"line": found, "heading": "同时启幕"}
    )
    assert f"simg n-{cities}" in page
    assert ("over" in page.split("simg")[1][:12]) is (cities > 6)


# --- The score ----------------------------------------------------------------------


def give_programme(opening: Performance, *items: tuple[str, int | None]) -> None:
    programme = tuple(
        ItemFacts(title=title, minutes=minutes, genre="vocal")
        for title, minutes in items
    )
    scheduling.revise(opening, replace(facts_of(opening), programme=programme))


def read_score(showcase: Showcase, now: datetime) -> Score:
    found = score(showcase, openings(showcase), now)
    assert found is not None
    return found


def test_without_any_programme_there_is_no_score(showcase: Showcase) -> None:
    assert score(showcase, openings(showcase), at(showcase)) is None


def test_the_score_lays_items_along_the_clock(showcase: Showcase) -> None:
    give_programme(in_hohhot(showcase), ("序曲", 8), ("小戏", 16), ("尾声", 10))
    found = read_score(showcase, at(showcase, minutes=9))
    column = found.columns[1]
    assert [item.height for item in column.items] == [8, 16, 10]
    assert [item.is_done for item in column.items] == [True, False, False]
    assert [item.is_on for item in column.items] == [False, True, False]
    assert column.ends_at == at(showcase, minutes=34)
    assert [f"{mark:%H:%M}" for mark in found.marks] == [
        "19:30", "19:45", "20:00", "20:15",
    ]  # fmt: skip


def test_a_late_city_begins_lower_on_the_score(showcase: Showcase) -> None:
    opening = in_hohhot(showcase)
    give_programme(opening, ("序曲", 8))
    scheduling.open_late(
        in_hohhot(showcase),
        starts_at=at(showcase, minutes=45),
        reason="道路结冰",
        decided_by="市文旅局",
    )
    assert read_score(showcase, at(showcase)).columns[1].gaps == (45,)


def test_an_item_of_unknown_length_stops_the_clock(showcase: Showcase) -> None:
    give_programme(in_hohhot(showcase), ("序曲", None), ("尾声", 10))
    items = read_score(showcase, at(showcase)).columns[1].items
    assert [item.line.starts_at for item in items] == [at(showcase), None]
    assert [item.is_on for item in items] == [False, False]


def test_a_dropped_city_has_no_column_in_the_score(showcase: Showcase) -> None:
    give_programme(in_hohhot(showcase), ("序曲", 8))
    scheduling.drop_opening(
        Performance.objects.get(showcase=showcase, venue__region__code="152201"),
        reason="大雪",
        decided_by="厅",
    )
    cities = [column.city for column in read_score(showcase, at(showcase)).columns]
    assert cities == ["巴彦淖尔市", "呼和浩特市"]

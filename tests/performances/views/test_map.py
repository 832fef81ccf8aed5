"""The schedule on a map: numbers per league and banner, links that keep the filters."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performances.views.schedule_views.on_map import STEPS, step_of, steps_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stopped(frozen_clock, regions):
    """All these pages are read on 1 November 2023."""


@pytest.fixture
def html(visitor):
    def got(query: str) -> str:
        response = visitor.get(f"/schedule/?{query}")
        assert response.status_code == 200
        return response.content.decode()

    return got


def numbers(page: str, table: str) -> dict[str, int]:
    """Name and number of every row of the table with that heading."""
    part = page.split(f'id="{table}"')[1]
    rows = re.findall(
        r'<th scope="row">(?:<a [^>]*>)?([^<]+)(?:</a>)?</th><td>(\d+)', part
    )
    return {name.strip(): int(count) for name, count in rows}


def plays(code: str, days: int, **facts) -> None:
    hall = factories.venue(code)
    factories.performance(venue=hall, starts_at=factories.evening(days), **facts)


def test_picture_and_table_say_the_same(html):
    for days in (2, 3, 4):
        plays("150105", days)
    plays("152222", 5)

    page = html("view=map")

    assert numbers(page, "map-table") == {"呼和浩特市": 3, "巴彦淖尔市": 0, "兴安盟": 1}
    drawn = re.findall(r'aria-label="(\S+) (\d+)">\s*<path', page)
    assert dict(drawn) == {"呼和浩特市": "3", "巴彦淖尔市": "0", "兴安盟": "1"}
    assert 'aria-current="true"' in page.split('id="view-map"')[1][:80]


def test_a_chosen_league_shows_its_banners_and_the_others_stay(html):
    plays("150105", 2)
    plays("150121", 3)
    plays("150121", 4)
    plays("152222", 5)

    page = html("view=map&region=150100")

    banners = numbers(page.split('id="map-table"')[0], "map-league")
    assert banners == {"赛罕区": 1, "土默特左旗": 2}
    assert numbers(page, "map-table")["兴安盟"] == 1
    assert "/schedule/?region=150121" in page


def test_a_private_place_counts_for_its_banner_and_no_more(html, private_venue):
    factories.performance(venue=private_venue, starts_at=factories.evening(2))

    page = html("view=map&region=152200")

    assert numbers(page, "map-league")["科尔沁右翼中旗"] == 1
    assert private_venue.name not in page


def test_links_keep_the_filters(html):
    plays("150105", 2, genre="vocal")

    page = html("view=map&genre=vocal&from=2023-11-02&to=2023-11-09")

    asked = "from=2023-11-02&amp;to=2023-11-09&amp;region=150100&amp;genre=vocal"
    assert f'href="/schedule/?view=map&amp;{asked}"' in page
    assert f'href="/schedule/?{asked}"' in page


def test_without_a_show_the_map_still_stands(html):
    page = html("view=map&q=没有这样的")

    assert set(numbers(page, "map-table").values()) == {0}


def test_the_map_costs_the_same_at_any_season_size(visitor):
    def queries() -> int:
        visitor.get("/schedule/?view=map&region=150100")
        with CaptureQueriesContext(connection) as caught:
            visitor.get("/schedule/?view=map&region=150100")
        return len(caught)

    plays("150105", 2)
    assert queries() == 10
    hall = factories.venue("150121")
    for days in range(3, 33):
        factories.performance(venue=hall, starts_at=factories.evening(days))
    assert queries() == 10


@pytest.mark.parametrize("most", [0, 1, 3, 5, 7, 113])
def test_colours_are_those_of_the_legend(most):
    steps = steps_of(most)

    for count in range(1, most + 1):
        own = [one.step for one in steps if one.least <= count <= one.most]
        assert own == [step_of(count, most)]
    assert step_of(0, most) == 0
    assert most == 0 or steps[-1].step == STEPS

"""The lists: what they show, how they narrow, what they cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

from .conftest import T_ZERO

pytestmark = pytest.mark.django_db

INDEX = "/admin/performances/"


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


def titles(answer: Any) -> list[str]:
    return [show.title for show in answer.context["object_list"]]


def cost(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_it_begins_today_and_keeps_the_past_behind_a_filter(
    placed: Any, troupe: Any, hinggan_venue: Any, chief: Any, frozen_clock: Any
) -> None:
    placed(troupe, hinggan_venue, title="过去的", starts_at=T_ZERO)
    placed(troupe, hinggan_venue, title="将来的", starts_at=T_ZERO + timedelta(days=5))
    frozen_clock.set(T_ZERO + timedelta(days=1))
    assert titles(chief.get(INDEX)) == ["将来的"]
    assert titles(chief.get(INDEX + "?period=past")) == ["过去的"]
    assert titles(chief.get(INDEX + "?period=all")) == ["过去的", "将来的"]
    assert titles(chief.get(INDEX + "?q=过去")) == ["过去的"]


def test_it_narrows_by_day_league_troupe_status_and_showcase(
    own_show: Any, three_cities: Any, chief: Any, troupe: Any, regions: Any
) -> None:
    def found(query: str) -> int:
        return len(titles(chief.get(INDEX + query)))

    assert found("") == 4
    assert found("?starts_at_from=2023-11-18&starts_at_to=2023-11-18") == 1
    assert found(f"?league={regions['152200'].pk}") == 2
    assert found(f"?troupes={troupe.pk}") == 2
    assert found("?status=hold") == 0
    assert found("?status=confirmed&status=hold") == 4
    assert found(f"?showcase={three_cities.showcase.pk}") == 3


def test_a_row_says_when_where_who(own_show: Any, chief: Any) -> None:
    page = chief.get(INDEX).content.decode()
    assert "19:30–21:00" in page
    assert own_show.venue.name in page
    assert own_show.troupes_in_order[0].display_name in page


def test_the_export_has_the_words_of_the_list(own_show: Any, chief: Any) -> None:
    answer = chief.get(INDEX + "?export=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert own_show.public_id in lines[1]
    assert own_show.venue.name in lines[1]


@pytest.mark.parametrize("role", ["coordinator", "troupe_editor"])
def test_thirty_shows_cost_as_much_as_one(
    role: str, placed: Any, troupe: Any, hinggan_venue: Any, as_user: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    placed(troupe, hinggan_venue)
    one = cost(client, INDEX)
    factories.performances(
        {
            "troupes": (troupe,),
            "venue": hinggan_venue,
            "starts_at": T_ZERO + timedelta(days=day),
        }
        for day in range(1, 30)
    )
    assert cost(client, INDEX) == one


@pytest.mark.parametrize("name", ["works", "venues", "troupes", "regions"])
def test_thirty_rows_cost_as_much_as_one(
    name: str, chief: Any, troupe: Any, hinggan_venue: Any
) -> None:
    make = {
        "works": lambda: factories.work(troupe),
        "venues": factories.venue,
        "troupes": factories.troupe,
        "regions": lambda: None,
    }[name]
    make()
    url = reverse(f"{name}:index")
    few = cost(chief, url)
    for _number in range(29):
        make()
    assert cost(chief, url) == few


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("coordinator", True),
        ("troupe_member", True),
        ("venue_contact", True),
        ("page_editor", False),
    ],
)
def test_the_menu_shows_what_a_role_may_use(
    role: str, shown: bool, as_user: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    home = client.get(reverse("wagtailadmin_home"))
    assert (INDEX in home.content.decode()) is shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("view", ["inspect", "edit", "history", "usage", "copy"])
def test_every_page_of_a_show_answers_in_both_languages(
    view: str, language: str, own_show: Any, coordinator: Any, as_user: Any
) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(coordinator)
    profile.preferred_language = language
    profile.save()
    url = reverse(f"performances:{view}", args=[own_show.pk])
    assert as_user(coordinator).get(url).status_code == 200

"""Who sees the opening room, and how much of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import AccessLink, GoWord, Performance, Readiness
from performances.scheduling.since import newest
from tests import factories

from .conftest import T_ZERO
from .opening import AJAX, room, seen_in, since, ticked

pytestmark = pytest.mark.django_db


@pytest.fixture
def showcase(three_cities: Any) -> Any:
    return three_cities.showcase


@pytest.fixture
def chief(coordinator: Any, as_user: Any) -> Any:
    return as_user(coordinator)


@pytest.fixture
def east(three_cities: Any) -> Performance:
    """The opening in Hinggan."""
    return three_cities.openings[2]


def test_a_leagues_coordinator_sees_all_and_ticks_their_own(
    showcase: Any, three_cities: Any, east: Performance, hinggan_coordinator: Any,
    as_user: Any,
) -> None:  # fmt: skip
    client = as_user(hinggan_coordinator)
    panels = client.get(room(showcase)).context["cities"]
    assert [panel.may_tick for panel in panels] == [False, False, True]

    client.post(room(showcase), ticked(three_cities.openings[0]))
    assert not Readiness.objects.exists()
    client.post(room(showcase), ticked(east))
    assert Readiness.objects.get().performance == east

    page = client.get(room(showcase)).content.decode()
    assert reverse("showcases:act", args=[showcase.pk, "delay"]) not in page
    assert "作最后决定" not in page
    answer = client.post(
        room(showcase),
        {"do": "word", "go": "no", "said_by": "盟", "why": "不行",
         "seen": seen_in(client.get(room(showcase)), None)},
    )  # fmt: skip
    assert answer.status_code == 200
    assert not GoWord.objects.exists()


@pytest.mark.parametrize("role", ["troupe_leader", "troupe_editor", "troupe_member"])
def test_a_troupe_sees_the_city_it_plays_in_and_ticks_nothing(
    role: str, showcase: Any, three_cities: Any, east: Performance, as_user: Any,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    client = as_user(request.getfixturevalue(role))
    panels = client.get(room(showcase)).context["cities"]
    assert [(panel.pk, panel.may_tick) for panel in panels] == [(east.pk, False)]

    for opening in three_cities.openings:
        client.post(room(showcase), ticked(opening))
    assert not Readiness.objects.exists()

    last = newest(showcase)
    scheduling.tick(three_cities.openings[0], "power", "problem", note="外地跳闸")
    scheduling.tick(east, "power", "problem", note="本地跳闸")
    told = client.get(since(showcase, last)).content.decode()
    assert "外地跳闸" not in told
    assert "本地跳闸" in told


@pytest.mark.parametrize("role", ["venue_contact", "page_editor", "outsider"])
def test_everybody_else_stays_outside(
    role: str, showcase: Any, as_user: Any, request: pytest.FixtureRequest
) -> None:
    client = as_user(request.getfixturevalue(role))
    for url in (room(showcase), since(showcase, 0)):
        assert client.get(url, headers=AJAX).status_code in (403, 404)
    assert client.post(room(showcase), headers=AJAX).status_code in (403, 404)


def test_a_membership_that_ended_opens_no_room(
    showcase: Any, regions: Any, as_user: Any
) -> None:
    ended = factories.member(
        "was-here", "coordinator", region=regions["152200"],
        since="2020-01-01", until="2023-10-31",
    )  # fmt: skip
    assert as_user(ended).get(room(showcase), headers=AJAX).status_code in (302, 403)


def test_a_league_without_a_city_has_no_room(
    showcase: Any, regions: Any, as_user: Any
) -> None:
    other = factories.member(
        "chifeng", "coordinator", region=factories.region("150400")
    )
    assert as_user(other).get(room(showcase), headers=AJAX).status_code == 403


def test_the_menu_leads_there_within_a_week(
    showcase: Any, chief: Any, frozen_clock: Any, as_user: Any, venue_contact: Any
) -> None:
    url = reverse("showcases:next_opening")
    home = reverse("wagtailadmin_home")
    assert url not in chief.get(home).content.decode()
    frozen_clock.set(T_ZERO - timedelta(days=3))
    assert url in chief.get(home).content.decode()
    assert chief.get(url).url == room(showcase)
    assert url not in as_user(venue_contact).get(home).content.decode()
    factories.showcase(t_zero=T_ZERO + timedelta(days=1))
    assert chief.get(url).status_code == 200


def issued(opening: Performance, live: int = 0) -> dict[str, Any]:
    return {"do": "issue", "city": opening.pk, "live": live, "label": "舞台监督"}


def test_a_leagues_coordinator_keeps_the_links_of_their_city(
    showcase: Any, three_cities: Any, east: Performance, hinggan_coordinator: Any,
    as_user: Any,
) -> None:  # fmt: skip
    west = three_cities.openings[0]
    theirs, _token = scheduling.issue_link("site", west, label="外地监督")
    client = as_user(hinggan_coordinator)

    page = client.post(room(showcase), issued(east)).content.decode()
    link = AccessLink.objects.get(performance=east)
    assert link.issued_by == hinggan_coordinator
    assert "/site/" in page
    assert "外地监督" not in page
    assert page.count('value="issue"') == 1

    # Another league's city: no form, no link issued, none closed, none named.
    client.post(room(showcase), issued(west, live=1))
    assert AccessLink.objects.filter(performance=west).count() == 1
    closing = {"do": "revoke", "link": theirs.pk}
    assert client.post(room(showcase), closing, headers=AJAX).status_code == 404
    client.post(room(showcase), {"do": "revoke", "link": link.pk})
    standing = AccessLink.objects.standing()
    assert list(standing) == [theirs]


@pytest.mark.parametrize("role", ["troupe_leader", "troupe_editor", "troupe_member"])
def test_a_troupe_keeps_no_links(
    role: str, showcase: Any, east: Performance, as_user: Any,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    scheduling.issue_link("site", east, label="本地监督")
    client = as_user(request.getfixturevalue(role))
    page = client.post(room(showcase), issued(east, live=1)).content.decode()
    assert AccessLink.objects.count() == 1
    assert "本地监督" not in page
    assert 'value="issue"' not in page

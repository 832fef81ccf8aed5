"""A tour in one form: laid out, looked through, placed whole, within reach."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import Performance
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.usefixtures("frozen_clock", "db")


@pytest.fixture
def stops(hinggan_venue: Any, regions: Any) -> list[Any]:
    return [hinggan_venue, factories.venue("152222"), factories.venue("152201")]


def form(troupe: Any, stops: list[Any], **facts: Any) -> dict[str, Any]:
    sent = {
        "title": "送戏下乡",
        "troupe": troupe.pk,
        "kind": "grassroots",
        "genre": "mixed",
        "language": "both",
        "first_day": "2023-11-06",
        "hours": "15:00",
        "minutes": "60",
        "status": "confirmed",
        "stops-TOTAL_FORMS": len(stops),
        "stops-INITIAL_FORMS": 0,
        "shows-TOTAL_FORMS": 0,
        "shows-INITIAL_FORMS": 0,
        "step": "lay",
    }
    for number, venue in enumerate(stops):
        sent |= {f"stops-{number}-venue": venue.pk, f"stops-{number}-days": 1}
    return sent | facts


def rows(answer: Any) -> dict[str, Any]:
    """The plan as the page shows it, sent back."""
    shows = list(answer.context["entry"].shows)
    sent = {"shows-TOTAL_FORMS": len(shows), "shows-INITIAL_FORMS": len(shows)}
    for number, row in enumerate(shows):
        sent |= {
            f"shows-{number}-keep": "on",
            f"shows-{number}-venue": row["venue"].value(),
            f"shows-{number}-day": row["day"].value().isoformat(),
            f"shows-{number}-hour": row["hour"].value().strftime("%H:%M"),
        }
    return sent


def send(client: Any, sent: dict[str, Any]) -> Any:
    return client.post(reverse("performances:tour"), sent)


def test_a_tour_is_laid_out_seen_and_placed(
    troupe: Any, stops: Any, coordinator: Any, as_user: Any
) -> None:
    client, sent = as_user(coordinator), form(troupe, stops)
    answer = send(client, sent)
    assert answer.context["is_ready"]
    assert not Performance.objects.exists()
    placed = send(
        client,
        sent
        | rows(answer)
        | {"step": "place", "previewed": answer.context["previewed"]},
    )
    assert placed.status_code == 302
    found = list(Performance.objects.in_order())
    assert [show.venue for show in found] == stops
    assert {show.status for show in found} == {"confirmed"}
    assert found[0].title == f"送戏下乡·{stops[0].name}"
    assert [show.starts_at.astimezone(clock.SHANGHAI).hour for show in found] == [
        15
    ] * 3
    assert scheduling.check_conflicts().is_clean


def test_a_private_stop_is_named_by_its_banner(
    troupe: Any, private_venue: Any, coordinator: Any, as_user: Any
) -> None:
    client, sent = as_user(coordinator), form(troupe, [private_venue])
    answer = send(client, sent)
    go = {"step": "place", "previewed": answer.context["previewed"]}
    send(client, sent | rows(answer) | go)
    show = Performance.objects.get()
    assert show.venue == private_venue
    assert private_venue.name not in show.title


def test_what_was_not_seen_is_not_placed(
    troupe: Any, stops: Any, coordinator: Any, as_user: Any
) -> None:
    client, sent = as_user(coordinator), form(troupe, stops)
    answer = send(client, sent)
    other = rows(answer) | {"shows-0-day": "2023-11-05"}
    go = {"step": "place", "previewed": answer.context["previewed"]}
    again = send(client, sent | other | go)
    assert again.status_code == 200
    assert not Performance.objects.exists()
    assert again.context["is_ready"]


def test_one_stop_in_the_way_keeps_the_whole_tour_out(
    troupe: Any, other_troupe: Any, stops: Any, coordinator: Any, as_user: Any
) -> None:
    day = factories.evening(0).replace(day=7, hour=7, minute=0)
    factories.performance(
        title="先到的", troupes=(other_troupe,), venue=stops[1], starts_at=day
    )
    answer = send(as_user(coordinator), form(troupe, stops))
    assert not answer.context["is_ready"]
    told = [line["told"] for line in answer.context["lines"]]
    assert [bool(one) for one in told] == [False, True, False]
    assert "先到的" in told[1][0][1]
    assert 'previewed" value=""' in answer.content.decode()


def test_a_show_left_out_is_not_placed(
    troupe: Any, stops: Any, coordinator: Any, as_user: Any
) -> None:
    client, sent = as_user(coordinator), form(troupe, stops)
    answer = send(client, sent)
    without = rows(answer)
    del without["shows-1-keep"]
    checked = send(client, sent | without | {"step": "check"})
    go = {"step": "place", "previewed": checked.context["previewed"]}
    send(client, sent | without | go)
    assert [show.venue for show in Performance.objects.in_order()] == [
        stops[0],
        stops[2],
    ]


def test_days_are_left_free_for_a_long_road(
    troupe: Any, hinggan_venue: Any, bayannur_venue: Any, coordinator: Any, as_user: Any
) -> None:
    answer = send(as_user(coordinator), form(troupe, [hinggan_venue, bayannur_venue]))
    shows = list(answer.context["entry"].shows)
    assert shows[1]["day"].value() - shows[0]["day"].value() > timedelta(days=1)
    assert answer.context["lines"][1]["road"]
    assert answer.context["is_ready"]


def test_a_troupe_plans_its_own_tours_only(
    troupe: Any, other_troupe: Any, stops: Any, troupe_editor: Any, as_user: Any
) -> None:
    client = as_user(troupe_editor)
    assert send(client, form(troupe, stops, status="draft")).context["lines"]
    refused = send(client, form(other_troupe, stops))
    assert "troupe" in refused.context["form"].errors
    assert not refused.context["lines"]


@pytest.mark.parametrize("role", ["troupe_member", "venue_contact", "outsider"])
def test_others_plan_none(role: str, as_user: Any, request: Any) -> None:
    client = as_user(request.getfixturevalue(role))
    assert client.get(reverse("performances:tour")).status_code in (302, 403)


@pytest.mark.parametrize(
    "odd",
    [
        {"hours": "25:00"},
        {"hours": ""},
        {"hours": "1 2 3 4 5"},
        {"first_day": "gestern"},
        {"minutes": "-5"},
        {"stops-TOTAL_FORMS": "99999"},
        {"stops-TOTAL_FORMS": "x"},
        {"stops-0-days": "31"},
        {"step": "x"},
        {"rest_after": "0"},
    ],
)
def test_odd_input_is_answered_in_words(
    odd: dict[str, str], troupe: Any, stops: Any, coordinator: Any, as_user: Any
) -> None:
    answer = send(as_user(coordinator), form(troupe, stops) | odd)
    assert answer.status_code == 200
    assert not Performance.objects.exists()


def test_a_tour_too_long_for_one_form_says_so(
    troupe: Any, stops: Any, coordinator: Any, as_user: Any
) -> None:
    many = {f"stops-{n}-days": 30 for n in range(3)} | {"hours": "10:00 15:00"}
    answer = send(as_user(coordinator), form(troupe, stops) | many)
    assert "180" in str(answer.context["form"].errors)

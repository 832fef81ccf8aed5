"""Copying a season in the admin: shown with its days first, within reach."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from performances.models import Performance
from performances.statuses import Status
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock", "db")


@pytest.fixture
def played(troupe: Any, hinggan_venue: Any) -> Performance:
    return factories.performance(
        title="秋季惠民",
        troupes=(troupe,),
        venue=hinggan_venue,
        starts_at=datetime(2023, 11, 11, 7, tzinfo=UTC),
    )


def form(**facts: Any) -> dict[str, Any]:
    return {
        "first": "2023-11-01",
        "last": "2023-11-30",
        "year": "2024",
        "same": "weekday",
        "status": "draft",
        "step": "list",
    } | facts


def send(client: Any, sent: dict[str, Any]) -> Any:
    return client.post(reverse("performances:copy_season"), sent)


def test_the_days_are_shown_and_then_copied(
    played: Any, troupe: Any, coordinator: Any, as_user: Any
) -> None:
    client, sent = as_user(coordinator), form(troupe=troupe.pk)
    answer = send(client, sent)
    (line,) = answer.context["lines"]
    assert "2024年11月9日" in line["new"]
    assert not answer.context["has_conflicts"]
    assert "十月初九" in line["new"]
    assert Performance.objects.count() == 1
    go = {
        "step": "place",
        "rows": [played.pk],
        "previewed": answer.context["previewed"],
    }
    assert send(client, sent | go).status_code == 302
    copied = Performance.objects.exclude(pk=played.pk).get()
    assert (copied.status, copied.title) == (Status.DRAFT, "秋季惠民")
    assert copied.announced_at is None


def test_other_ticks_are_shown_again(
    played: Any, troupe: Any, coordinator: Any, as_user: Any
) -> None:
    client, sent = as_user(coordinator), form(troupe=troupe.pk)
    answer = send(client, sent)
    go = {"step": "place", "rows": [], "previewed": answer.context["previewed"]}
    assert send(client, sent | go).status_code == 200
    assert Performance.objects.count() == 1


def test_trouble_is_told_beside_its_day(
    played: Any, troupe: Any, other_troupe: Any, coordinator: Any, as_user: Any
) -> None:
    factories.performance(
        title="先到的",
        troupes=(other_troupe,),
        venue=played.venue,
        starts_at=datetime(2024, 11, 9, 7, tzinfo=UTC),
    )
    answer = send(as_user(coordinator), form(troupe=troupe.pk))
    (line,) = answer.context["lines"]
    assert "先到的" in line["told"][0][1]
    assert answer.context["has_conflicts"]


def test_a_troupe_copies_its_own_season_only(
    played: Any, other_troupe: Any, other_troupe_editor: Any, as_user: Any, troupe: Any
) -> None:
    client = as_user(other_troupe_editor)
    refused = send(client, form(troupe=troupe.pk))
    assert "troupe" in refused.context["form"].errors
    league = troupe.region.league
    answer = send(client, form(league=league.pk))
    assert "秋季惠民" not in answer.content.decode()


@pytest.mark.parametrize("role", ["troupe_member", "venue_contact", "outsider"])
def test_others_copy_none(role: str, as_user: Any, request: Any) -> None:
    client = as_user(request.getfixturevalue(role))
    url = reverse("performances:copy_season")
    assert client.get(url).status_code in (302, 403)
    assert client.post(url, form()).status_code in (302, 403)


@pytest.mark.parametrize(
    "odd",
    [
        {"first": "x"},
        {"last": "2023-10-01"},
        {"last": "2029-10-01"},
        {"year": "2023"},
        {"year": "99999"},
        {"same": "moon"},
        {"status": "confirmed"},
        {"step": "place", "rows": ["x", "9" * 300]},
    ],
)
def test_odd_input_is_answered_in_words(
    odd: dict[str, Any], played: Any, troupe: Any, coordinator: Any, as_user: Any
) -> None:
    answer = send(as_user(coordinator), form(troupe=troupe.pk) | odd)
    assert answer.status_code == 200
    assert Performance.objects.count() == 1

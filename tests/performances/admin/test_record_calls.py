"""Whom a coordinator rings for missing records."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances import scheduling
from performances.models import Performance
from performances.scheduling import RecordFacts
from performances.scheduling.record_reminders import remind_of_records
from tests.performances.admin.conftest import T_ZERO
from troupes.models import DutyContact, Troupe

pytestmark = pytest.mark.django_db

MISSING = "?state=missing"


@pytest.fixture
def numbers(troupe: Troupe) -> None:
    for duty, role, name, phone in (
        ("driver", "司机", "隐名司机", "000-1111111"),
        ("leader", "队长", "隐名队长", "000-2222222"),
    ):
        DutyContact.objects.create(
            troupe=troupe, duty=duty, role=role, name=name, phone=phone
        )


def calls(client: Any) -> str:
    html = client.get(reverse("records:index") + MISSING).content.decode()
    if 'class="calls"' not in html:
        return ""
    return html.split('class="calls"')[1].split("</details>")[0]


@pytest.mark.usefixtures("numbers", "strangers")
def test_each_troupe_once_with_its_leaders_number(
    own_show: Performance, troupe: Troupe, troupe_leader: Any, frozen_clock: Any,
    as_user: Any, hinggan_coordinator: Any,
) -> None:  # fmt: skip
    troupe_leader.email = "leader@example.org"
    troupe_leader.save()
    frozen_clock.set(T_ZERO)
    client = as_user(hinggan_coordinator)
    told = calls(client)
    assert troupe.display_name in told
    assert "1场没有记录" in told
    assert 'href="tel:0002222222"' in told
    assert told.index("隐名队长") < told.index("隐名司机")
    assert "提醒过" not in told
    assert told.count("<li>") == 1
    # Whoever coordinates nothing reads no numbers here.
    assert not calls(as_user(troupe_leader))
    # The list of all shows is no list of calls.
    everything = client.get(reverse("records:index")).content.decode()
    assert "隐名队长" not in everything
    scheduling.report_show(own_show, RecordFacts(onsite_audience=1))
    assert not calls(client)


def test_it_says_when_the_troupe_was_reminded(
    own_show: Performance, troupe_leader: Any, frozen_clock: Any, as_user: Any,
    hinggan_coordinator: Any,
) -> None:  # fmt: skip
    troupe_leader.email = "leader@example.org"
    troupe_leader.save()
    morning = (own_show.ends_at + timedelta(days=1)).replace(hour=1, minute=0)
    frozen_clock.set(morning)
    assert remind_of_records()
    told = calls(as_user(hinggan_coordinator))
    assert "提醒过" in told
    assert "没有登记电话" in told


@pytest.mark.usefixtures("numbers")
def test_it_costs_the_same_for_one_show_and_for_thirty(
    troupe: Troupe, hinggan_venue: Any, hinggan_coordinator: Any, as_user: Any,
    placed: Any,
) -> None:  # fmt: skip
    client, costs = as_user(hinggan_coordinator), []
    for days in (range(1), range(1, 30)):
        for number in days:
            placed(
                troupe, hinggan_venue, accept="补录",
                starts_at=T_ZERO - timedelta(days=30 + number),
            )  # fmt: skip
        calls(client)
        with CaptureQueriesContext(connection) as caught:
            assert calls(client)
        costs.append(len(caught))
    assert costs[0] == costs[1]

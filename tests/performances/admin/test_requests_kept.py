"""A request taken back at the desk: what becomes of the day kept for it."""

from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import Performance
from performances.scheduling.request_following import withdraw_request
from performances.statuses import Status
from tests.performances.requests_season import act, asked, inspect, placing
from troupes.models import Troupe

pytestmark = [
    pytest.mark.django_db, pytest.mark.database,
    pytest.mark.usefixtures("regions", "troupe"),
]  # fmt: skip

INDEX = "requests:index"


def test_taken_back_its_day_is_let_go_from_the_requests_own_page(
    as_user: Any, troupe_leader: Any, hinggan_coordinator: Any, troupe: Troupe
) -> None:
    row = asked()
    client = as_user(troupe_leader)
    client.post(reverse("requests:place", args=[row.pk]), placing(row, troupe))
    assert "留了日子（备选）" in client.get(inspect(row)).content.decode()
    withdraw_request(row)
    row.refresh_from_db()
    assert row in client.get(reverse(INDEX)).context["object_list"]
    assert "日子还留着" in client.get(reverse(INDEX)).content.decode()
    assert row.place_name in client.get(reverse("wagtailadmin_home")).content.decode()
    assert act(row, "free") in client.get(inspect(row)).content.decode()
    client.post(act(row, "free"), {"version": row.version, "inside": "已打过电话"})
    assert Performance.objects.get().status == Status.DRAFT
    assert row not in client.get(reverse(INDEX)).context["object_list"]
    assert client.get(act(row, "free")).status_code == 302


def test_taken_back_a_show_that_stands_is_cancelled_on_its_own_page(
    as_user: Any, troupe_leader: Any, troupe: Troupe
) -> None:
    row = asked()
    client = as_user(troupe_leader)
    client.post(reverse("requests:place", args=[row.pk]), placing(row, troupe))
    show = scheduling.confirm(Performance.objects.get(), accept="都好").performance
    withdraw_request(row)
    html = client.get(inspect(row)).content.decode()
    assert reverse("performances:act", args=[show.pk, "cancel"]) in html
    assert act(row, "free") not in html
    assert act(row, "keep") in html
    row.refresh_from_db()
    client.post(act(row, "keep"), {"version": row.version})
    show.refresh_from_db()
    assert show.status == Status.CONFIRMED
    assert act(row, "keep") not in client.get(inspect(row)).content.decode()

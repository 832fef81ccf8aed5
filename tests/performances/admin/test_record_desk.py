"""The desks of records: what stands together, what is not lost, what waits no more."""

import re
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import Performance, Record
from performances.scheduling import DayFacts, RecordFacts
from performances.scheduling.carried_over import CarriedFacts, carry_over
from tests import factories
from tests.performances.admin.answers import text_of as _text
from tests.performances.admin.conftest import T_ZERO

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(show: Performance, troupe_leader: Any) -> Any:
    return scheduling.report_show(
        show,
        RecordFacts(onsite_audience=320),
        by=troupe_leader,
        day=DayFacts(distance_km=80),
    )


def test_the_next_show_typed_over_the_last_form_is_not_lost(
    show: Performance, troupe: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    client = as_user(hinggan_coordinator)
    url = reverse("records:past")
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', _text(client.get(url)))[1]
    said = {
        "key": key, "troupe": troupe.pk, "title": "甲场", "day": "2023-11-17",
        "hour": "09:00", "minutes": "30", "mode": "on_site", "venue": "",
        "region": "", "onsite_audience": "100", "online_views": "", "remarks": "",
    }  # fmt: skip
    client.post(url, said)
    # Back in the browser, and typed over for the next one.
    other = said | {"title": "乙场", "hour": "15:00", "onsite_audience": "250"}
    told = client.post(url, other)
    page = told.content.decode()
    assert "还没有保存" in page
    assert "甲场" in page
    assert 'value="250"' in page
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]
    assert client.post(url, other | {"key": key}).status_code == 302
    found = Record.objects.values_list("performance__title", "onsite_audience")
    assert set(found) == {("甲场", 100), ("乙场", 250)}


def test_what_one_troupe_did_on_a_day_stands_together(
    told: Any, other_troupe: Any, hohhot_venue: Any, placed: Any, coordinator: Any,
    as_user: Any,
) -> None:  # fmt: skip
    starts = told.record.performance.starts_at
    other = placed(other_troupe, hohhot_venue, starts_at=starts, accept="补录")
    scheduling.report_show(
        other, RecordFacts(onsite_audience=9), day=DayFacts(distance_km=7)
    )
    rows = as_user(coordinator).get(reverse("records:review")).context["rows"]
    together = [
        (who, [str(row["kind"]) for row in group])
        for who, group in groupby(rows, key=lambda row: row["who"])
    ]
    assert len(together) == 2
    assert all(kinds[:2] == ["演出", "行程"] for _who, kinds in together)


def test_what_is_over_waits_for_no_venue(
    own_show: Performance, coordinator: Any, as_user: Any, frozen_clock: Any
) -> None:
    client = as_user(coordinator)
    url = reverse("performances:inspect", args=[own_show.pk])
    frozen_clock.set(own_show.starts_at - timedelta(days=2))
    assert "等场地答复" in _text(client.get(url))
    frozen_clock.set(T_ZERO)
    assert "等场地答复" not in _text(client.get(url))


def test_a_show_of_days_with_figures_from_before_may_be_among_them(
    show: Performance, troupe: Any, hinggan_coordinator: Any, as_user: Any
) -> None:
    first = date(2023, 1, 1)
    last = first + timedelta(days=120)
    carry_over(
        CarriedFacts(
            troupe=troupe,
            first=first,
            last=last,
            measure="shows",
            value=54,
            source="年报",
        )
    )
    facts = factories.show_facts(
        starts_at=factories.evening(-250), troupes=(troupe,), title="补录的一场"
    )
    record = scheduling.report_past_show(facts, RecordFacts(onsite_audience=9)).record
    client = as_user(hinggan_coordinator)
    for url in (
        reverse("records:review"),
        reverse("records:inspect", args=[record.pk]),
    ):
        assert "54场）里可能已经有这一场" in _text(client.get(url))

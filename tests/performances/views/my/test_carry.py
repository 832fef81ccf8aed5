"""A report of the wrong show, put right from the phone."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Performance, Record, TroupeDay
from performances.scheduling import DayFacts, RecordFacts
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def right(tonight: Performance, troupe: Any, frozen_clock: Any) -> Performance:
    row = factories.performance(
        title="第二天的那场",
        starts_at=tonight.starts_at + timedelta(days=1),
        venue=tonight.venue,
        troupes=(troupe,),
    )
    frozen_clock.set(row.ends_at + timedelta(hours=11))
    return row


@pytest.fixture
def told(tonight: Performance, right: Performance, troupe_leader: Any) -> Record:
    return scheduling.report_show(
        tonight,
        RecordFacts(onsite_audience=120),
        by=troupe_leader,
        day=DayFacts(distance_km=80),
    ).record


def test_the_leader_carries_it_to_the_right_show(
    told: Record, tonight: Any, right: Any, on_phone: Any, troupe_leader: Any
) -> None:
    phone = on_phone(troupe_leader)
    url = f"/my/shows/{tonight.public_id}/carry/"
    report = phone.get(f"/my/shows/{tonight.public_id}/record/").content.decode()
    assert url in report
    page = phone.get(url).content.decode()
    assert "第二天的那场" in page
    assert "80公里" in page
    choice = f"{right.pk}:{right.version}"
    said = {"version": told.version, "to": choice, "with_days": "on"}
    for forged in ("", "x", f"{tonight.pk}:1", "9" * 40):
        refused = phone.post(url, said | {"to": forged})
        assert refused.status_code == 200, forged
        assert Record.objects.get().performance == tonight
    assert phone.post(url, said | {"version": "0"}).status_code == 200
    done = phone.post(url, said)
    assert done.status_code == 303
    assert done.url == f"/my/shows/{right.public_id}/?done=carried"
    assert "原来那场没有演就取消" in phone.get(done.url).content.decode()
    assert Record.objects.get().performance == right
    assert TroupeDay.objects.get().day == right.day_at_home
    # There is nothing to carry away from here any more.
    assert phone.get(url).status_code == 404


def test_after_the_league_has_looked_it_is_asked(
    told: Record,
    tonight: Any,
    right: Any,
    on_phone: Any,
    troupe_leader: Any,
    troupe_member: Any,
    other_troupe_editor: Any,
) -> None:
    url = f"/my/shows/{tonight.public_id}/carry/"
    assert on_phone(troupe_member).get(url).status_code == 403
    assert on_phone(other_troupe_editor).get(url).status_code == 404
    scheduling.review_report(told, "reviewed")
    phone = on_phone(troupe_leader)
    page = phone.get(url).content.decode()
    assert "盟市已经看过" in page
    assert f"/my/shows/{tonight.public_id}/ask/" in page
    choice = {"version": "2", "to": f"{right.pk}:{right.version}"}
    assert phone.post(url, choice).status_code == 200
    assert Record.objects.get().performance == tonight

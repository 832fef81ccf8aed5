"""What is over: it may not have taken place, or have stood at another hour."""

from datetime import timedelta

import pytest

from performances import scheduling
from performances.models import Performance, Record
from performances.scheduling import RecordFacts
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


def test_a_show_that_did_not_take_place_is_said_so_and_owed_no_more(
    on_phone, troupe_leader, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    phone, show = on_phone(troupe_leader), f"/my/shows/{tonight.public_id}/"
    assert "没演成？" in phone.get(f"{show}record/").content.decode()
    told = {"version": tonight.version, "reason": "大雪封路"}
    assert phone.post(f"{show}cancel/", told).status_code == 303
    tonight.refresh_from_db()
    assert (tonight.status, tonight.status_reason) == ("cancelled", "大雪封路")
    assert "还没有上报" not in phone.get("/my/").content.decode()


def test_what_was_reported_is_not_offered_to_be_called_off(
    on_phone, troupe_leader, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    scheduling.report_show(tonight, RecordFacts(onsite_audience=1), by=troupe_leader)
    show = f"/my/shows/{tonight.public_id}/"
    phone = on_phone(troupe_leader)
    assert "没演成" not in phone.get(show).content.decode()
    told = {"version": tonight.version, "reason": "大雪封路"}
    assert phone.post(f"{show}cancel/", told).status_code == 403
    tonight.refresh_from_db()
    assert tonight.status == "confirmed"


def test_an_unplanned_show_at_a_wrong_hour_is_moved_on_the_phone(
    on_phone, troupe, troupe_leader, hinggan_venue, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    begin = tonight.starts_at - timedelta(hours=6)
    facts = factories.show_facts(
        title="临时加演", starts_at=begin, troupes=(troupe,), venue=hinggan_venue
    )
    row = scheduling.report_past_show(
        facts, RecordFacts(onsite_audience=30), by=troupe_leader
    ).record.performance
    phone, show = on_phone(troupe_leader), f"/my/shows/{row.public_id}/"
    assert f"{show}move/" in phone.get(show).content.decode()
    told = {
        "version": row.version, "day": row.day.isoformat(),
        "place": hinggan_venue.name,
    }  # fmt: skip
    late = tonight.starts_at.astimezone(clock.SHANGHAI) - timedelta(minutes=30)
    answer = phone.post(f"{show}move/", told | {"hour": f"{late:%H:%M}"})
    assert answer.status_code == 303
    row = Performance.objects.get(pk=row.pk)
    assert row.entered_after
    # Now it clashes, and both the troupe and the league read with what.
    assert Record.objects.get().clashes
    assert "今晚的安代" in phone.get(show).content.decode()
    ahead = (row.day + timedelta(days=9)).isoformat()
    told |= {"version": row.version, "day": ahead, "hour": "19:00"}
    assert "还没有演完" in phone.post(f"{show}move/", told).content.decode()
    assert Performance.objects.get(pk=row.pk).entered_after


def test_a_show_after_midnight_says_that_one_leaves_today(
    on_phone, troupe, troupe_leader, hinggan_venue, frozen_clock
):
    midnight = clock.midnight(clock.now()) + timedelta(days=1)
    factories.performance(
        title="零点守岁", starts_at=midnight + timedelta(minutes=30),
        venue=hinggan_venue, troupes=(troupe,),
    )  # fmt: skip
    page = on_phone(troupe_leader).get("/my/").content.decode()
    day = (midnight - timedelta(hours=1)).astimezone(clock.SHANGHAI)
    assert "明天0:30的“零点守岁”" in page or "明天00:30的“零点守岁”" in page
    assert f"{day.month}月{day.day}日" in page.split("零点守岁")[1][:200]

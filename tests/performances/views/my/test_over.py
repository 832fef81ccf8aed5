"""What is over: it may not have taken place, or have stood at another hour."""

from datetime import timedelta

import pytest

from performances import scheduling
from performances.models import FieldAct, Performance, Record
from performances.scheduling import RecordFacts
from tests import factories
from troupes.models import Membership
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


def test_a_leader_who_also_coordinates_is_asked_why_at_the_field(
    on_phone, troupe, hinggan_coordinator, hinggan_venue, tonight, frozen_clock
):
    """Of what a league reviews, the league's own people say why it changes."""
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    Membership.objects.create(
        user=hinggan_coordinator, role=Membership.Role.TROUPE_LEADER, troupe=troupe
    )
    begin = tonight.starts_at - timedelta(hours=6)
    facts = factories.show_facts(
        title="临时加演", starts_at=begin, troupes=(troupe,), venue=hinggan_venue
    )
    row = scheduling.report_past_show(
        facts, RecordFacts(onsite_audience=30), by=hinggan_coordinator
    ).record.performance
    phone, show = on_phone(hinggan_coordinator), f"/my/shows/{row.public_id}/"
    told = {
        "version": row.version, "day": row.day.isoformat(), "hour": "10:00",
        "place": hinggan_venue.name,
    }  # fmt: skip
    assert "照样改，是因为" not in phone.get(f"{show}move/").content.decode()
    page = phone.post(f"{show}move/", told).content.decode()
    assert "照样改，是因为" in page
    assert "在这里写明理由" in page
    assert "提醒队伍自己不能越过" not in page
    assert Performance.objects.get(pk=row.pk).version == row.version
    answer = phone.post(f"{show}move/", told | {"accept": "钟点写错了"})
    assert answer.status_code == 303
    row = Performance.objects.get(pk=row.pk)
    assert row.starts_at.astimezone(clock.SHANGHAI).hour == 10
    assert "钟点写错了" in Record.objects.get().review_note


def test_their_later_word_of_an_unplanned_show_asks_the_same(
    on_phone, troupe, hinggan_coordinator, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    Membership.objects.create(
        user=hinggan_coordinator, role=Membership.Role.TROUPE_LEADER, troupe=troupe
    )
    phone, address = on_phone(hinggan_coordinator), f"/my/troupes/{troupe.code}/past/"
    told = {
        "key": "0f0f0f0f-0000-4000-8000-000000000000", "turn": 1, "title": "加演",
        "day": tonight.day.isoformat(), "hour": "09:00", "minutes": "40",
        "mode": "on_site", "place": "", "onsite_audience": "30",
    }  # fmt: skip
    assert phone.post(address, told).status_code == 303
    later = told | {"turn": 2, "hour": "10:00"}
    page = phone.post(address, later).content.decode()
    assert "照样改，是因为" in page
    assert "加演" in page
    answer = phone.post(address, later | {"turn": 3, "accept": "钟点写错了"})
    assert answer.status_code == 303
    row = Performance.objects.exclude(pk=tonight.pk).get()
    assert row.starts_at.astimezone(clock.SHANGHAI).hour == 10


def test_what_is_over_is_not_told_as_a_plan(
    on_phone, troupe, troupe_leader, hinggan_venue, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    phone = on_phone(troupe_leader)
    page = phone.get(f"/my/shows/{tonight.public_id}/").content.decode()
    assert "已结束" in page
    assert "已确定" not in page
    facts = factories.show_facts(
        title="临时加演", starts_at=tonight.starts_at - timedelta(hours=6),
        troupes=(troupe,), venue=hinggan_venue,
    )  # fmt: skip
    row = scheduling.report_past_show(
        facts, RecordFacts(onsite_audience=30), by=troupe_leader
    ).record.performance
    page = phone.get(f"/my/shows/{row.public_id}/").content.decode()
    assert "补报的" in page
    for word in ("已确定", "新排的", "还没有公布"):
        assert word not in page


def unplanned(show, **told):
    return {
        "key": "0f0f0f0f-0000-4000-8000-000000000001", "turn": 1, "title": "敬老院慰问",
        "day": show.day.isoformat(), "hour": "10:00", "minutes": "60",
        "mode": "on_site", "place": show.venue.name, "onsite_audience": "40",
    } | told  # fmt: skip


def test_what_was_served_at_an_unplanned_show_knows_its_show(
    on_phone, troupe, troupe_leader, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    address = f"/my/troupes/{troupe.code}/past/"
    told = unplanned(tonight, service_title="理发")
    assert on_phone(troupe_leader).post(address, told).status_code == 303
    act, record = FieldAct.objects.get(), Record.objects.get()
    assert act.performance == record.performance
    assert act.region == tonight.venue.region


def test_a_number_that_contradicts_the_choice_above_it_is_told_there(
    on_phone, troupe, troupe_leader, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    phone, address = on_phone(troupe_leader), f"/my/troupes/{troupe.code}/past/"
    page = phone.post(address, unplanned(tonight, mode="online", hours="七个半"))
    page = page.content.decode()
    assert "上面选的是“只在线上”，这里就空着" in page
    assert "比如7.5" in page
    # What is wrong is listed as it stands on the page.
    listed = page[page.index("my-errs") : page.index("</ul>", page.index("my-errs"))]
    assert listed.index("现场观众") < listed.index("在外")
    page = phone.post(address, unplanned(tonight, online_views="7")).content.decode()
    assert "上面选的是“现场”，这里就空着" in page
    assert not Record.objects.exists()


def test_once_one_has_left_the_sheet_leads_with_what_comes_next(
    on_phone, troupe_leader, tonight, frozen_clock
):
    phone = on_phone(troupe_leader)
    assert "出发" in phone.get("/my/").content.decode().split("</header>")[1]
    frozen_clock.set(tonight.starts_at - timedelta(hours=2, minutes=30))
    head = phone.get("/my/").content.decode().split("</header>")[1]
    assert "出发" not in head
    assert "接下来<b>17:30</b>进场装台" in head

"""Reporting from the road: figures apart, keys once, and nothing typed is lost."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from performances.models import (
    FieldAct,
    Performance,
    Record,
    RecordPhoto,
    SentReport,
    TroupeDay,
)
from performances.scheduling import RecordFacts, correct, report_show, review_report
from tests import factories

pytestmark = pytest.mark.django_db


def picture():
    data = BytesIO()
    Image.new("RGB", (40, 30), "red").save(data, "JPEG")
    return SimpleUploadedFile("a.jpg", data.getvalue(), "image/jpeg")


@pytest.fixture
def played(tonight, frozen_clock):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    return tonight


def address(show):
    return f"/my/shows/{show.public_id}/record/"


def said(**told):
    return {
        "key": str(uuid4()), "onsite_audience": "320", "remarks": "音箱坏了一个",
        "distance_km": "186", "hours": "9.5", "in_grassroots": "on",
        "coaching_title": "指导秧歌队", "coaching_people": "25",
    } | told  # fmt: skip


def test_yesterdays_show_is_asked_for_and_reported_in_a_minute(
    on_phone, troupe, troupe_leader, played
):
    phone = on_phone(troupe_leader)
    page = phone.get("/my/").content.decode()
    assert "1场还没有上报" in page
    assert address(played) in page
    told = said(photos=[picture()], consent="当面问过", may_publish="on")
    answer = phone.post(address(played), told)
    assert (answer.status_code, answer.url) == (303, "/my/?done=reported")
    record = Record.objects.get()
    assert (record.performance, record.onsite_audience) == (played, 320)
    assert record.online_views is None
    assert record.reported_by == troupe_leader
    day = TroupeDay.objects.get()
    assert (day.troupe, day.day, day.distance_km) == (troupe, played.day, 186)
    assert day.in_grassroots
    assert FieldAct.objects.get().people == 25
    photo = RecordPhoto.objects.get()
    assert (photo.consent, photo.may_publish) == ("当面问过", True)
    page = phone.get(answer.url).content.decode()
    assert "已经收到" in page
    assert "还没有上报" not in page


def test_the_same_key_twice_counts_once(on_phone, troupe_leader, played):
    phone = on_phone(troupe_leader)
    told = said(consent="当面问过")
    for _ in range(2):
        answer = phone.post(
            address(played),
            told | {"photos": [picture()]},
            headers={"Accept": "application/json"},
        )
        assert answer.json() == {"done": True, "next": "/my/?done=reported"}
    for model in (Record, TroupeDay, FieldAct, RecordPhoto):
        assert model.objects.count() == 1, model
    assert SentReport.objects.filter(kind="show").count() == 1


def test_a_later_word_under_the_same_key_counts(on_phone, troupe_leader, played):
    phone = on_phone(troupe_leader)
    told = said()
    phone.post(address(played), told)
    phone.post(address(played), told | {"onsite_audience": "350"})
    assert Record.objects.get().onsite_audience == 350


def test_a_later_word_does_not_overwrite_the_league(
    on_phone, troupe_leader, coordinator, played
):
    phone = on_phone(troupe_leader)
    told = said()
    phone.post(address(played), told)
    correct(Record.objects.get(), RecordFacts(onsite_audience=300), by=coordinator)
    page = phone.post(address(played), told | {"onsite_audience": "350"})
    assert "别人已经报过或改过这场" in page.content.decode()
    assert Record.objects.get().onsite_audience == 300


def test_what_is_edited_after_half_of_it_was_refused_counts(
    on_phone, troupe_leader, played
):
    phone = on_phone(troupe_leader)
    told = said(consent="当面问过")
    figures = [
        {"onsite_audience": "330", "distance_km": "190", "coaching_people": "26"},
        {"onsite_audience": "340", "distance_km": "200", "coaching_people": "27"},
    ]
    for more in ({}, *figures):
        told |= more
        bad = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
        page = phone.post(address(played), told | {"photos": [bad]}).content.decode()
        assert "打不开这个文件" in page
        for name in ("version", "day_version"):
            told[name] = page.split(f'name="{name}" value="')[1].split('"')[0]
    assert Record.objects.get().onsite_audience == 340
    assert TroupeDay.objects.get().distance_km == 200
    assert FieldAct.objects.get().people == 27


def test_pictures_that_fail_lose_nothing_and_double_nothing(
    on_phone, troupe_leader, played
):
    phone = on_phone(troupe_leader)
    told = said(consent="当面问过")
    bad = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    page = phone.post(address(played), told | {"photos": [bad]}).content.decode()
    assert "打不开这个文件" in page
    assert Record.objects.get().onsite_audience == 320
    version = page.split('name="version" value="')[1].split('"')[0]
    day = page.split('name="day_version" value="')[1].split('"')[0]
    again = told | {"version": version, "day_version": day, "photos": [picture()]}
    assert phone.post(address(played), again).status_code == 303
    assert RecordPhoto.objects.count() == FieldAct.objects.count() == 1
    # Whoever sent it sees it, though nobody agreed to its being published.
    shown = phone.get(address(played)).content.decode()
    assert "record-" in shown
    assert "not-found" not in shown


def test_nobody_agreed_no_picture(on_phone, troupe_leader, played):
    page = (
        on_phone(troupe_leader)
        .post(address(played), said(photos=[picture()]))
        .content.decode()
    )
    assert "谁同意了" in page
    assert Record.objects.count() == 0


def test_it_is_mended_on_the_same_page(on_phone, troupe_leader, coordinator, played):
    record = report_show(
        played, RecordFacts(onsite_audience=100), by=troupe_leader
    ).record
    review_report(record, "returned", note="人数再核一下", by=coordinator)
    phone = on_phone(troupe_leader)
    assert "人数再核一下" in phone.get("/my/").content.decode()
    page = phone.get(address(played)).content.decode()
    assert 'value="100"' in page
    version = page.split('name="version" value="')[1].split('"')[0]
    told = {"key": str(uuid4()), "version": version, "onsite_audience": "120"}
    assert phone.post(address(played), told).status_code == 303
    record.refresh_from_db()
    assert (record.onsite_audience, record.state) == (120, "reported")


def test_two_of_a_joint_show_do_not_overwrite_each_other(
    on_phone, troupe, other_troupe, troupe_leader, other_troupe_editor, frozen_clock,
    hinggan_venue,
):  # fmt: skip
    show = factories.performance(
        starts_at=factories.evening(days=0), venue=hinggan_venue,
        troupes=(troupe, other_troupe),
    )  # fmt: skip
    frozen_clock.set(show.ends_at + timedelta(hours=1))
    report_show(show, RecordFacts(onsite_audience=300), by=other_troupe_editor)
    phone = on_phone(troupe_leader)
    told = {"key": str(uuid4()), "onsite_audience": "500"}
    page = phone.post(address(show), told).content.decode()
    assert "别人已经报过或改过这场" in page
    assert "other-editor" in page
    assert Record.objects.get().onsite_audience == 300
    version = page.split('name="version" value="')[1].split('"')[0]
    phone.post(address(show), told | {"version": version})
    assert Record.objects.get().onsite_audience == 500


def test_a_show_nobody_had_planned(on_phone, troupe, troupe_leader, frozen_clock):
    factories.venue("152222", name="希日塔拉嘎查文化室")
    phone = on_phone(troupe_leader)
    page = f"/my/troupes/{troupe.code}/past/"
    assert phone.get(page).status_code == 200
    told = said(
        title="牧民家里的小演出", day="2023-10-31", hour="15:00",
        place="希日塔拉嘎查文化室", mode="on_site",
    )  # fmt: skip
    for _ in range(2):
        assert phone.post(page, told).status_code == 303
    show = Performance.objects.get()
    assert show.entered_after
    assert show.record.onsite_audience == 320
    assert show.venue.name == "希日塔拉嘎查文化室"
    other = phone.post(page, told | {"day": "2023-10-30"}).content.decode()
    assert "请重新打开这一页" in other
    assert Performance.objects.count() == 1
    ahead = phone.post(page, told | {"key": str(uuid4()), "day": "2023-11-09"})
    assert "还没到这个时间" in ahead.content.decode()
    assert "新建演出" not in ahead.content.decode()


def test_a_day_without_a_show(on_phone, troupe, troupe_leader, frozen_clock):
    phone = on_phone(troupe_leader)
    page = f"/my/troupes/{troupe.code}/day/"
    assert "还什么都没有填" in phone.post(page, {"day": "2023-11-01"}).content.decode()
    told = {
        "key": str(uuid4()), "day": "2023-10-30", "distance_km": "80",
        "service_title": "理发", "service_people": "12",
    }  # fmt: skip
    for _ in range(2):
        assert phone.post(page, told).status_code == 303
    assert TroupeDay.objects.get().distance_km == 80
    assert FieldAct.objects.get().kind == "service"
    later = told | {"distance_km": "90", "service_people": "13"}
    assert phone.post(page, later).status_code == 303
    assert TroupeDay.objects.get().distance_km == 90
    assert FieldAct.objects.get().people == 13
    other = phone.post(page, later | {"day": "2023-10-29"}).content.decode()
    assert "请重新打开这一页" in other
    known = phone.get(page, {"day": "2023-10-30"}).content.decode()
    assert 'value="90"' in known
    for day in ("x", "0001-01-01", "9999-12-31", "2023-02-30"):
        assert phone.get(page, {"day": day}).status_code == 200


def test_figures_that_cannot_be_are_answered_at_their_field(
    on_phone, troupe_leader, played
):
    phone = on_phone(troupe_leader)
    for told in (
        {"onsite_audience": "99999999"}, {"onsite_audience": "-1"},
        {"onsite_audience": "多"}, {"hours": "25"}, {"hours": "1e400"},
        {"key": "no key"}, {"coaching_title": "", "coaching_people": "3"},
        {"remarks": "x" * 3000}, {"version": "1", "day_version": "9" * 30},
    ):  # fmt: skip
        page = phone.post(address(played), said() | told)
        assert page.status_code in (200, 303), told
    page = phone.post(address(played), said(distance_km="9999"))
    assert "里程要在" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "code"), [("troupe_member", 403), ("other_troupe_editor", 404)]
)
def test_members_read_and_strangers_do_not(
    role, code, request, on_phone, troupe, played
):
    phone = on_phone(request.getfixturevalue(role))
    for page in (
        address(played),
        f"/my/troupes/{troupe.code}/past/",
        f"/my/troupes/{troupe.code}/day/",
    ):
        assert phone.get(page).status_code == code
        assert phone.post(page, said()).status_code == code
    assert Record.objects.count() == TroupeDay.objects.count() == 0
    assert ("上报演出" in phone.get("/my/").content.decode()) is False


def test_a_login_that_ended_says_so_to_the_script(on_phone, troupe_leader, played):
    phone = on_phone(troupe_leader)
    phone.post("/my/logout/")
    phone.cookies["my_device"] = "x" * 32
    asked = {"Accept": "application/json"}
    answer = phone.post(address(played), said(), headers=asked)
    assert (answer.status_code, answer.json()) == (401, {"login": "/my/login/"})
    assert phone.post(address(played), said()).status_code == 401
    assert Record.objects.count() == 0


def test_a_page_of_somebody_else_is_not_sent_as_ones_own(
    on_phone, troupe, troupe_leader, troupe_editor, played
):
    page = on_phone(troupe_leader).get(address(played)).content.decode()
    told = said(who=page.split('name="who" value="')[1].split('"')[0])
    answer = on_phone(troupe_editor).post(address(played), told)
    assert answer.status_code == 401
    assert "还没有发出" in answer.content.decode()
    assert Record.objects.count() == 0
    assert on_phone(troupe_leader).post(address(played), told).status_code == 303

"""What a report meets: another telephone's word, nothing at all, too many pictures.
Who sends it reads what stands, and loses nothing of what they typed."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from performances import scheduling
from performances.forms import my_photos
from performances.models import FieldAct, Record, RecordPhoto, TroupeDay
from performances.scheduling import ActFacts, DayFacts, RecordFacts, sent_photos
from tests.performances.views.my.test_place_step import fields
from tests.performances.views.my.test_without_script import photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(tonight, frozen_clock):
    frozen_clock.set(tonight.ends_at + timedelta(hours=1))
    return tonight


@pytest.fixture
def phone(on_phone, troupe_leader):
    return on_phone(troupe_leader)


def test_the_second_reads_one_notice_and_what_stands(
    phone, played, troupe, troupe_editor
):
    address = f"/my/shows/{played.public_id}/record/"
    typed = fields(phone.get(address).content.decode()) | {"onsite_audience": "150"}
    facts = RecordFacts(onsite_audience=120, remarks="停电")
    scheduling.report_show(played, facts, by=troupe_editor)
    day = DayFacts(distance_km=42, hours=Decimal("7.5"), in_grassroots=True)
    scheduling.report_day(troupe, played.day_at_home, day, by=troupe_editor)
    act = ActFacts(kind=FieldAct.Kind.COACHING, title="教唱民歌", people=15)
    there = scheduling.report_act(
        troupe, played.day_at_home, act, by=troupe_editor
    ).acts[0]
    page = phone.post(address, typed).content.decode()
    assert page.count("别人已经报过或改过这场") == 1
    assert "请看最新情况" not in page
    assert "troupe-editor" in page
    assert "现场人数：120" in page
    # What nobody has said is no figure.
    assert "：—" not in page
    assert "这一天已经报过：42公里、7.5小时、在基层" in page
    told = fields(page)
    assert (told["onsite_audience"], told["distance_km"]) == ("150", "42")
    assert told["remarks"].strip() == "停电"
    assert told[f"act_{there.pk}_title"] == "教唱民歌"
    # One tap more: theirs counts, and nothing else was touched.
    assert phone.post(address, told | {"in_grassroots": "on"}).status_code == 303
    record = Record.objects.get()
    assert (record.onsite_audience, record.remarks) == (150, "停电")
    assert TroupeDay.objects.get().version == FieldAct.objects.get().version == 1


def test_a_field_nobody_touched_follows_a_later_word(phone, played, troupe_editor):
    address = f"/my/shows/{played.public_id}/record/"
    record = scheduling.report_show(
        played, RecordFacts(onsite_audience=120, remarks="停电"), by=troupe_editor
    ).record
    typed = fields(phone.get(address).content.decode())
    later = RecordFacts(onsite_audience=130, remarks="停电")
    scheduling.correct(record, later, by=troupe_editor)
    page = phone.post(address, typed | {"remarks": "停电，下雨"}).content.decode()
    told = fields(page)
    assert told["onsite_audience"] == "130"
    assert told["remarks"].strip() == "停电，下雨"
    assert phone.post(address, told).status_code == 303
    record.refresh_from_db()
    assert (record.onsite_audience, record.remarks) == (130, "停电，下雨")


def test_an_act_mended_by_both_is_told_before_it_is_written_over(
    phone, played, troupe, troupe_editor
):
    act = ActFacts(kind=FieldAct.Kind.COACHING, title="教唱民歌", people=15)
    on = played.day_at_home
    there = scheduling.report_act(troupe, on, act, by=troupe_editor).acts[0]
    address = f"/my/shows/{played.public_id}/record/"
    typed = fields(phone.get(address).content.decode())
    typed |= {"onsite_audience": "150", f"act_{there.pk}_people": "40"}
    scheduling.report_show(played, RecordFacts(onsite_audience=120), by=troupe_editor)
    scheduling.correct_act(
        there, ActFacts(kind=act.kind, title="教唱民歌", people=20), by=troupe_editor
    )
    page = phone.post(address, typed).content.decode()
    page = phone.post(address, fields(page)).content.decode()
    there.refresh_from_db()
    assert there.people == 20
    assert "troupe-editor" in page
    assert phone.post(address, fields(page)).status_code == 303
    there.refresh_from_db()
    assert there.people == 40


def test_an_empty_report_asks_once(phone, played):
    """One wrong tap in a pocket does not close the evening."""
    address = f"/my/shows/{played.public_id}/record/"
    typed = fields(phone.get(address).content.decode())
    page = phone.post(address, typed).content.decode()
    assert "演了，人数以后再补" in page
    assert "没演成？" in page
    assert not Record.objects.exists()
    assert phone.post(address, typed | {"only_played": "on"}).status_code == 303
    assert Record.objects.get().onsite_audience is None


def test_pictures_that_fit_are_taken_and_the_others_named(phone, played, monkeypatch):
    for where in (sent_photos, my_photos):
        monkeypatch.setattr(where, "MOST_PHOTOS", 2)
    address = f"/my/shows/{played.public_id}/record/"
    told = {"key": str(uuid4()), "onsite_audience": "9", "consent": "当面问过"}
    assert "一场最多2张" in phone.get(address).content.decode()
    first = told | {"photos": [photograph(10)]}
    assert phone.post(address, first).status_code == 303
    page = phone.get(address).content.decode()
    assert "一场最多2张，还能发1张" in page
    assert 'data-most="1"' in page
    version = fields(page)["version"]
    more = told | {"key": str(uuid4()), "version": version}
    page = phone.post(address, more | {"photos": [photograph(90), photograph(200)]})
    page = page.content.decode()
    assert "第2张没有收" in page
    assert "其余1张已经收到" in page
    assert RecordPhoto.objects.count() == 2

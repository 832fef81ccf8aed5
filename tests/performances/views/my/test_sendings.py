"""Sent, the answer cut, written on, sent again: nothing is lost and nothing counted
twice, whatever the form."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from performances import scheduling
from performances.models import (
    FieldAct,
    Performance,
    Record,
    RecordPhoto,
    TroupeDay,
)
from performances.scheduling import ActFacts, DayFacts, RecordFacts, change_photo
from tests import factories

pytestmark = pytest.mark.django_db


def picture(colour="red"):
    data = BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "JPEG")
    return SimpleUploadedFile("a.jpg", data.getvalue(), "image/jpeg")


@pytest.fixture
def played(tonight, frozen_clock):
    frozen_clock.set(tonight.ends_at + timedelta(hours=11))
    return tonight


@pytest.fixture
def sends(on_phone, troupe_leader, played):
    """Sends the form of the show under one key; each call is one press."""
    phone, key, turns = on_phone(troupe_leader), str(uuid4()), iter(range(1, 99))

    def sent(code=303, **told):
        told = {"key": key, "turn": next(turns), "all_photos": "on"} | told
        address = f"/my/shows/{played.public_id}/record/"
        answer = phone.post(address, told)
        assert answer.status_code == code, answer.content.decode()
        return answer.content.decode()

    return sent


def shown(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_every_later_word_counts_back_to_the_first(sends):
    for people in ("320", "350", "320", "", "360"):
        sends(onsite_audience=people)
        said = Record.objects.get().onsite_audience
        assert said == (int(people) if people else None)


def test_an_older_word_that_arrives_late_is_known(sends):
    for turn, people, stands in ((10, 320, 320), (30, 360, 360), (20, 350, 360)):
        sends(turn=turn, onsite_audience=people)
        assert Record.objects.get().onsite_audience == stands


def test_pictures_of_the_same_sending_are_no_word_of_somebody_else(sends):
    words = {"consent": "当面问过"}
    sends(onsite_audience="320", photos=[picture()], **words)
    sends(onsite_audience="350", photos=[picture()], **words)
    assert Record.objects.get().onsite_audience == 350
    assert RecordPhoto.objects.count() == 1


def test_a_day_written_on_and_cleared(sends):
    sends(distance_km="186", hours="9", in_grassroots="on")
    sends(distance_km="190", in_grassroots="on")
    day = TroupeDay.objects.get()
    assert (day.distance_km, day.hours, day.in_grassroots) == (190, None, True)
    sends()
    assert not TroupeDay.objects.exists()
    sends(distance_km="200")
    assert TroupeDay.objects.get().distance_km == 200


def test_what_another_said_of_the_day_is_not_cleared(
    sends, troupe, played, troupe_editor
):
    scheduling.report_day(troupe, played.day, DayFacts(hours=8), by=troupe_editor)
    sends(distance_km="186")
    sends(distance_km="190")
    sends()
    day = TroupeDay.objects.get()
    assert (day.distance_km, day.hours) == (None, 8)


def test_acts_written_on_cleared_and_back(sends):
    sends(coaching_title="指导秧歌队", coaching_people="25", service_title="理发")
    sends(coaching_title="指导合唱队", coaching_people="30", service_title="理发")
    kinds = {act.kind: (act.title, act.people) for act in FieldAct.objects.all()}
    assert kinds == {"coaching": ("指导合唱队", 30), "service": ("理发", None)}
    sends(service_title="理发")
    assert FieldAct.objects.get().kind == "service"
    sends(coaching_title="指导合唱队", service_title="理发")
    assert FieldAct.objects.count() == 2


def test_an_act_the_league_mended_or_struck_out_stays_its_own(sends, coordinator):
    sends(coaching_title="指导秧歌队", coaching_people="25")
    act = FieldAct.objects.get()
    facts = ActFacts(kind="coaching", title="指导秧歌队", people=20)
    scheduling.correct_act(act, facts, by=coordinator)
    page = sends(200, coaching_title="指导秧歌队", coaching_people="30")
    assert "辅导：" in page
    assert "人数已经收到" in page
    assert FieldAct.objects.get().people == 20
    # Once more, having read that.
    sends(coaching_title="指导秧歌队", coaching_people="30")
    assert FieldAct.objects.get().people == 30
    scheduling.strike_out(act, by=coordinator)
    assert "被别人删掉" in sends(200, coaching_title="指导秧歌队", coaching_people="31")
    assert not FieldAct.objects.exists()


def test_two_people_do_not_count_one_coaching_twice(
    sends, troupe, played, troupe_editor
):
    facts = ActFacts(kind="coaching", title="指导秧歌队", people=25)
    scheduling.report_act(troupe, played.day, facts, by=troupe_editor)
    page = sends(200, coaching_title="指导秧歌队 ", coaching_people="25")
    assert "已经报过了" in page
    assert FieldAct.objects.count() == 1


def test_pictures_are_known_by_what_they_show(sends):
    words = {"consent": "当面问过"}
    sends(photos=[picture("red")], **words)
    sends(photos=[picture("red"), picture("blue")], **words)
    assert RecordPhoto.objects.count() == 2
    sends(photos=[picture("blue")], **words)
    kept = RecordPhoto.objects.get()
    sends(photos=[picture("blue"), picture("red")], **words)
    assert RecordPhoto.objects.count() == 2
    assert RecordPhoto.objects.filter(pk=kept.pk).exists()
    # From a page filled in once more, under another key.
    sends(key=str(uuid4()), photos=[picture("red")], **words)
    assert RecordPhoto.objects.count() == 2


def test_without_a_script_no_picture_is_taken_back(sends):
    words = {"consent": "当面问过", "all_photos": ""}
    sends(photos=[picture("red")], **words)
    sends(**words)
    assert RecordPhoto.objects.count() == 1


def test_whoever_takes_back_that_it_may_be_published_is_heard(sends):
    sends(photos=[picture()], consent="当面问过", may_publish="on")
    assert RecordPhoto.objects.get().may_publish
    sends(photos=[picture()], consent="家长不同意")
    photo = RecordPhoto.objects.get()
    assert (photo.may_publish, photo.consent) == (False, "家长不同意")


def test_an_old_word_sent_once_more_does_not_overrule_the_league(
    sends, coordinator, frozen_clock
):
    words = {"consent": "当面问过", "may_publish": "on"}
    sends(photos=[picture()], **words)
    frozen_clock.forward(minutes=5)
    photo = RecordPhoto.objects.get()
    change_photo(photo, consent="家长不同意", may_publish=False, by=coordinator)
    sends(photos=[picture()], **words)
    photo.refresh_from_db()
    assert (photo.may_publish, photo.consent) == (False, "家长不同意")


def test_one_of_several_is_refused_and_the_others_are_there(sends):
    bad = SimpleUploadedFile("b.jpg", b"no picture", "image/jpeg")
    files = [picture("red"), bad, picture("blue")]
    page = sends(200, onsite_audience="320", photos=files, consent="当面问过")
    assert "第2张没有收" in page
    assert "其余2张已经收到" in page
    assert RecordPhoto.objects.count() == 2
    assert page.count("photo_") == 2
    version = shown(page, "version")
    files = [picture("red"), picture("blue")]
    sends(version=version, onsite_audience="320", photos=files, consent="当面问过")
    assert RecordPhoto.objects.count() == 2


def test_a_picture_is_deleted_on_the_phone(sends):
    sends(photos=[picture()], consent="当面问过")
    photo = RecordPhoto.objects.get()
    told = {"key": str(uuid4()), "version": "2", f"photo_{photo.pk}_out": "on"}
    for _ in range(2):
        sends(**told)
        assert not RecordPhoto.objects.exists()


@pytest.fixture
def acts_page(on_phone, troupe, troupe_leader, played):
    """The form of a day with one coaching on it, and how to send it."""
    facts = ActFacts(kind="coaching", title="指导秧歌队", people=25)
    act = scheduling.report_act(troupe, played.day, facts, by=troupe_leader).acts[0]
    phone, address = on_phone(troupe_leader), f"/my/troupes/{troupe.code}/day/"
    page = phone.get(address, {"day": played.day.isoformat()}).content.decode()
    parts = ("version", "seen", "title", "people")
    told = {f"act_{act.pk}_{one}": shown(page, f"act_{act.pk}_{one}") for one in parts}
    told |= {"day": played.day.isoformat(), "key": str(uuid4()), "turn": "1"}

    def send(**changes):
        more = {f"act_{act.pk}_{name}": value for name, value in changes.items()}
        return phone.post(address, told | more)

    return act, send


def test_an_act_is_mended_and_deleted_where_it_stands(acts_page):
    act, send = acts_page
    assert send(people="30").status_code == 303
    act.refresh_from_db()
    assert (act.people, act.version) == (30, 2)
    # The answer was cut: the same once more, then another word.
    assert send(people="30").status_code == 303
    assert send(people="31", turn="2").status_code == 303
    act.refresh_from_db()
    assert act.people == 31
    for _ in range(2):
        assert send(version="3", out="on").status_code in (200, 303)
    assert not FieldAct.objects.exists()


def test_two_who_mend_one_act_are_told_of_each_other(acts_page, troupe_editor):
    act, send = acts_page
    facts = ActFacts(kind="coaching", title="指导秧歌队", people=40)
    scheduling.correct_act(act, facts, by=troupe_editor, version=1)
    # Who did not touch it does not undo it.
    assert "还什么都没有填" in send().content.decode()
    page = send(people="30").content.decode()
    assert "指导秧歌队：" in page
    assert "troupe-editor" in page
    act.refresh_from_db()
    assert act.people == 40
    assert send(people="30", version=shown(page, f"act_{act.pk}_version"))
    act.refresh_from_db()
    assert act.people == 30


def test_a_change_of_an_act_somebody_deleted_is_told(acts_page, troupe_editor):
    act, send = acts_page
    scheduling.strike_out(act, by=troupe_editor)
    assert "已经被删掉" in send(people="30").content.decode()
    assert not FieldAct.objects.exists()


@pytest.fixture
def past(on_phone, troupe, troupe_leader, frozen_clock):
    phone, address = on_phone(troupe_leader), f"/my/troupes/{troupe.code}/past/"
    told = {
        "key": str(uuid4()), "title": "牧民家里的小演出", "day": "2023-10-31",
        "hour": "15:00", "mode": "on_site", "onsite_audience": "40",
        "distance_km": "60",
    }  # fmt: skip

    def send(code=303, **changes):
        answer = phone.post(address, told | changes)
        assert answer.status_code == code, answer.content.decode()
        return answer

    return send


def test_a_past_show_told_at_the_wrong_hour_is_put_right(past, troupe):
    past(turn=1)
    past(turn=2, hour="16:00", title="牧民家里的演出", onsite_audience="45")
    show = Performance.objects.get()
    assert show.starts_at.hour == 8
    assert (show.title, show.record.onsite_audience) == ("牧民家里的演出", 45)
    past(turn=3, day="2023-10-30", hour="16:00", title="牧民家里的演出")
    show = Performance.objects.get()
    assert show.entered_after
    assert show.day.isoformat() == "2023-10-30"
    assert TroupeDay.objects.get().day == show.day
    online = {"mode": "online", "onsite_audience": "", "online_views": "300"}
    past(turn=4, day="2023-10-30", hour="16:00", title="牧民家里的演出", **online)
    record = Record.objects.get()
    assert (record.onsite_audience, record.online_views) == (None, 300)
    show = record.performance
    # Somebody else has mended it meanwhile.
    facts = replace(scheduling.facts_of(show), title="别的名字")
    scheduling.revise(show, facts)
    assert "my-err" in past(200, turn=5, hour="17:00").content.decode()
    assert Performance.objects.get().title == "别的名字"


def test_a_clash_is_told_to_whoever_reports_it(
    past, on_phone, troupe, troupe_leader, hinggan_venue
):
    factories.performance(
        title="敬老院慰问", venue=hinggan_venue, troupes=(troupe,),
        starts_at=factories.evening(days=-1).replace(hour=7, minute=30),
        status="confirmed",
    )  # fmt: skip
    answer = past(turn=1)
    assert answer.url.endswith("?done=clashes")
    phone = on_phone(troupe_leader)
    page = phone.get(answer.url).content.decode()
    assert "盟市会看到" in page
    assert "还排有“敬老院慰问”" in page
    assert "还排有“敬老院慰问”" in phone.get("/my/").content.decode()
    assert Record.objects.get().clashes


def test_records_of_a_returned_day_stand_on_the_sheet(
    on_phone, troupe, troupe_leader, coordinator, played
):
    day = scheduling.report_day(
        troupe, played.day, DayFacts(distance_km=999), by=troupe_leader
    ).day
    scheduling.report_show(played, RecordFacts(onsite_audience=1), by=troupe_leader)
    scheduling.review_report(day, "returned", note="里程再核一下", by=coordinator)
    phone = on_phone(troupe_leader)
    page = phone.get("/my/").content.decode()
    assert "盟市退回，请改好再报" in page
    assert "里程再核一下" in page
    address = f"/my/troupes/{troupe.code}/day/?day={played.day}"
    assert address in page
    page = phone.get(address).content.decode()
    assert "里程再核一下" in page
    names = ("key", "day_version", "day_of", "day_seen", "day", "distance_km")
    told = {name: shown(page, name) for name in names}
    assert phone.post(f"/my/troupes/{troupe.code}/day/", told).status_code == 303
    day.refresh_from_db()
    assert (day.state, day.distance_km) == ("reported", 999)
    assert "里程再核一下" not in phone.get("/my/").content.decode()


def test_another_day_chosen_on_the_form_keeps_what_stands_there(
    on_phone, troupe, troupe_leader, played
):
    """The version of one day says nothing of another."""
    other = played.day - timedelta(days=1)
    for day, far in ((played.day, 186), (other, 90)):
        scheduling.report_day(troupe, day, DayFacts(distance_km=far), by=troupe_leader)
    phone, address = on_phone(troupe_leader), f"/my/troupes/{troupe.code}/day/"
    page = phone.get(address, {"day": played.day.isoformat()}).content.decode()
    names = ("key", "day_version", "day_of", "day_seen", "distance_km")
    told = {name: shown(page, name) for name in names}
    answer = phone.post(address, told | {"day": other.isoformat()})
    assert answer.status_code == 200
    assert "my-err" in answer.content.decode()
    assert TroupeDay.objects.get(day=other).distance_km == 90

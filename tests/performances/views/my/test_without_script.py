"""A telephone whose browser runs no script: what was chosen and typed outlives every
step and every refusal."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from performances import scheduling
from performances.models import FieldAct, RecordPhoto, TroupeDay, WaitingPicture
from performances.scheduling import ActFacts, DayFacts
from performances.scheduling.waiting_pictures import (
    MOST_FORMS,
    WAITS,
    forget_waited_out,
)
from tests.performances.views.my.test_place_step import fields

pytestmark = pytest.mark.django_db

ON = date(2023, 10, 30)


def photograph(shade: int, name: str = "IMG_2034.jpg") -> SimpleUploadedFile:
    data = BytesIO()
    picture = Image.new("RGB", (640, 480), (shade, 90, 40))
    camera = picture.getexif()
    camera[0x010F] = "A camera"
    picture.save(data, "JPEG", exif=camera)
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def waits(page: str) -> list[str]:
    """Digests of the ticked pictures."""
    return re.findall(r'name="waits" value="(\w+)" checked', page)


def carried(page: str) -> list[str]:
    return re.findall(r'type="hidden" name="waits" value="(\w+)"', page)


@pytest.fixture
def phone(on_phone, troupe_leader):
    return on_phone(troupe_leader)


@pytest.fixture
def past(troupe, phone, frozen_clock):
    """The address of the form of a show nobody planned, and what is typed into it."""
    address = f"/my/troupes/{troupe.code}/past/"
    key = fields(phone.get(address).content.decode())["key"]
    typed = {
        "key": key, "title": "牧民家里的小演出", "day": "2023-10-30", "hour": "15:00",
        "minutes": "40", "mode": "on_site", "place": "", "onsite_audience": "32",
        "consent": "当面问过",
    }  # fmt: skip
    return address, typed


def test_pictures_go_through_the_step_of_a_place_and_back(phone, past, troupe):
    address, typed = past
    sent = [photograph(10), photograph(200, "二.jpg")]
    step = phone.post(address, typed | {"step": "place", "photos": sent})
    page = step.content.decode()
    assert "2张照片也留着" in page
    held = carried(page)
    assert len(held) == 2
    # Drawn anew: nothing of the camera lies on the site.
    for row in WaitingPicture.objects.all():
        assert b"A camera" not in bytes(row.data)
    add = {
        "new-name": "哈日努拉草场", "new-troupe": troupe.pk, "new-kind": "herder_home",
        "new-region": troupe.region.pk, "step": "add", "waits": held,
    }  # fmt: skip
    back = phone.post(address, typed | add).content.decode()
    assert "也选好了" in back
    assert waits(back) == held
    assert "二.jpg" in back
    told = fields(back) | {"mode": "on_site", "waits": waits(back)}
    assert phone.post(address, told).status_code == 303
    assert RecordPhoto.objects.count() == 2
    assert not WaitingPicture.objects.exists()
    # The same once more, as a thumb does: nothing doubles, and nothing is missed.
    assert phone.post(address, told).status_code == 303
    assert RecordPhoto.objects.count() == 2


def test_a_refusal_keeps_what_was_chosen_and_one_can_be_left_out(phone, past):
    address, typed = past
    sent = [photograph(10), photograph(200)]
    refused = phone.post(address, typed | {"consent": "", "photos": sent})
    page = refused.content.decode()
    assert "这些照片先留在网站上" in page
    first, _second = waits(page)
    # One more is chosen, one is not wanted after all, and one is chosen twice.
    more = [photograph(90), photograph(10)]
    told = typed | {"waits": [first], "photos": more}
    assert phone.post(address, told).status_code == 303
    assert RecordPhoto.objects.count() == 2
    assert not WaitingPicture.objects.exists()


def test_what_cannot_be_kept_is_told_and_the_rest_waits(phone, past):
    address, typed = past
    broken = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    told = typed | {"step": "place", "photos": [photograph(10), broken]}
    page = phone.post(address, told).content.decode()
    assert "1张照片也留着" in page
    assert "第2张没有收" in page


def test_pictures_that_arrived_do_not_wait_beside(phone, past):
    address, typed = past
    broken = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    page = phone.post(address, typed | {"photos": [photograph(10), broken]})
    assert RecordPhoto.objects.count() == 1
    assert waits(page.content.decode()) == []
    assert "其余1张已经收到" in page.content.decode()


def test_what_waited_too_long_is_said_and_deleted(
    phone, past, frozen_clock, troupe_leader
):
    address, typed = past
    page = phone.post(address, typed | {"consent": "", "photos": [photograph(10)]})
    held = waits(page.content.decode())
    frozen_clock.set(frozen_clock.now + WAITS)
    page = phone.post(address, typed | {"waits": held}).content.decode()
    assert "已经过了一天" in page
    assert RecordPhoto.objects.count() == 0
    assert forget_waited_out() == 1
    assert not WaitingPicture.objects.exists()


def test_they_are_ones_own_and_few(phone, past, on_phone, troupe_editor):
    address, typed = past
    held = waits(
        phone.post(
            address, typed | {"consent": "", "photos": [photograph(10)]}
        ).content.decode()
    )
    other = on_phone(troupe_editor)
    page = other.post(address, typed | {"waits": held}).content.decode()
    assert "已经过了一天" in page
    for number in range(MOST_FORMS + 1):
        key = f"{number:08d}-0000-4000-8000-000000000000"
        told = typed | {"key": key, "step": "place", "photos": [photograph(10)]}
        assert phone.post(address, told).status_code == 200
    assert WaitingPicture.objects.values("key").distinct().count() == MOST_FORMS
    # No key, or what is none: nothing is kept, and nothing breaks.
    for key in ("", "x", "9" * 4000):
        told = typed | {"key": key, "step": "place", "photos": [photograph(10)]}
        assert phone.post(address, told).status_code == 200


def test_with_our_script_the_phone_keeps_them_itself(phone, past):
    address, typed = past
    told = typed | {"consent": "", "photos": [photograph(10)]}
    phone.post(address, told, headers={"Accept": "application/json"})
    assert not WaitingPicture.objects.exists()


def test_a_page_from_before_the_login_keeps_them_too(on_phone, troupe_leader, past):
    address, typed = past
    phone = on_phone(troupe_leader, enforce_csrf_checks=True)
    who = fields(phone.get(address).content.decode())["who"]
    answer = phone.post(address, typed | {"who": who, "photos": [photograph(10)]})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "1张照片也留着" in page
    told = fields(page) | {"waits": carried(page)}
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert phone.post(address, told | {"csrfmiddlewaretoken": token}).status_code == 303
    assert RecordPhoto.objects.count() == 1


def test_a_typed_day_shows_its_coaching_when_it_is_asked_for(
    phone, troupe, troupe_editor, frozen_clock
):
    facts = DayFacts(distance_km=44, in_grassroots=True)
    scheduling.report_day(troupe, ON, facts, by=troupe_editor)
    act = ActFacts(kind=FieldAct.Kind.COACHING, title="广场舞", people=12)
    there = scheduling.report_act(troupe, ON, act, by=troupe_editor).acts[0]
    address = f"/my/troupes/{troupe.code}/day/"
    page = phone.get(address).content.decode()
    assert 'name="look"' in page
    typed = fields(page) | {"day": ON, "hours": "七", "coaching_title": "长调"}
    seen = phone.post(address, typed | {"look": "day"}).content.decode()
    assert "还什么都没有填" not in seen
    told = fields(seen)
    assert (told["distance_km"], told["hours"]) == ("44", "七")
    assert told[f"act_{there.pk}_title"] == "广场舞"
    assert told["coaching_title"] == "长调"
    assert "in_grassroots" in told
    assert "这一天已经报过：44公里、在基层" in seen
    sent = told | {"in_grassroots": "on", "hours": "7", f"act_{there.pk}_people": "15"}
    assert phone.post(address, sent).status_code == 303
    there.refresh_from_db()
    assert there.people == 15
    assert list(FieldAct.objects.values_list("title", flat=True)) == ["广场舞", "长调"]
    assert TroupeDay.objects.get(day=ON).hours == 7


def test_figures_of_one_day_are_not_shown_as_those_of_another(
    phone, troupe, troupe_editor, frozen_clock
):
    facts = DayFacts(distance_km=44, in_grassroots=True, remarks="修路")
    scheduling.report_day(troupe, ON, facts, by=troupe_editor)
    act = ActFacts(kind=FieldAct.Kind.SERVICE, title="理发", people=None)
    there = scheduling.report_act(troupe, ON, act, by=troupe_editor).acts[0]
    address = f"/my/troupes/{troupe.code}/day/"
    typed = fields(phone.get(address, {"day": ON}).content.decode())
    other = ON - timedelta(days=1)
    untouched = typed | {"day": other, "look": "day"}
    seen = phone.post(address, untouched).content.decode()
    told = fields(seen)
    assert (told["distance_km"], told["remarks"].strip()) == ("", "")
    assert "in_grassroots" not in told
    assert f"act_{there.pk}_title" not in told
    # What somebody wrote into an act of the first day is not lost with it.
    wrote = untouched | {f"act_{there.pk}_people": "9"}
    seen = phone.post(address, wrote).content.decode()
    assert fields(seen)[f"act_{there.pk}_people"] == "9"
    assert "10月30日(周一)报过的服务" in unescape(seen)


def test_a_refused_day_comes_with_the_acts_that_stand(
    phone, troupe, troupe_editor, frozen_clock
):
    scheduling.report_day(troupe, ON, DayFacts(distance_km=44), by=troupe_editor)
    act = ActFacts(kind=FieldAct.Kind.SERVICE, title="理发", people=None)
    there = scheduling.report_act(troupe, ON, act, by=troupe_editor).acts[0]
    address = f"/my/troupes/{troupe.code}/day/"
    typed = fields(phone.get(address).content.decode())
    page = phone.post(address, typed | {"day": ON, "distance_km": "77"})
    told = fields(page.content.decode())
    assert (told["distance_km"], told[f"act_{there.pk}_title"]) == ("77", "理发")
    assert phone.post(address, told).status_code == 303
    assert TroupeDay.objects.get(day=ON).distance_km == 77
    there.refresh_from_db()
    assert there.version == 1


def test_a_page_without_the_mark_of_its_person_keeps_nothing(
    on_phone, troupe_leader, past
):
    """It may have been made up by somebody else."""
    address, typed = past
    phone = on_phone(troupe_leader, enforce_csrf_checks=True)
    answer = phone.post(address, typed | {"photos": [photograph(10)]})
    assert answer.status_code == 403
    assert not WaitingPicture.objects.exists()

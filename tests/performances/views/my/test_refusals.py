"""Every no on /my/ says who may, whom to ring, and loses nothing that was typed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from performances import scheduling
from performances.models import Record
from tests import factories
from troupes.models import DutyContact

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers(troupe, troupe_leader, regions):
    troupe_leader.last_name = "白队长"
    troupe_leader.save()
    DutyContact.objects.create(
        troupe=troupe, duty="leader", role="队长", name="白音", phone="13900000041"
    )
    league = troupe.region.league
    league.desk_phone = "0482-8210000"
    league.save()


def test_a_member_reads_who_may_and_whom_to_ring(
    on_phone, troupe, troupe_member, tonight, numbers
):
    phone = on_phone(troupe_member)
    show = f"/my/shows/{tonight.public_id}"
    for address in (
        f"{show}/move/", f"{show}/cancel/", f"{show}/ask/", f"{show}/record/",
        "/my/places/", f"/my/troupes/{troupe.code}/past/",
        f"/my/troupes/{troupe.code}/day/",
    ):  # fmt: skip
        for answer in (phone.get(address), phone.post(address, {})):
            assert answer.status_code == 403, address
            page = answer.content.decode()
            assert "这件事由队长来做" in page
            assert "tel:13900000041" in page
            assert "白队长" in page
            assert "tel:04828210000" in page
            assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_is_the_leagues_is_asked_for(
    on_phone, troupe, troupe_leader, hinggan_venue, frozen_clock
):
    showcase = factories.showcase([hinggan_venue], t_zero=factories.evening(days=1))
    opening = showcase.performances.get()
    scheduling.move(opening, troupes=(troupe,), accept="测试")
    answer = on_phone(troupe_leader).get(f"/my/shows/{opening.public_id}/cancel/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "这件事由盟市来定" in page
    assert f"/my/shows/{opening.public_id}/ask/" in page


@pytest.mark.parametrize(
    "address", ["/my/shows/zzzzzzzz/", "/my/troupes/nobody/", "/my/no/such/page/"]
)
def test_what_is_not_there_keeps_the_look_of_the_sheet(
    address, on_phone, troupe_leader, visitor
):
    answer = on_phone(troupe_leader).get(address)
    assert answer.status_code == 404
    assert "这里什么也没有" in answer.content.decode()
    assert visitor.get(address).url.startswith("/my/login/")


def test_the_address_of_logging_out_leads_to_the_sheet(on_phone, troupe_leader):
    phone = on_phone(troupe_leader)
    assert phone.get("/my/logout/").url == "/my/"
    assert phone.get("/my/").status_code == 200


def test_a_page_older_than_the_login_is_sent_again_in_one_tap(
    on_phone, troupe_leader, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=1))
    phone = on_phone(troupe_leader, enforce_csrf_checks=True)
    address = f"/my/shows/{tonight.public_id}/record/"
    who = phone.get(address).content.decode().split('name="who" value="')[1][:20]
    told = {"who": who, "onsite_audience": "320", "remarks": "风<大>"}
    answer = phone.post(address, told)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert 'name="remarks" value="风&lt;大&gt;"' in page
    assert "再发一次" in page
    assert not Record.objects.exists()
    fresh = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = told | {"csrfmiddlewaretoken": fresh}
    assert phone.post(address, again).status_code == 303
    assert Record.objects.get().onsite_audience == 320

    script = phone.post(address, told, headers={"Accept": "application/json"})
    assert (script.status_code, script.json()) == (403, {"stale": True})


def test_a_page_of_nobody_or_of_another_is_not_offered_again(
    on_phone, visitor, troupe_leader, troupe_editor, tonight
):
    address = f"/my/shows/{tonight.public_id}/cancel/"
    page = on_phone(troupe_leader).get(address).content.decode()
    who = page.split('name="who" value="')[1][:20]
    strict = on_phone(troupe_editor, enforce_csrf_checks=True)
    foreign = strict.post(address, {"who": who, "reason": "大雪"})
    assert foreign.status_code == 401
    unmarked = strict.post(address, {"reason": "大雪"})
    assert unmarked.status_code == 403
    for answer in (foreign, unmarked):
        assert "大雪" not in answer.content.decode()


def test_a_kept_page_logs_nobody_else_out(on_phone, troupe_leader, troupe_editor):
    page = on_phone(troupe_leader).get("/my/devices/").content.decode()
    who = page.split('name="who" value="')[1][:20]
    assert page.count('name="who"') == page.count("<form")
    phone = on_phone(troupe_editor)
    assert phone.post("/my/logout/", {"who": who}).status_code == 401
    assert phone.get("/my/").status_code == 200


def test_a_missing_word_is_asked_for_in_words(on_phone, troupe, troupe_leader, tonight):
    phone = on_phone(troupe_leader)
    show = f"/my/shows/{tonight.public_id}"
    for address, told, words in (
        (f"{show}/cancel/", {"version": 1}, ["请写为什么取消"]),
        (f"{show}/ask/", {}, ["请写想改什么"]),
        (f"{show}/move/", {"version": 1}, ["请写为什么改", "请填哪一天"]),
        (
            f"/my/troupes/{troupe.code}/past/",
            {},
            ["请写演了什么", "请填哪一天", "请填几点开演", "请选是现场演的"],
        ),
        ("/my/places/", {}, ["请写地点名称", "请选在本旗县", "请选是什么样"]),
        ("/my/login/", {}, ["请写用户名", "请写密码"]),
    ):
        page = phone.post(address, told).content.decode()
        assert "必需" not in page, address
        assert "必填" not in page, address
        for word in words:
            assert word in page, (address, word)
    broken = phone.post(f"{show}/cancel/", {"version": "x", "reason": "大雪"})
    assert "这一页没有收全" in broken.content.decode()


def test_what_is_wrong_stands_on_top_with_the_way_there(
    on_phone, troupe, troupe_leader, tonight, frozen_clock
):
    phone = on_phone(troupe_leader)
    show = f"/my/shows/{tonight.public_id}"
    pages = (
        (f"{show}/cancel/", {"version": 1}, ["reason"]),
        (f"{show}/move/", {"version": 1}, ["day", "reason"]),
        (f"/my/troupes/{troupe.code}/past/", {"hours": "25"}, ["title", "hours"]),
        (f"/my/troupes/{troupe.code}/day/", {"distance_km": "9999"}, ["distance_km"]),
        ("/my/places/", {}, ["name", "region"]),
        ("/my/login/", {}, ["username", "password"]),
    )
    for address, told, names in pages:
        page = phone.post(address, told).content.decode()
        summary = page.split('class="my-errs" tabindex="-1" autofocus>')[1]
        summary = summary.split("</ul></div>")[0]
        for name in names:
            assert f'<a href="#id_{name}">' in summary, (address, name)
            assert f'id="id_{name}"' in page
        assert "my-errs" not in phone.get(address).content.decode()


def test_nobody_agreed_and_a_bad_file_are_told_at_once(
    on_phone, troupe_leader, tonight, frozen_clock
):
    frozen_clock.set(tonight.ends_at + timedelta(hours=1))
    bad = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    address = f"/my/shows/{tonight.public_id}/record/"
    page = on_phone(troupe_leader).post(address, {"photos": [bad]}).content.decode()
    assert '<a href="#id_photos">' in page
    assert "打不开这个文件" in page
    assert '<a href="#id_consent">' in page
    assert not Record.objects.exists()

"""Logging in on a phone: who may, for how long, and everything that ends it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from performances import scheduling
from performances.models import DeviceLogin
from tests.factories import PASSWORD
from troupes.models import Membership

pytestmark = pytest.mark.django_db


def log_in(client, username, password=PASSWORD, **more):
    told = {"username": username, "password": password}
    return client.post("/my/login/", told | more, headers={"User-Agent": "Android"})


@pytest.mark.parametrize("role", ["troupe_leader", "troupe_editor", "troupe_member"])
def test_people_of_a_troupe_come_in(role, request, visitor, frozen_clock):
    user = request.getfixturevalue(role)
    assert visitor.get("/my/").url == "/my/login/?next=%2Fmy%2F"

    answer = log_in(visitor, user.username)
    cookie = answer.cookies["my_device"]
    assert (answer.status_code, answer.url) == (303, "/my/")
    assert (cookie["path"], cookie["samesite"]) == ("/my/", "Lax")
    assert cookie["httponly"]
    assert cookie["max-age"] == 90 * 86_400
    assert "sessionid" not in answer.cookies
    row = DeviceLogin.objects.get()
    assert cookie.value not in (row.token_hash, row.hint, str(row.pk))

    sheet = visitor.get("/my/")
    assert sheet.status_code == 200
    assert sheet.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in sheet.headers["X-Robots-Tag"]


def test_the_cookie_is_secure_where_the_site_is(visitor, troupe_leader, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert log_in(visitor, troupe_leader.username).cookies["my_device"]["secure"]


@pytest.mark.parametrize(
    "role", ["coordinator", "venue_contact", "page_editor", "outsider"]
)
def test_others_are_told_where_they_belong(role, request, visitor):
    user = request.getfixturevalue(role)
    answer = log_in(visitor, user.username)
    assert answer.status_code == 200
    assert "不在任何一支队伍里" in answer.content.decode()
    assert "my_device" not in answer.cookies


def test_a_wrong_password_says_so_and_nothing_else(visitor, troupe_leader):
    wrong = log_in(visitor, troupe_leader.username, "no")
    nobody = log_in(visitor, "nobody", "no")
    for answer in (wrong, nobody):
        assert "用户名或密码不对" in answer.content.decode()
        assert "my_device" not in answer.cookies


def test_guessing_ends_soon(visitor, troupe_leader, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    codes = [
        log_in(visitor, troupe_leader.username, "no").status_code for _ in range(4)
    ]
    assert codes[-1] == 429
    assert log_in(visitor, troupe_leader.username).status_code == 429


def test_one_address_may_not_try_for_ever(visitor, frozen_clock):
    codes = {log_in(visitor, f"name-{n}", "").status_code for n in range(31)}
    assert codes == {200, 429}


def test_every_form_needs_its_token(troupe_leader, on_phone):
    strict = Client(enforce_csrf_checks=True)
    refused = log_in(strict, troupe_leader.username)
    assert refused.status_code == 403
    assert "没有发出" in refused.content.decode()
    strict = on_phone(troupe_leader, enforce_csrf_checks=True)
    for address in ("/my/logout/", "/my/devices/"):
        assert strict.post(address).status_code == 403
    assert strict.get("/my/").status_code == 200


def test_it_leads_back_to_where_one_wanted_to_go_and_nowhere_else(
    visitor, troupe_leader
):
    there = log_in(visitor, troupe_leader.username, next="/my/devices/")
    assert there.url == "/my/devices/"
    for evil in ("https://evil.example/my/", "//evil.example", "/my/\\evil", "/admin/"):
        assert log_in(Client(), troupe_leader.username, next=evil).url == "/my/"


def test_it_lasts_ninety_days_and_no_longer(on_phone, troupe_leader, frozen_clock):
    phone = on_phone(troupe_leader)
    frozen_clock.forward(days=89, hours=23)
    assert phone.get("/my/").status_code == 200
    frozen_clock.forward(hours=1)
    answer = phone.get("/my/")
    assert answer.url.startswith("/my/login/")
    assert answer.headers["X-My-Out"] == "1"
    assert answer.cookies["my_device"].value == ""


def test_a_new_password_ends_it(on_phone, troupe_leader):
    phone = on_phone(troupe_leader)
    troupe_leader.set_password("another-2024")
    troupe_leader.save()
    assert phone.get("/my/").status_code == 302
    troupe_leader.set_password(PASSWORD)
    troupe_leader.save()
    assert phone.get("/my/").status_code == 302
    assert DeviceLogin.objects.get().ending == DeviceLogin.Ending.PASSWORD


def test_a_closed_account_ends_it_for_good(on_phone, troupe_leader):
    phone = on_phone(troupe_leader)
    troupe_leader.is_active = False
    troupe_leader.save()
    troupe_leader.is_active = True
    troupe_leader.save()
    assert phone.get("/my/").status_code == 302


def test_it_ends_with_the_last_membership(on_phone, troupe_leader, frozen_clock):
    phone = on_phone(troupe_leader)
    today = frozen_clock.now.date()
    Membership.objects.filter(user=troupe_leader).update(
        until=today - timedelta(days=1)
    )
    assert phone.get("/my/").status_code == 302
    assert DeviceLogin.objects.get().ending == DeviceLogin.Ending.NO_TROUPE


def test_one_logs_out_here_and_only_here(on_phone, troupe_leader):
    phone, other = on_phone(troupe_leader), on_phone(troupe_leader)
    answer = phone.post("/my/logout/")
    assert (answer.status_code, answer.headers["X-My-Out"]) == (303, "1")
    assert phone.get("/my/").status_code == 302
    assert other.get("/my/").status_code == 200


def test_a_lost_phone_is_ended_from_another(on_phone, troupe_leader, troupe_member):
    lost, mine = on_phone(troupe_leader), on_phone(troupe_leader)
    foreign = on_phone(troupe_member)
    rows = {row.user_id: row for row in DeviceLogin.objects.exclude(user=troupe_leader)}
    page = mine.get("/my/devices/").content.decode()
    assert page.count("Android · 微信") == 2
    first = DeviceLogin.objects.filter(user=troupe_leader).earliest("pk")
    assert mine.post("/my/devices/", {"device": first.pk}).status_code == 303
    assert lost.get("/my/").status_code == 302
    assert mine.get("/my/").status_code == 200

    theirs = rows[troupe_member.pk].pk
    for text in (theirs, "", "x", "9" * 40):
        assert mine.post("/my/devices/", {"device": text}).status_code == 404
    assert foreign.get("/my/").status_code == 200


@pytest.mark.parametrize(
    ("who", "shown"),
    [("troupe_leader", True), ("hinggan_coordinator", True), ("page_editor", False)],
)
def test_the_menu_leads_to_logins_whoever_can_have_some(who, shown, as_user, request):
    home = as_user(request.getfixturevalue(who)).get(reverse("wagtailadmin_home"))
    assert (reverse("device_logins:index") in home.content.decode()) == shown


def test_the_admin_ends_it(on_phone, as_user, troupe_leader, hinggan_coordinator):
    phone = on_phone(troupe_leader)
    row = DeviceLogin.objects.get()
    desk = as_user(hinggan_coordinator)
    listed = desk.get(reverse("device_logins:index")).content.decode()
    assert "Android · 微信" in listed
    page = desk.get(reverse("device_logins:inspect", args=[row.pk]))
    assert "Android MicroMessenger" in page.content.decode()
    answer = desk.post(reverse("device_logins:end", args=[row.pk]))
    assert answer.status_code == 302
    assert phone.get("/my/").status_code == 302


def test_a_device_opens_nothing_else(on_phone, as_user, troupe_leader):
    assert "/admin/login/" in on_phone(troupe_leader).get("/admin/").url
    assert as_user(troupe_leader).get("/my/").url.startswith("/my/login/")


def test_tokens_that_are_none_open_nothing(frozen_clock, on_phone, troupe_leader):
    phone = on_phone(troupe_leader)
    good = phone.cookies["my_device"].value
    for token in ("", good[:-1], good + "x", "x" * 32, "\x00", "é" * 32, "'--"):
        client = Client()
        client.cookies["my_device"] = token
        assert client.get("/my/").status_code == 302
    assert scheduling.open_device(good) is not None


def test_only_the_newest_phones_stay_in(troupe_leader):
    for _ in range(12):
        scheduling.log_in_device(troupe_leader)
    assert DeviceLogin.objects.standing().count() == 10


def test_the_worker_has_these_pages_and_no_others(visitor, settings):
    answer = visitor.get("/my/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    assert b"my pages" in answer.content
    assert visitor.get("/my/app.webmanifest").json()["scope"] == "/my/"
    # The public site's worker never even looks at these.
    assert b"|my|" in visitor.get("/sw.js").content
    settings.OFFLINE_COPIES = False
    assert b"unregister" in visitor.get("/my/worker.js").content


def test_what_may_stay_on_the_phone_says_whose_it_is(
    on_phone, troupe_leader, troupe_member, tonight
):
    mine = on_phone(troupe_leader).get("/my/")
    theirs = on_phone(troupe_member).get("/my/")
    assert mine.headers["X-My-Keep"] != theirs.headers["X-My-Keep"]
    assert 0 < int(mine.headers["X-My-Lasts"]) <= 90 * 86_400
    assert troupe_leader.username not in mine.headers["X-My-Keep"]
    phone = on_phone(troupe_leader)
    assert "X-My-Keep" not in phone.get("/my/devices/").headers
    assert "X-My-Keep" not in phone.get("/my/shows/xxxxxxxx/").headers


def test_the_door_says_why_a_login_is_over(on_phone, troupe_leader, frozen_clock):
    def told(phone):
        return phone.get("/my/", follow=True).content.decode()

    ended = on_phone(troupe_leader)
    scheduling.end_device(troupe_leader.device_logins.standing().get())
    assert "被停用了" in told(ended)
    again = on_phone(troupe_leader)
    scheduling.end_device(troupe_leader.device_logins.standing().get())
    assert "被停用了" in again.get("/my/login/").content.decode()
    expired = on_phone(troupe_leader)
    frozen_clock.forward(days=91)
    assert "满90天了" in told(expired)
    other = on_phone(troupe_leader)
    troupe_leader.set_password("另一个密码-1957")
    troupe_leader.save()
    assert "请用新密码登录" in told(other)
    # A stranger, somebody who logged out, and what is made up read nothing of it.
    left = on_phone(troupe_leader)
    left.post("/my/logout/")
    for page in (told(left), told(Client())):
        assert 'class="my-why"' not in page
    page = Client().get("/my/login/", {"why": "<b>"}).content.decode()
    assert 'class="my-why"' not in page

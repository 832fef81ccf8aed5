"""A leader's phone whose signal comes and goes: read, report, and ring instead."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

from performances import scheduling
from performances.models import FieldAct, Performance, Record, SentReport, TroupeDay
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.copies import KEPT, WORKS, until
from tests.performances.requests_season import PHONE, asked
from ulanmuqi.base import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAITS = "在手机里，还没有发出"
UNKEPT = "这一页不在手机里"
NOTHING_KEPT = "caches.has('my pages 1').then((has) => !has)"
DRAFTS = """new Promise((done) => {
  const opening = indexedDB.open("my drafts", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("drafts").objectStore("drafts").count();
    asked.onsuccess = () => { opening.result.close(); done(asked.result); };
  };
})"""


def log_in(phone: Any, username: str) -> None:
    phone.goto("/my/login/")
    phone.get_by_label("用户名").fill(username)
    phone.get_by_label("密码").fill(PASSWORD)
    phone.get_by_role("button", name="登录").click()
    phone.wait_for_url("**/my/")


def photograph() -> dict[str, Any]:
    """As a camera makes it: 2400 pixels wide."""
    data = BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(data, "JPEG", quality=95)
    return {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def report(
    phone: Any, show: Performance, people: str, picture: Any = None,
    kilometres: str = "186",
) -> None:  # fmt: skip
    """From the sheet, in one tap, to the button."""
    phone.goto("/my/")
    row = phone.locator(".my-missing li", has_text=show.title)
    row.get_by_role("link", name="上报").click()
    phone.get_by_label("现场观众（人）").fill(people)
    phone.get_by_label("全天里程（公里）").fill(kilometres)
    if picture is not None:
        phone.get_by_label("照片", exact=True).set_input_files(picture)
        phone.get_by_label("照片里的人谁同意了").fill("当场问过")
    phone.get_by_role("button", name="上报").click()


def test_a_leader_without_a_signal(
    new_page: Any, troupe: Any, troupe_leader: Any, hinggan_venue: Any, regions: Any,
    frozen_clock: Any,
) -> None:  # fmt: skip
    regions["152200"].desk_phone = "0482-8210000"
    regions["152200"].save()
    evening = clock.midnight(clock.now()) - timedelta(hours=5)
    first, second, third = (
        factories.performance(
            title=title, starts_at=evening - timedelta(days=days),
            venue=hinggan_venue, troupes=(troupe,),
        )
        for title, days in (("昨晚的安代", 0), ("前晚的好来宝", 1), ("大前晚的长调", 2))
    )  # fmt: skip
    tonight, _tomorrow, later = (
        factories.performance(
            title=title, starts_at=evening + timedelta(days=days),
            venue=hinggan_venue, troupes=(troupe,),
        )
        for title, days in (("今晚的民歌", 1), ("明晚的长调", 2), ("后天的安代", 3))
    )  # fmt: skip
    wish = asked()
    factories.member("second", "troupe_leader", troupe=troupe)
    phone, errors = new_page(width=390, height=844, complaints_fail=False), []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    log_in(phone, troupe_leader.username)
    until(phone, WORKS)
    assert errors == []
    phone.reload()
    assert Axe().run(phone, context="body").response["violations"] == []
    for show in (first, second):
        assert phone.evaluate(KEPT, f"/my/shows/{show.public_id}/record/")
    day = f"/my/troupes/{troupe.code}/day/"
    # Kept last, after what is wanted more.
    assert phone.evaluate(KEPT, day)
    move = f"/my/shows/{tonight.public_id}/move/"
    phone.goto(move)
    assert phone.evaluate(KEPT, move)

    _reads_the_sheet_offline(phone)
    _every_link_leads_somewhere(phone, tonight, later, wish, day)
    _reports_offline_and_back(phone, first)
    _is_cut_in_the_middle(phone, second)
    _moves_offline_and_is_told_to_ring(phone, tonight, move)
    _types_a_day_that_was_reported(phone, troupe, third)
    _leaves_a_refusal_and_reports_from_another_page(phone, troupe, third)
    _login_ends_and_the_draft_stays(phone, third, troupe_leader)


def _reads_the_sheet_offline(phone: Any) -> None:
    phone.context.set_offline(True)
    phone.goto("/my/")
    phone.get_by_text("没有信号。这是").wait_for()
    phone.get_by_text("今晚的民歌").first.wait_for()
    assert phone.locator(".my-old").evaluate("(e) => getComputedStyle(e).display") == (
        "flex"
    )


def _every_link_leads_somewhere(
    phone: Any, tonight: Performance, later: Performance, wish: Any, day: str
) -> None:
    """To its own page, or to the one that says there is none and whom to ring; none
    shows another page under its address, nor a number of somebody outside."""
    links = phone.locator("a[href^='/my/']")
    addresses = links.evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    unkept = set()
    for address in dict.fromkeys(addresses):
        phone.goto(address)
        if phone.get_by_role("heading", name=UNKEPT).is_visible():
            unkept.add(address)
            phone.locator("main").get_by_role("link", name="0482-8210000").wait_for()
            expect(phone.get_by_text("点单人的姓名和电话")).to_be_visible(
                visible="/requests/" in address
            )
            assert PHONE not in phone.content()
        else:
            phone.get_by_text("没有信号。这是").wait_for()
    theirs = f"/my/shows/{tonight.public_id}/"
    assert unkept == {
        f"{theirs}cancel/", f"/my/requests/{wish.number}/", "/my/places/",
        "/my/devices/", f"/my/shows/{later.public_id}/",
    }  # fmt: skip
    phone.goto(theirs)
    phone.get_by_role("heading", name="今晚的民歌").wait_for()
    # The form of one day does not stand for that of another.
    phone.goto(f"{day}?day=2026-06-01")
    phone.get_by_text("上报不用等信号").wait_for()
    phone.goto(f"/my/shows/{later.public_id}/")
    assert Axe().run(phone, context="body").response["violations"] == []
    # With a signal the very address shows what it always did.
    phone.context.set_offline(False)
    phone.get_by_role("heading", name="后天的安代").wait_for()
    phone.context.set_offline(True)
    phone.goto("/my/devices/")
    phone.locator("main").get_by_role("link", name="日程单").last.click()
    phone.get_by_text("没有信号。这是").wait_for()


def _reports_offline_and_back(phone: Any, show: Performance) -> None:
    report(phone, show, "320", photograph())
    phone.get_by_text("存在手机里了，还没有发出").wait_for()
    phone.goto("/my/")
    phone.get_by_text(f"{WAITS}（1）").wait_for()
    phone.get_by_role("button", name="现在就发").click()
    phone.get_by_text("还没有发出：网站没有回音").wait_for()
    phone.get_by_text(f"{WAITS}（1）").wait_for()
    assert Record.objects.count() == 0
    # By itself, as soon as there is a signal.
    phone.context.set_offline(False)
    phone.get_by_text("已经收到，谢谢。").wait_for()
    record = Record.objects.get()
    assert record.onsite_audience == 320
    photo = record.photos.get()
    # Made smaller on the phone, before it was kept.
    assert (photo.image.width, photo.image.height) == (1600, 1200)
    assert photo.consent == "当场问过"
    assert phone.evaluate(DRAFTS) == 0


def _is_refused_and_opened_again(phone: Any, show: Performance) -> None:
    """The page with the reason is left, and what was typed is still on the phone."""
    report(phone, show, "150", kilometres="9999")
    phone.get_by_text("里程要在").first.wait_for()
    assert phone.evaluate(DRAFTS) == 1
    # The first thing that is read is what is wrong, with the way there.
    expect(phone.locator(".my-errs")).to_be_focused()
    assert Axe().run(phone, context="body").response["violations"] == []
    phone.locator(".my-errs").get_by_role("link", name="全天里程（公里）").click()
    expect(phone.get_by_label("全天里程（公里）")).to_be_focused()
    phone.goto("/my/")
    phone.get_by_text("要改了才能发（1）").wait_for()
    # It does not call itself unsent, nor as going by itself.
    assert phone.get_by_text(WAITS).is_hidden()
    assert phone.get_by_role("button", name="现在就发").is_hidden()
    phone.locator("[data-drafts] li a").click()
    expect(phone.get_by_label("全天里程（公里）")).to_have_value("9999")
    phone.get_by_label("全天里程（公里）").fill("186")


def _is_cut_in_the_middle(phone: Any, show: Performance) -> None:
    """The server writes, and the answer is lost on the way."""
    address = f"**/my/shows/{show.public_id}/record/"

    def cut(route: Any) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.fallback()

    _is_refused_and_opened_again(phone, show)
    phone.route(address, cut)
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("存在手机里了，还没有发出").wait_for()
    assert Record.objects.get(performance=show).onsite_audience == 150
    assert phone.evaluate(DRAFTS) == 1
    phone.unroute(address)
    phone.goto("/my/")
    phone.get_by_text("已经收到，谢谢。").wait_for()
    assert phone.evaluate(DRAFTS) == 0
    assert Record.objects.count() == TroupeDay.objects.count() == 2
    assert FieldAct.objects.count() == 0
    assert SentReport.objects.filter(kind="show").count() == 2


def _moves_offline_and_is_told_to_ring(
    phone: Any, show: Performance, move: str
) -> None:
    phone.context.set_offline(True)
    phone.goto(move)
    phone.get_by_label("几点开演").fill("20:30")
    phone.get_by_label("原因").fill("路上耽误")
    phone.get_by_role("button", name="就这样改").click()
    phone.get_by_text("还没有发出，请打电话").wait_for()
    phone.get_by_role("link", name="0482-8210000").first.wait_for()
    assert phone.get_by_label("几点开演").input_value() == "20:30"
    assert phone.evaluate(DRAFTS) == 0
    phone.context.set_offline(False)
    assert Performance.objects.get(pk=show.pk).starts_at == show.starts_at
    # Once there is a signal, the same button does it.
    phone.get_by_role("button", name="就这样改").click()
    phone.get_by_text("已经改好").wait_for()
    assert Performance.objects.get(pk=show.pk).starts_at > show.starts_at


def _leaves_a_refusal_and_reports_from_another_page(
    phone: Any, troupe: Any, show: Performance
) -> None:
    """What was refused is gone once the same day was reported; where nobody has
    typed anything, nothing is kept."""
    address = f"/my/troupes/{troupe.code}/day/?day={show.day - timedelta(days=3)}"
    phone.goto(address)
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("还什么都没有填").wait_for()
    assert phone.evaluate(DRAFTS) == 0
    phone.get_by_label("全天里程（公里）").press_sequentially("9999")
    phone.get_by_role("button", name="上报").click()
    phone.locator(".my-errs").get_by_text("里程要在").wait_for()
    assert phone.evaluate(DRAFTS) == 1
    phone.goto(address)
    phone.get_by_label("全天里程（公里）").press_sequentially("99")
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("已经收到，谢谢。").wait_for()
    assert phone.evaluate(DRAFTS) == 0
    assert phone.get_by_text("要改了才能发").is_hidden()


def _types_a_day_that_was_reported(phone: Any, troupe: Any, show: Performance) -> None:
    """It comes with its figures, in what nobody has typed; typed without a signal it is
    compared when it is sent."""
    day = show.day - timedelta(days=1)
    facts = scheduling.DayFacts(distance_km=44, hours=Decimal(9), in_grassroots=True)
    row = scheduling.report_day(troupe, day, facts).day
    address = f"/my/troupes/{troupe.code}/day/"
    phone.goto(address)
    phone.get_by_label("全天里程（公里）").press_sequentially("77")
    phone.locator("#id_day").fill(day.isoformat())
    expect(phone.get_by_label("在外（小时）")).to_have_value("9.0")
    expect(phone.get_by_label("全天里程（公里）")).to_have_value("77")
    phone.get_by_text("这一天已经报过：44公里、9小时、在基层").wait_for()
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("已经收到，谢谢。").wait_for()
    row.refresh_from_db()
    assert (row.distance_km, row.hours, row.in_grassroots) == (77, 9, True)
    phone.goto(f"{address}?day={day}")
    phone.context.set_offline(True)
    phone.locator("#id_day").fill((day - timedelta(days=1)).isoformat())
    phone.get_by_text("看不到这一天报过什么").wait_for()
    expect(phone.get_by_label("全天里程（公里）")).to_have_value("")
    expect(phone.get_by_label("这一天在基层")).not_to_be_checked()
    # Back to the day that was reported, which the phone cannot show: kept, refused with
    # what stands, and opened with it.
    phone.locator("#id_day").fill(day.isoformat())
    phone.get_by_label("全天里程（公里）").press_sequentially("88")
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("存在手机里了，还没有发出").wait_for()
    phone.context.set_offline(False)
    phone.goto("/my/")
    phone.get_by_text("要改了才能发（1）").wait_for()
    phone.locator("[data-drafts] li a").click()
    expect(phone.locator("#id_day")).to_have_value(day.isoformat())
    expect(phone.get_by_label("全天里程（公里）")).to_have_value("88")
    expect(phone.get_by_label("在外（小时）")).to_have_value("9.0")
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("已经收到，谢谢。").wait_for()
    row.refresh_from_db()
    assert (row.distance_km, row.hours, row.in_grassroots) == (88, 9, True)


def _login_ends_and_the_draft_stays(phone: Any, show: Performance, leader: Any) -> None:
    left_open = phone.context.new_page()
    left_open.goto(f"/my/shows/{show.public_id}/record/")
    phone.goto("/my/")
    phone.context.set_offline(True)
    report(phone, show, "80")
    phone.get_by_text("存在手机里了，还没有发出").wait_for()
    for row in leader.device_logins.standing():
        scheduling.end_device(row)
    phone.context.set_offline(False)
    phone.goto("/my/")
    phone.get_by_text("这部手机里有1份还没有发出的上报").wait_for()
    # What was kept of the sheet is gone with the login.
    until(phone, NOTHING_KEPT)
    # Somebody else neither sees nor sends it.
    log_in(phone, "second")
    phone.locator(".my-missing").get_by_text(show.title).wait_for()
    assert phone.get_by_text(WAITS).is_hidden()
    # Nor is a page the first one left open sent as the second's.
    left_open.get_by_label("现场观众（人）").fill("80")
    left_open.get_by_role("button", name="上报").click()
    left_open.get_by_text("没有发出").first.wait_for()
    left_open.close()
    assert phone.evaluate(DRAFTS) == 2
    phone.get_by_role("button", name="退出登录").click()
    phone.wait_for_url("**/my/login/")
    until(phone, NOTHING_KEPT)
    assert not Record.objects.filter(performance=show).exists()
    log_in(phone, leader.username)
    phone.get_by_text("已经收到，谢谢。").wait_for()
    assert Record.objects.get(performance=show).reported_by == leader
    names = {cookie["name"]: cookie["path"] for cookie in phone.context.cookies()}
    assert names["my_device"] == "/my/"
    assert settings.SESSION_COOKIE_NAME not in names
    _logs_out_without_a_signal(phone, leader)


def _logs_out_without_a_signal(phone: Any, leader: Any) -> None:
    """The phone shows nothing from then on; the login ends with the next signal."""
    phone.context.set_offline(True)
    phone.get_by_role("button", name="退出登录").click()
    phone.get_by_role("heading", name="手机里的日程单已经清掉").wait_for()
    # What was on its way to be kept goes too.
    until(phone, NOTHING_KEPT)
    # A page that is slow to come is looked for among what is kept, in vain.
    (worker,) = (
        one for one in phone.context.service_workers if "/my/worker" in one.url
    )
    worker.evaluate("marked('/my/')")
    # As Firefox says that there is no network.
    assert (
        worker.evaluate(
            "fromNetwork({ preloadResponse: Response.error() }).catch(() => 'none')"
        )
        == "none"
    )
    assert phone.evaluate(NOTHING_KEPT)
    assert leader.device_logins.standing().count() == 1
    phone.context.set_offline(False)
    phone.goto("/my/")
    phone.wait_for_url("**/my/login/")
    assert leader.device_logins.standing().count() == 0

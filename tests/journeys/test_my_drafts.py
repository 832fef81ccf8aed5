"""What lies on a phone outlives whatever comes back instead of an answer, a full store,
an older answer, and a form that was refused."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from performances.models import Performance, Record
from tests import factories
from tests.journeys.copies import WORKS, until
from tests.journeys.test_my_offline import DRAFTS, log_in, photograph
from ulanmuqi.base import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = "存在手机里了，还没有发出"
ARRIVED = "已经收到，谢谢。"
SEEN_AGAIN = """
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))
"""
# The network as this page's script has it, whatever the worker is doing at that moment:
# it says nothing of its own to what is sent.
HOTEL = """
  window.asked = window.fetch;
  window.fetch = async () =>
    new Response("<h1>请先认证</h1>", { headers: { "Content-Type": "text/html" } });
  0;
"""
HELD = """
  window.asked = window.fetch;
  window.held = 0;
  const freed = new Promise((free) => { window.free = free; });
  window.fetch = async (address, how) => {
    if (how?.method !== "POST") return window.asked(address, how);
    window.held += 1;
    if (window.held > 1) throw new TypeError("no network");
    await freed;
    const answer = await window.asked(address, how);
    window.held = 9;
    return answer;
  };
  0;
"""
USAGE = "navigator.storage.estimate().then((one) => one.usage)"


@pytest.fixture
def shows(troupe: Any, hinggan_venue: Any, frozen_clock: Any) -> list[Performance]:
    """Three evenings, the latest first."""
    evening = clock.midnight(clock.now()) - timedelta(hours=5)
    return [
        factories.performance(
            title=title, starts_at=evening - timedelta(days=days),
            venue=hinggan_venue, troupes=(troupe,),
        )
        for days, title in enumerate(("昨晚的安代", "前晚的好来宝", "大前晚的长调"))
    ]  # fmt: skip


def test_nothing_that_was_written_is_lost(
    new_page: Any, troupe: Any, troupe_leader: Any, shows: list[Performance]
) -> None:  # fmt: skip
    phone = new_page(width=390, height=844, complaints_fail=False)
    log_in(phone, troupe_leader.username)
    until(phone, WORKS)
    phone.goto(f"/my/shows/{shows[0].public_id}/record/")
    _little_room(phone)
    _a_hotel_answers_instead(phone, shows[0])
    _an_older_word_arrives_late(phone, shows[1])
    _the_phone_is_full(phone, shows[2])
    _only_a_date_is_nothing_to_keep(phone, troupe)
    _a_refusal_names_itself_and_is_gone_on_with(phone, troupe)
    _out_on_one_page_is_out_on_all(phone)


def _little_room(phone: Any) -> None:
    """Enough for words, not for a picture. Said at once: a browser asks for the room it
    has no more than every half minute."""
    phone.wait_for_load_state("networkidle")
    quota = {
        "origin": phone.evaluate("location.origin"),
        "quotaSize": phone.evaluate(USAGE) + 400_000,
    }
    browser = phone.context.new_cdp_session(phone)
    browser.send("Storage.overrideQuotaForOrigin", quota)


def _nothing_waits(phone: Any) -> None:
    for _turn in range(200):
        if phone.evaluate(DRAFTS) == 0:
            return
        phone.wait_for_timeout(50)
    pytest.fail("a draft lies on the phone still")


def _form(phone: Any, show: Performance) -> None:
    phone.goto(f"/my/shows/{show.public_id}/record/")


def _send(phone: Any, people: str) -> None:
    phone.get_by_label("现场观众（人）").fill(people)
    phone.get_by_role("button", name="上报").click()


def _a_hotel_answers_instead(phone: Any, show: Performance) -> None:
    """A page that is none of the site's is no refusal, and forgets nothing."""
    _form(phone, show)
    phone.evaluate(HOTEL)
    _send(phone, "320")
    phone.get_by_text(KEPT).wait_for()
    phone.evaluate("dispatchEvent(new Event('online'))")
    until(phone, "caches.has('my pages 1')")
    phone.evaluate("window.fetch = window.asked; 0")
    # By itself, when the phone is taken out of the pocket again.
    phone.evaluate(
        "document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))"
    )
    _nothing_waits(phone)
    assert Record.objects.get(performance=show).onsite_audience == 320


def _an_older_word_arrives_late(phone: Any, show: Performance) -> None:
    _form(phone, show)
    phone.context.set_offline(True)
    _send(phone, "320")
    phone.get_by_text(KEPT).wait_for()
    phone.evaluate(HELD)
    phone.context.set_offline(False)
    until(phone, "window.held === 1")
    # It is mended meanwhile, and the signal is gone again.
    _send(phone, "350")
    phone.get_by_text(KEPT).wait_for()
    phone.evaluate("window.free()")
    until(phone, "window.held === 9")
    phone.wait_for_timeout(200)
    assert Record.objects.get(performance=show).onsite_audience == 320
    assert phone.evaluate(DRAFTS) == 1
    phone.goto("/my/")
    phone.get_by_text(ARRIVED).wait_for()
    assert Record.objects.get(performance=show).onsite_audience == 350
    assert phone.evaluate(DRAFTS) == 0


def _the_phone_is_full(phone: Any, show: Performance) -> None:
    """The words are kept; that the pictures are not is said."""
    _form(phone, show)
    chooser = phone.get_by_label("照片", exact=True)
    few = {"mimeType": "image/jpeg", "buffer": b"any"}
    chooser.set_input_files([{"name": f"{number}.jpg", **few} for number in range(13)])
    # Said before minutes are spent on sending them.
    fault = chooser.evaluate("(one) => one.validationMessage")
    assert fault == "一场最多12张。"
    picture = photograph()
    chooser.set_input_files(picture)
    assert chooser.evaluate("(one) => one.validationMessage") == ""
    # Left out again, as a telephone's chooser cannot.
    phone.get_by_role("button", name="不发选好的照片").click()
    assert chooser.evaluate("(one) => one.files.length") == 0
    chooser.set_input_files(picture)
    phone.get_by_label("照片里的人谁同意了").fill("当场问过")
    phone.context.set_offline(True)
    _send(phone, "80")
    phone.get_by_text("手机也存不下了").wait_for()
    expect(phone.get_by_text(KEPT)).to_be_hidden()
    assert phone.evaluate(DRAFTS) == 1
    phone.context.set_offline(False)
    _nothing_waits(phone)
    record = Record.objects.get(performance=show)
    assert (record.onsite_audience, record.photos.count()) == (80, 0)
    # The page was left open, as it asked for.
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text(ARRIVED).wait_for()
    assert record.photos.count() == 1


def _only_a_date_is_nothing_to_keep(phone: Any, troupe: Any) -> None:
    phone.goto(f"/my/troupes/{troupe.code}/day/")
    day = clock.now().astimezone(clock.SHANGHAI).date() - timedelta(days=20)
    phone.locator("#id_day").fill(day.isoformat())
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text("还什么都没有填").wait_for()
    assert phone.evaluate(DRAFTS) == 0


def _a_refusal_names_itself_and_is_gone_on_with(phone: Any, troupe: Any) -> None:
    """Mended under another hour, its draft goes with it."""
    past = f"/my/troupes/{troupe.code}/past/"
    day = clock.now().astimezone(clock.SHANGHAI).date() - timedelta(days=4)
    phone.goto(past)
    phone.get_by_label("演了什么").fill("顺路加演")
    phone.locator("#id_day").fill(day.isoformat())
    phone.locator("#id_hour").fill("10:30")
    phone.locator("#id_mode").select_option("online")
    _send(phone, "30")
    wrong = "上面选的是“只在线上”"
    phone.locator(".my-errs").get_by_text(wrong).wait_for()
    phone.goto("/my/")
    name = f"顺路加演 · {day.month}月{day.day}日 10:30"
    phone.get_by_text(name).wait_for()
    phone.locator("[data-drafts] li").get_by_text(wrong).wait_for()
    # A page opened anew offers it, with the reason, and goes on under its key.
    phone.goto(past)
    phone.get_by_text(name).wait_for()
    phone.get_by_role("link", name="打开改一改").click()
    phone.locator("form .my-err").get_by_text(wrong).wait_for()
    expect(phone.get_by_text(name)).to_be_hidden()
    expect(phone.get_by_label("现场观众（人）")).to_have_value("30")
    phone.locator("#id_mode").select_option("on_site")
    phone.locator("#id_hour").fill("11:00")
    phone.get_by_role("button", name="上报").click()
    phone.get_by_text(ARRIVED).wait_for()
    assert phone.evaluate(DRAFTS) == 0


def _out_on_one_page_is_out_on_all(phone: Any) -> None:
    other = phone.context.new_page()
    other.goto("/my/")
    phone.goto("/my/")
    phone.get_by_role("button", name="退出登录").click()
    phone.wait_for_url("**/my/login/")
    other.wait_for_url("**/my/login/**")
    other.close()

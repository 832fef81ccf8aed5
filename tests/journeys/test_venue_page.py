"""A venue answers from a phone: its link is issued at a desk and opened at 390 px, a
hold is accepted, the desk sees it, the link is closed and opens nothing any more."""

from typing import Any

import pytest
from django.urls import reverse

from performances.models import Performance
from tests import factories
from tests.journeys.phone import assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'main a:not(p a), main button, main summary, main input:not([type=hidden])')]
    .filter(one => one.offsetParent !== null && one.getBoundingClientRect().height < 44)
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def hold(hinggan_venue: Any, troupe: Any) -> Performance:
    return factories.performance(
        status="hold", venue=hinggan_venue, troupes=(troupe,), title="草原新歌",
        load_in_minutes=60, strike_minutes=30, technical_note="三相电",
    )  # fmt: skip


def issue(desk: Any, venue: Any) -> str:
    desk.goto(reverse("venues:inspect", args=[venue.pk]))
    desk.get_by_role("link", name="场地专页").first.click()
    desk.get_by_label("给谁用").fill("王站长")
    desk.get_by_role("button", name="发一个新链接").click()
    address = desk.locator("[data-copy] code").inner_text()
    desk.locator("svg.qr").wait_for()
    return "/v/" + address.split("/v/")[1]


def test_a_venue_answers_from_a_phone(
    logged_in_page: Any, new_page: Any, coordinator: Any, hold: Any, hinggan_venue: Any
) -> None:
    desk = logged_in_page(coordinator)
    address = issue(desk, hinggan_venue)

    phone = new_page(width=390, height=844, complaints_fail=False)
    phone.goto(address)
    assert hinggan_venue.name in phone.title()
    phone.get_by_text("1场等您答复").wait_for()
    assert_fits(phone)
    assert phone.evaluate(SMALL_TARGETS) == []
    phone.get_by_role("button", name="可以，给他们留着").click()
    phone.get_by_text("您的答复收到了").wait_for()
    assert phone.context.cookies() == []
    assert Performance.objects.get().venue_answer.answer == "accepted"

    phone.get_by_role("link", name="草原新歌").first.click()
    phone.get_by_text("进场装台").wait_for()
    assert_fits(phone)
    phone.get_by_text("换个时间可以").click()
    phone.get_by_label("几点开演").fill("15:00")
    phone.get_by_label("附一句话").nth(1).fill("下午空着")
    phone.get_by_role("button", name="提议这个时间").click()
    phone.get_by_text("您的答复收到了").wait_for()
    said = Performance.objects.get().venue_answer
    assert (said.answer, said.note) == ("proposed", "下午空着")
    phone.get_by_text("下午空着").first.wait_for()

    desk.goto(reverse("performances:history", args=[hold.pk]))
    assert "场地提出另一时间" in desk.locator("main").inner_text()

    desk.goto(reverse("venues:links", args=[hinggan_venue.pk]))
    assert "最近用过" in desk.locator("main").inner_text()
    desk.locator("summary", has_text="停用").click()
    desk.get_by_role("button", name="停用").click()
    desk.get_by_text("现在就打不开了").wait_for()

    closed = phone.goto(address)
    assert closed.status == 404
    phone.get_by_text("这个地址打不开").first.wait_for()


def test_it_works_without_script(
    logged_in_page: Any, new_page: Any, coordinator: Any, hold: Any, hinggan_venue: Any
) -> None:
    address = issue(logged_in_page(coordinator), hinggan_venue)
    plain = new_page(width=390, java_script_enabled=False)
    plain.goto(address)
    plain.get_by_role("link", name="不行，或换时间").click()
    plain.locator("summary", has_text="不行").click()
    plain.locator("#note-declined").fill("停电检修")
    plain.get_by_role("button", name="答复“不行”").click()
    plain.get_by_text("您的答复收到了").wait_for()
    assert Performance.objects.get().venue_answer.answer == "declined"

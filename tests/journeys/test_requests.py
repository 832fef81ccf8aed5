"""A village asks for a show from a phone; the desk proposes a day, the village takes
it, the desk keeps it, the show is given, and the village says how many came."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from performances import scheduling
from performances.models import Performance, PlaceConfirmation, Request
from tests.journeys.axe import assert_accessible
from tests.journeys.phone import assert_fits
from tests.performances.requests_season import PHONE, day
from ulanmuqi.base import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'main a:not(p a), main button, main summary, main label:has(input), main select')]
    .filter(one => one.offsetParent !== null && !one.closest('[aria-hidden]'))
    .filter(one => one.getBoundingClientRect().height < 43.9)
    .map(one => one.outerHTML.slice(0, 120))"""


def fits(phone: Any) -> None:
    assert_fits(phone)
    assert_accessible(phone)


def test_from_the_form_to_how_many_came(
    new_page: Any, logged_in_page: Any, troupe: Any, troupe_leader: Any,
    hinggan_venue: Any, frozen_clock: Any,
) -> None:  # fmt: skip
    phone = new_page(width=390, height=844, bypass_csp=True)
    phone.goto("/regions/152222/")
    phone.locator("main").get_by_role("link", name="请他们来演").click()
    phone.wait_for_url("**/requests/**")
    fits(phone)
    assert phone.evaluate(SMALL_TARGETS) == []
    phone.get_by_label("苏木、嘎查、学校或社区").fill("隐名嘎查")
    phone.get_by_label("什么时候").fill("11月中旬，看天气")
    phone.get_by_label("预计多少人看").fill("180")
    phone.get_by_label("联系人").fill("隐名乡亲")
    phone.get_by_label("电话", exact=True).fill("12")
    frozen_clock.forward(seconds=50)
    phone.get_by_role("button", name="送出点单").click()
    # What is wrong is told in one go, with the days that were read from the words.
    phone.get_by_role("link", name="请写完整的电话").click()
    expect(phone.get_by_label("最早哪天")).to_have_value("2023-11-11")
    expect(phone.get_by_label("联系人")).to_have_value("隐名乡亲")
    fits(phone)
    phone.get_by_label("电话", exact=True).fill(PHONE)
    # Days that only the words say are a question, answered by one tap.
    for label in ("最早哪天", "最晚哪天"):
        phone.get_by_label(label).fill("")
    phone.get_by_role("button", name="送出点单").click()
    phone.get_by_text("您说的是2023年11月11日–20日，对吗？").wait_for()
    fits(phone)
    phone.get_by_role("button", name="对，送出点单").click()
    phone.get_by_text("送到了，谢谢").wait_for()
    fits(phone)
    address = re.sub(r"\?.*", "", phone.url)
    row = Request.objects.get()

    desk = logged_in_page(troupe_leader)
    desk.goto(reverse("requests:index"))
    desk.get_by_role("link", name=re.compile("隐名嘎查")).first.click()
    desk.get_by_role("link", name="提议另一个日子").click()
    desk.get_by_label("日期").fill(day(20).isoformat())
    desk.get_by_label("要说的话").fill("二十一号可以")
    desk.get_by_role("button", name="提议另一个日子").click()
    desk.get_by_text("已提议这一天，轮到对方答复").wait_for()

    phone.goto(address)
    phone.get_by_role("button", name="行，就这天").click()
    phone.get_by_text("已经记下").wait_for()

    desk.goto(reverse("requests:inspect", args=[row.pk]))
    desk.get_by_role("link", name="排这一天").first.click()
    desk.get_by_label("场地", exact=True).select_option(str(hinggan_venue.pk))
    # An hour nobody can read stays as it was typed, and is refused at its field.
    desk.locator("[name=hour]").fill("25:00")
    desk.locator("[name=hour]").press("Tab")
    desk.get_by_role("button", name="留作备选").click()
    desk.get_by_text("钟点请写成19:30这样").wait_for()
    expect(desk.locator("[name=hour]")).to_have_value("25:00")
    desk.locator("[name=hour]").fill("15:00")
    # The picker goes with the focus.
    desk.locator("[name=hour]").press("Tab")
    desk.get_by_role("button", name="留作备选").click()
    desk.get_by_text("只是留作备选，还没有确定").wait_for()
    show = Performance.objects.get()
    assert show.starts_at.astimezone(clock.SHANGHAI).date() == day(20)
    phone.goto(address)
    phone.get_by_text("日子先留着").wait_for()

    scheduling.confirm(show, accept="都好")
    frozen_clock.forward(days=21)
    phone.goto(address)
    fits(phone)
    phone.get_by_label("大约来了多少人").fill("165")
    phone.get_by_role("button", name="演了", exact=True).click()
    phone.get_by_text("来了约165人").first.wait_for()
    assert PlaceConfirmation.objects.get().audience == 165
    assert phone.context.cookies() == []

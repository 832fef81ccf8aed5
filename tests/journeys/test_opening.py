"""The evening of an opening, in a real browser: two hours before T-zero power fails in
one city. A coordinator at the desk, the stage manager's phone, and the public page."""

import re
from datetime import timedelta
from typing import Any

import pytest

from performances.models import Performance, Showcase
from performances.scheduling import say_go
from performances.scheduling.room import read_room
from tests import factories
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def showcase(frozen_clock: Any, regions: dict[str, Any]) -> Showcase:
    made = factories.showcase(title="三地展演", code="sandi")
    frozen_clock.set(made.t_zero - timedelta(hours=3))
    return made


@pytest.fixture
def hinggan(showcase: Showcase) -> Performance:
    return showcase.performances.get(venue__region__code="152201")


class Room:
    """The opening room in front of a coordinator."""

    def __init__(self, page: Any, showcase: Showcase, user: Any) -> None:
        self.page, self.desk = page, Desk(page)
        self.address = f"/admin/showcases/opening/{showcase.pk}/"
        self.desk.log_in(user.username)
        self.open()

    def open(self) -> str:
        self.page.goto(self.address)
        return self.page.inner_text("main")

    def city(self, opening: Performance) -> Any:
        return self.page.locator(f"#city-{opening.pk}")

    def issue_link(self, opening: Performance, label: str) -> str:
        """The address of a new site link, which is shown once."""
        self.open()
        city = self.city(opening)
        city.locator("summary", has_text="现场链接").click()
        city.locator("[name=label]").fill(label)
        city.locator("form:has([value=issue]) button").click()
        self.page.wait_for_selector(".new-link")
        return self.page.locator(".new-link [data-address]").inner_text()

    def say_go(self, opening: Performance | None, why: str = "") -> None:
        place = self.city(opening) if opening else self.page.locator(".room__word")
        place.locator("summary", has_text="说能否" if opening else "最后决定").click()
        form = place.locator("form", has=self.page.locator("[name=said_by]"))
        form.locator("[name=why]").fill(why)
        with self.page.expect_navigation():
            form.locator("button[value=go]").click()

    def act(self, opening: Performance, label: str, **typed: str) -> None:
        """An act on one city from the room: shown first, done, and back again."""
        self.open()
        self.city(opening).locator("a", has_text=label).click()
        for name, text in typed.items():
            self.page.fill(f"[name={name}]", text)
            self.page.keyboard.press("Escape")
        for _time in range(2):
            button = self.page.locator("form[method=post] [type=submit]").last
            button.focus()
            with self.page.expect_navigation():
                button.press("Enter")
        assert self.page.url.split("#")[0].endswith(self.address)


def ticked(phone: Any, item: str) -> None:
    phone.locator(f"#{item} .site-row > button[value=ready]").click()
    phone.wait_for_selector(f"#{item}.st-ready")


def test_power_fails_two_hours_before_t_zero(
    showcase: Showcase, hinggan: Performance, coordinator: Any, frozen_clock: Any,
    new_page: Any, live_server: Any,
) -> None:  # fmt: skip
    day = f"{showcase.t_zero:%Y-%m-%d}"
    room = Room(new_page(width=1440), showcase, coordinator)
    assert "还有3小时0分" in room.page.inner_text("main") or "还有" in room.open()

    # A link for the stage manager, opened on a phone without a login.
    address = room.issue_link(hinggan, "王站长")
    assert "/site/" in address
    phone = new_page(width=390, height=844)
    path = re.sub(r"^https?://[^/]+", "", address)
    phone.goto(path)
    assert "兴安盟" in phone.inner_text("main")
    assert "呼和浩特" not in phone.inner_text("main")
    for item in ("stage", "power"):
        ticked(phone, item)
    assert phone.context.cookies() == []
    assert "王站长" in room.open()

    # A second coordinator has the delay of all open when power fails.
    other = Desk(new_page(width=1280))
    second = factories.member("second", "coordinator")
    other.log_in(second.username)
    other.page.goto(f"/admin/showcases/act/{showcase.pk}/delay/?minutes=30")

    frozen_clock.set(showcase.t_zero - timedelta(hours=2))
    phone.locator("#power summary").click()
    phone.fill("#power [name=note]", "变压器跳闸")
    phone.locator("#power button[value=problem]").click()
    phone.wait_for_selector("#power.trouble")
    assert "变压器跳闸" in room.open()
    assert "1项有问题" in room.city(hinggan).inner_text()

    room.act(
        hinggan, "本市推迟", reason="供电故障，正在抢修", decided_by="盟文旅局",
        next_word_at_0=day, next_word_at_1="18:30",
    )  # fmt: skip
    assert "推迟，18:30再给消息" in room.city(hinggan).inner_text()

    public = new_page(width=390, height=844)
    public.goto("/showcases/sandi/live/")
    page = public.inner_text("main")
    assert "推迟启幕，18:30再通知" in page
    assert "供电故障，正在抢修" in page
    assert page.count("照常，19:30启幕") == 2
    for secret in ("变压器", "王站长", "盟文旅局", "就绪"):
        assert secret not in page

    # The second one is told what the first just did, and nothing is torn.
    other.page.fill("[name=reason]", "等信号")
    other._send()
    told = other._told()
    assert coordinator.username in told
    assert "兴安盟" in told
    showcase.refresh_from_db()
    assert {row.starts_at for row in showcase.performances.exclude(pk=hinggan.pk)} == {
        showcase.t_zero
    }

    # Power is back: a new hour for the city, its go, and the final word.
    frozen_clock.set(showcase.t_zero - timedelta(minutes=50))
    phone.reload()
    assert "18:30" in phone.inner_text("main")
    ticked(phone, "power")
    room.act(
        hinggan, "本市推迟", reason="供电已恢复", decided_by="盟文旅局",
        starts_at_0=day, starts_at_1="20:10",
    )  # fmt: skip
    phone.reload()
    assert "20:10" in phone.inner_text("main")
    room.open()
    room.say_go(hinggan, "发电车已到")
    for city in read_room(showcase).cities:
        if city.opening != hinggan:
            say_go(city.opening, True, said_by="会场", why="电话确认")
    room.open()
    room.say_go(None)
    assert "已作最后决定" in room.page.inner_text("main")

    frozen_clock.set(showcase.t_zero + timedelta(minutes=1))
    public.reload()
    page = public.inner_text("main")
    assert page.count("大幕已启，正在演出") == 2
    assert "推迟到20:10启幕" in page
    frozen_clock.set(showcase.t_zero + timedelta(minutes=41))
    public.reload()
    assert public.inner_text("main").count("大幕已启，正在演出") == 3

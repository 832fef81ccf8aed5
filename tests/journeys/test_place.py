"""A visitor on a phone chooses a league once, and the front page begins there."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.copies import until
from ulanmuqi.home.models import HomePage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAB_BAR = 56
SHIFTS = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) moved += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 300);
})"""
CHOSEN = "localStorage.getItem('ulanmuqi.place')"


def test_the_first_screen_is_ones_own_place(
    new_page: Any, regions: Any, frozen_clock: Any
) -> None:
    assert HomePage.objects.exists()
    for hour in (13, 15, 19):
        hall = factories.venue("150105", name=f"草原上的第{hour}号大剧场")
        starts_at = factories.evening(0, hour=hour, minute=0)
        factories.performance(venue=hall, starts_at=starts_at, title=f"{hour}点的歌")
    phone = new_page(
        width=390,
        height=844,
        geolocation={"latitude": 40.84237, "longitude": 111.74941},
        permissions=["geolocation"],
    )

    # Nothing is chosen: names, and no place of anybody's.
    phone.goto("/")
    panel = phone.locator("[data-panel='150100']")
    assert panel.is_hidden()
    phone.get_by_role("link", name="呼和浩特").first.click()
    panel.wait_for()
    assert phone.url.endswith("/")
    expect(phone.locator("#here-150100")).to_be_focused()

    # On the next visit it is there before anything is painted, and nothing jumps.
    phone.goto("/")
    assert phone.evaluate(SHIFTS) == 0
    for shown in (
        panel.get_by_role("heading", name="呼和浩特市"),
        panel.get_by_role("link", name="13点的歌"),
        panel.get_by_role("link", name="15点的歌"),
    ):
        box = shown.bounding_box()
        assert box["y"] + box["height"] <= 844 - TAB_BAR
    assert phone.context.cookies() == []

    # The phone's guess: coarse before it leaves, in no address.
    phone.goto("/place/")
    with phone.expect_request("**/place/near/") as asked:
        phone.get_by_role("button", name="用手机定位").click()
    assert asked.value.headers["x-coarse-point"] == "40.8,111.7"
    phone.get_by_role("link", name="就选赛罕区").click()
    phone.get_by_text("这台设备记住的是 呼和浩特市 · 赛罕区").wait_for()
    assert "150105|赛罕区" in phone.evaluate(CHOSEN)
    phone.get_by_role("button", name="不再记住").click()
    until(phone, f"{CHOSEN} === null")
    phone.goto("/")
    expect(phone.get_by_role("heading", name="您在哪个盟市？")).to_be_visible()

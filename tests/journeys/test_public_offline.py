"""A visitor's phone whose network goes away, and comes back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from performances import scheduling
from performances.scheduling import issue_link
from tests import factories
from tests.journeys.copies import KEPT, WORKS, until
from ulanmuqi.base import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("public ")) continue;
    const keys = await (await caches.open(name)).keys();
    found.push(...keys.map((one) => new URL(one.url).pathname));
  }
  return found;
}"""
MARK = "现在没有连上网络"


def test_the_last_seen_schedule_without_a_network(
    new_page: Any, hohhot_venue: Any, troupe: Any, settings: Any
) -> None:
    starts = [
        clock.now().replace(microsecond=0) + timedelta(days=days) for days in (1, 3)
    ]
    shows = [
        factories.performance(
            status="confirmed", venue=hohhot_venue, troupes=(troupe,), title=title,
            starts_at=start,
        )
        for start, title in zip(starts, ("草原新歌", "筷子舞专场"), strict=True)
    ]  # fmt: skip
    seen, unseen = (reverse("performance", args=[show.public_id]) for show in shows)
    _link, token = issue_link("venue", hohhot_venue, label="王站长")
    phone = new_page(width=390, height=844, complaints_fail=False)
    phone.goto(seen)
    until(phone, WORKS)
    # The page that was open before the worker was, and the schedule with it.
    for path in (seen, "/schedule/", "/offline/"):
        assert phone.evaluate(KEPT, path)
    phone.goto("/schedule/")
    assert phone.get_by_text(MARK).count() == 0
    assert phone.context.cookies() == []
    for private in (f"/v/{token}/", "/admin/login/"):
        phone.goto(private)
    phone.goto("/en/schedule/")
    assert phone.evaluate(KEPT, "/en/schedule/")

    phone.context.set_offline(True)
    phone.goto("/schedule/")
    notice = phone.locator("[data-kept]")
    notice.get_by_text(MARK).wait_for()
    expect(notice).to_have_text(re.compile(r"^\s*更新于"))
    phone.goto("/en/schedule/")
    phone.get_by_text("There is no network now").wait_for()
    phone.goto("/schedule/")
    # What can be opened opens; what cannot says so and stays where it is.
    gone = phone.locator(f"a[href='{unseen}'][aria-disabled=true]").first
    gone.click(force=True)
    notice.get_by_role("status").get_by_text("没有保存在这部设备上").wait_for()
    assert phone.url.endswith("/schedule/")
    phone.locator(f"a[href='{seen}']").first.click()
    expect(phone.locator("h1")).to_have_text("草原新歌")
    phone.locator("[data-kept]").wait_for()
    phone.goto(unseen)
    phone.get_by_role("heading", name="没有连上网络").wait_for()
    phone.locator("[data-kept-list]").get_by_role("link", name="草原新歌").wait_for()

    # The network is back: what is shown is of now, and unmarked.
    phone.context.set_offline(False)
    scheduling.cancel(shows[0], reason="沙尘暴", decided_by="旗文旅局")
    phone.goto(seen)
    assert "沙尘暴" in phone.locator("main").inner_text()
    assert phone.locator("[data-kept]").count() == 0
    kept = phone.evaluate(PATHS)
    private = [path for path in kept if path.startswith(("/v/", "/admin", "/site/"))]
    assert private == []

    # Switched off, the worker takes itself and all copies away.
    settings.OFFLINE_COPIES = False
    phone.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    until(
        phone,
        "caches.keys().then((all) => !all.some((name) => name.startsWith('public ')))",
    )

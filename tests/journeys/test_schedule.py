"""The schedule in a real browser, on a phone: filters answer in place, and nothing is
lost on the way back."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from performances import scheduling
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HIGHEST_ROW = 72


@pytest.fixture
def season(regions: dict[str, Any]) -> None:
    """Twelve shows on one day, one of them cancelled, and one a month later."""
    codes = ("150105", "152201", "150802")
    starts_at = factories.evening(3)
    for number in range(12):
        show = factories.performance(
            title=f"“百团千场下基层”惠民演出第{number}场",
            venue=factories.venue(codes[number % 3]),
            troupes=(factories.troupe(codes[number % 3]),),
            starts_at=starts_at,
            genre="dance" if number == 1 else "vocal",
        )
    scheduling.cancel(show, reason="大雪封路，道路中断", decided_by="旗文旅局")
    factories.performance(title="下个月的歌", starts_at=factories.evening(33))


def test_filters_answer_in_place_and_survive_the_way_back(
    season: None, new_page: Any
) -> None:
    page = new_page(width=390, height=844)
    asked = []
    page.on("request", lambda request: asked.append(request.resource_type))

    page.goto("/schedule/")
    rows = page.locator(".dense .ev")
    heights = [row.bounding_box()["height"] for row in rows.all() if row.is_visible()]
    assert heights
    assert max(heights) <= HIGHEST_ROW
    sideways = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(sideways) <= 0

    asked.clear()
    page.locator("#filters summary").click()
    page.locator("#f-genre").focus()
    page.locator("#f-genre").select_option("dance")
    page.locator("#drop-genre").wait_for()
    expect(page.locator("#said")).to_have_text(re.compile("1场$"))
    expect(page.locator("#f-genre")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/\?genre=dance$"))
    assert "document" not in asked

    # By keyboard to the month, and from it to the day, in place.
    page.locator("#view-month").focus()
    page.keyboard.press("Enter")
    page.locator(".mon-t").wait_for()
    day = page.locator(".mon-t a", has_text="1场演出").first
    day.focus()
    chosen = day.get_attribute("id")
    page.keyboard.press("Enter")
    page.locator(".mon-t .sel").wait_for()
    page.locator(".mon .ev").wait_for()
    expect(page.locator(f"#{chosen}")).to_be_focused()
    expect(page.locator(".mon .ev")).to_have_count(1)
    assert "document" not in asked

    page.evaluate("history.go(-2)")
    page.locator("#view-list[aria-current]").wait_for()
    expect(page).to_have_url(re.compile(r"/\?genre=dance$"))
    expect(page.locator("#f-genre")).to_have_value("dance")
    expect(page.locator("#results .ev")).to_have_count(1)

    page.locator("#drop-genre").click()
    page.locator("#drop-genre").wait_for(state="detached")
    expect(page.locator("#f-genre")).to_have_value("")
    expect(page.locator("#results")).to_be_focused()

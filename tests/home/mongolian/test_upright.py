"""The page as a browser lays it out: lines run down, days follow from left to right."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOXES = """[...document.querySelectorAll("header, section, footer")].map(
  (one) => one.getBoundingClientRect().toJSON())"""
STYLE = "(one, name) => getComputedStyle(one)[name]"


def test_it_reads_down_and_to_the_right(
    home: Any, open_page: Any, announced: Any, troupe: Any, new_page: Any
) -> None:
    hall = factories.venue("152222")
    for hours in (5, 30, 55, 80, 105, 130):
        announced(troupe, hours=hours, venue=hall)
    for width, height in ((390, 844), (1440, 900)):
        page = new_page(width=width, height=height, bypass_csp=True)
        page.goto("/mn/")

        boxes = page.evaluate(BOXES)
        lefts = [box["left"] for box in boxes]
        assert lefts == sorted(lefts)
        assert all(box["top"] >= 0 and box["bottom"] <= height for box in boxes)
        # It scrolls sideways and no other way, with the arrow keys too.
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth") > width
        assert page.evaluate(f"{root}.scrollHeight") == height
        page.keyboard.press("ArrowRight")
        page.wait_for_function("scrollX > 0")
        # Tab reaches the last link, and it is in sight then.
        for _link in range(page.locator("a").count()):
            page.keyboard.press("Tab")
        last = page.locator("footer a").last
        expect(last).to_be_focused()
        page.wait_for_function(
            """() => { const box = document.activeElement.getBoundingClientRect();
            return box.left >= 0 && box.right <= innerWidth; }"""
        )
    hour = page.locator("article time").first
    assert hour.inner_text() == "13:00"
    assert hour.evaluate(STYLE, "textOrientation") == "upright"
    page.wait_for_function("document.fonts.check('16px \"Mongol All\"', 'ᠠ')")
    axe.assert_accessible(page, "html")

"""Sheets as Chromium prints them: one page each, whatever stands on it."""

import re
from datetime import timedelta

import pytest

from performances.scheduling import ItemFacts, cancel
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "弘扬北疆文化、服务各族群众“学·创·演”新作下乡惠民演出"


def items(count):
    return tuple(
        ItemFacts(
            title=f"草原上的长调与马头琴{number}号作品",
            form="群舞",
            minutes=3,
            performers="斯琴高娃、巴特尔等十二人",
        )
        for number in range(count)
    )


def pages_of(page, address):
    """How many sheets of paper it takes, as Chromium's own printing says."""
    page.goto(address)
    return len(
        re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
    )


def test_every_sheet_is_one_page(new_page, frozen_clock):
    troupe = factories.troupe(
        "150105",
        name_mn="ᠤᠯᠠᠭᠠᠨ ᠮᠥᠴᠢᠷ",
        checked_mn="ᠤᠯᠠᠭᠠᠨ ᠮᠥᠴᠢᠷ",
        public_phone="0471-5550101",
    )
    venue = factories.venue("150105", name="赛汉塔拉镇文化广场东侧惠民大舞台")

    def show(days, programme, **facts):
        return factories.performance(
            starts_at=factories.evening(days),
            programme=programme,
            troupes=(troupe,),
            venue=venue,
            **facts,
        )

    nothing = show(2, ())
    many = show(3, items(14), title=WORDS * 2, public_note="请到广场东侧就座。" * 40)
    forty = show(4, items(40), title=WORDS, minutes=170, admission="免费，无需预约")
    most = show(5, items(95), minutes=300)
    off = show(6, items(12), title=WORDS)
    cancel(off, reason="大风黄色预警，道路封闭，" * 8)
    for number in range(40):
        factories.performance(
            title=WORDS,
            starts_at=factories.evening(8, hour=8) + timedelta(hours=12 * number),
            minutes=30,
            troupes=(troupe,),
            venue=venue,
        )

    page = new_page()
    for row in (nothing, many, forty, most, off):
        address = f"/performances/{row.public_id}/sheet/"
        assert pages_of(page, address) == 1, row.title
    assert pages_of(page, f"/en/performances/{many.public_id}/sheet/") == 1
    assert pages_of(page, f"/troupes/{troupe.code}/months/2023-11/") == 1
    assert "打印；" in page.locator("[data-printed]").inner_text()
    narrow = new_page(width=390, height=844)
    narrow.goto(f"/performances/{forty.public_id}/sheet/")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390

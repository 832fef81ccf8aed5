"""The search box as somebody uses it who never lets go of the keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.axe import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_suggestions_by_keyboard(new_page: Any) -> None:
    factories.region("152222").save()
    factories.troupe("152222", name="科尔沁右翼中旗乌兰牧骑", short_name="科右中旗队")
    page = new_page(width=390, height=844, bypass_csp=True)
    # Pages that cross-fade complain when one leaves in the middle of it.
    page.emulate_media(reduced_motion="reduce")
    page.goto("/search/")
    box = page.get_by_role("combobox")
    box.press_sequentially("kyzq")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("2条建议，按方向键选择")).to_be_attached()
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    name = chosen.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", name)
    assert_accessible(page)
    box.press("Escape")
    expect(options.first).to_be_hidden()
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=kyzq$"))
    expect(page.locator("mark").first).to_have_text("科右中旗")
    assert_accessible(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert_accessible(page)
    box = page.get_by_role("combobox")
    box.fill("科右中")
    expect(options).to_have_count(2)
    box.press("ArrowDown")
    address = chosen.get_attribute("data-address")
    box.press("Enter")
    page.wait_for_url(f"**{address}")

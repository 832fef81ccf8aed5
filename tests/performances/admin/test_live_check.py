"""In a real browser: conflicts appear while a show is typed."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(logged_in_page: Any, coordinator: Any) -> Any:
    page = logged_in_page(coordinator, width=390, height=1600)
    page.goto("/admin/performances/new/")
    return page


def test_a_taken_venue_is_told_while_typing(
    placed: Any, other_troupe: Any, troupe: Any, hinggan_venue: Any, form: Any
) -> None:
    placed(other_troupe, hinggan_venue, title="先到的演出")
    form.reload()
    form.select_option("[name=troupes-0-troupe]", str(troupe.pk))
    form.fill("[name=day]", "2023-11-20")
    form.keyboard.press("Escape")
    form.fill("[name=hour]", "19:30")
    form.keyboard.press("Escape")
    form.select_option("[name=venue]", str(hinggan_venue.pk))
    told = form.locator("[data-told=venue] .told__line--block")
    told.wait_for()
    assert "先到的演出" in told.inner_text()
    form.fill("[name=day]", "2023-11-25")
    form.keyboard.press("Escape")
    told.wait_for(state="detached")


def test_only_the_fields_a_precision_needs_are_shown(form: Any) -> None:
    form.check("[name=precision][value=part]")
    part, hour = form.locator("[name=day_part]"), form.locator("[name=hour]")
    expect(part).to_be_visible()
    expect(hour).to_be_hidden()
    form.check("[name=precision][value=date]")
    expect(part).to_be_hidden()


def test_rows_are_added_moved_and_removed(
    troupe: Any, other_troupe: Any, form: Any
) -> None:
    form.reload()
    form.select_option("[name=troupes-0-troupe]", str(troupe.pk))
    form.click("[data-rows-add=troupes]")
    form.select_option("[name=troupes-1-troupe]", str(other_troupe.pk))
    form.locator("[data-rows=troupes] [data-row-up]").nth(1).click()
    first = form.locator("[name=troupes-0-troupe]")
    expect(first).to_have_value(str(other_troupe.pk))
    form.locator("[data-rows=troupes] [data-row-remove]").nth(1).click()
    expect(form.locator("[name=troupes-TOTAL_FORMS]")).to_have_value("1")

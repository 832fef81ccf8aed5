"""In a real browser: conflicts appear while a show is typed."""

from typing import Any

import pytest

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
    assert form.locator("[name=day_part]").is_visible()
    assert not form.locator("[name=hour]").is_visible()
    form.check("[name=precision][value=date]")
    assert not form.locator("[name=day_part]").is_visible()


def test_rows_are_added_moved_and_removed(
    troupe: Any, other_troupe: Any, form: Any
) -> None:
    form.reload()
    form.select_option("[name=troupes-0-troupe]", str(troupe.pk))
    form.click("[data-rows-add=troupes]")
    form.select_option("[name=troupes-1-troupe]", str(other_troupe.pk))
    form.locator("[data-rows=troupes] [data-row-up]").nth(1).click()
    assert form.input_value("[name=troupes-0-troupe]") == str(other_troupe.pk)
    form.locator("[data-rows=troupes] [data-row-remove]").nth(1).click()
    assert form.input_value("[name=troupes-TOTAL_FORMS]") == "1"

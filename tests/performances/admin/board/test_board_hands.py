"""The mouse between rows and out of the side list, a finger, and an hour of looking."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from performances import scheduling
from performances.models import Performance
from performances.scheduling import facts_of
from tests import factories
from tests.performances.admin.board.test_board_acts import DAY, fresh
from tests.performances.admin.board.test_board_browser import bar, said, stands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def row(page: Any, title: str) -> dict[str, float]:
    """Where a row lies, by its head."""
    return page.locator(".ec-row-head", has_text=title).bounding_box()


def cell(page: Any, title: str, column: int) -> tuple[float, float]:
    """The middle of a row's cell on that day, counted from the first."""
    head = row(page, title)
    day = page.locator(".ec-header .ec-col-head").nth(column).bounding_box()
    return day["x"] + day["width"] / 2, head["y"] + head["height"] / 2


def middle(page: Any, show: Performance) -> tuple[float, float]:
    box = bar(page, show).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# --- The mouse ------------------------------------------------------------------------


def test_a_show_is_dragged_to_another_truck_and_taken_back(
    own_show: Any, troupe: Any, open_board: Any
) -> None:
    first, second = (
        factories.truck("152222", troupe=troupe, name=name)
        for name in ("一号车", "二号车")
    )
    scheduling.revise(own_show, replace(facts_of(own_show), along=(first,)))
    page = open_board(query="&rows=trucks")
    page.mouse.move(*middle(page, own_show))
    page.mouse.down()
    x, y = cell(page, "二号车", 5)
    page.mouse.move(x, y - 10, steps=8)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()
    said(page, "已移动")
    assert fresh(own_show).along_in_order == [second]
    assert fresh(own_show).starts_at == own_show.starts_at

    page.locator("[data-board-undo]").click()
    said(page, "已撤回")
    assert fresh(own_show).along_in_order == [first]


@pytest.fixture
def waits(own_show: Any) -> Performance:
    """The public show, postponed without a new date: it stands in the side list."""
    scheduling.announce(own_show)
    scheduling.postpone(own_show, reason="大雪封路")
    return fresh(own_show)


def pull_out(page: Any, to: tuple[float, float]) -> None:
    """Out of the side list, by the browser's own dragging."""
    item = page.locator(".waiting__one").first.bounding_box()
    page.mouse.move(item["x"] + 20, item["y"] + item["height"] - 8)
    page.mouse.down()
    page.mouse.move(to[0] + 5, to[1], steps=5)
    page.mouse.move(*to, steps=3)
    page.mouse.up()


def test_a_show_is_dragged_out_of_the_side_list(
    waits: Performance, placed: Any, troupe: Any, hinggan_venue: Any, open_board: Any
) -> None:
    taken = waits.starts_at + DAY
    placed(troupe, hinggan_venue, title="先到的演出", starts_at=taken)
    page = open_board()
    move, told = (page.locator(f"[data-dialog={name}]") for name in ("move", "tell"))
    pull_out(page, cell(page, troupe.display_name, 6))
    expect(move.locator("[name=day]")).to_have_value("2023-11-19")
    move.locator("[name=reason]").fill("路已通")
    move.locator("[value=send]").click()
    expect(told).to_contain_text("先到的演出")
    told.locator("[data-close]").click()
    expect(told).to_be_hidden()
    assert not hasattr(fresh(waits), "replacement")
    expect(page.locator(".waiting__one")).to_have_count(1)

    pull_out(page, cell(page, troupe.display_name, 8))
    expect(move.locator("[name=day]")).to_have_value("2023-11-21")
    move.locator("[name=reason]").fill("路已通")
    move.locator("[value=send]").click()
    said(page, "新日期")
    new = fresh(waits).replacement
    assert new.starts_at == waits.starts_at + 3 * DAY
    stands(page, new, 9)
    expect(page.locator(".waiting__one")).to_have_count(0)

    page.locator("[data-board-undo]").click()
    expect(told).to_contain_text("新的公开变动")
    told.locator("[name=reason]").fill("路又封了")
    told.locator("[data-send]").click()
    said(page, "已撤回")
    expect(page.locator(".waiting__one")).to_have_count(1)
    assert not hasattr(fresh(waits), "replacement")


# --- A finger -------------------------------------------------------------------------


class Finger:
    """Touches as the browser gets them from a screen."""

    def __init__(self, page: Any) -> None:
        self.devtools = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.devtools.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches}
        )

    def drag(
        self, page: Any, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """Rests until the bar is lifted, then moves."""
        self._send("touchStart", start)
        page.locator(".ec-ghost").first.wait_for(state="attached")
        for part in range(1, 7):
            there = (a + (b - a) * part / 6 for a, b in zip(start, end, strict=True))
            self._send("touchMove", tuple(there))
        self._send("touchEnd")

    def wipe(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """At once, as one scrolls."""
        self._send("touchStart", start)
        self._send("touchMove", end)
        self._send("touchEnd")


def test_a_finger_taps_for_the_menu_and_drags_after_a_rest(
    own_show: Any, open_board: Any
) -> None:
    page = open_board(width=820, has_touch=True)
    page.touchscreen.tap(*middle(page, own_show))
    menu = page.locator("[data-dialog=menu]")
    expect(menu).to_contain_text("草原新歌")
    menu.get_by_role("button", name="推后一天").tap()
    said(page, "已移动")
    stands(page, own_show, 7)
    expect(menu).to_be_hidden()

    bar(page, own_show).scroll_into_view_if_needed()
    x, y = middle(page, own_show)
    width = page.locator(".ec-header .ec-col-head").first.bounding_box()["width"]
    Finger(page).wipe((x, y), (x - width, y))
    finger = Finger(page)
    x, y = middle(page, own_show)
    finger.drag(page, (x, y), (x - 2 * width, y))
    stands(page, own_show, 5)
    assert fresh(own_show).starts_at == own_show.starts_at - DAY
    expect(menu).to_be_hidden()


def test_a_phone_moves_by_the_dialog(
    own_show: Any, troupe_editor: Any, open_board: Any
) -> None:
    page = open_board(troupe_editor, width=390, has_touch=True, is_mobile=True)
    page.locator(f"[data-list-menu=show-{own_show.pk}]").tap()
    page.get_by_role("button", name="移动……").tap()
    move = page.locator("[data-dialog=move]")
    expect(move).to_be_visible()
    box = move.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    small = move.evaluate(
        """one => [...one.querySelectorAll("button, input, select")]
            .filter(part => part.offsetParent)
            .filter(part => part.getBoundingClientRect().height < 44)
            .map(part => part.name || part.textContent)"""
    )
    assert small == []
    move.locator("[name=day]").fill("2023-11-16")
    move.locator("[value=send]").tap()
    said(page, "已移动")
    assert fresh(own_show).starts_at == own_show.starts_at - 2 * DAY
    section = page.locator(".board__day", has_text="11月16日")
    expect(section).to_contain_text("草原新歌")
    page.locator("[data-board-undo]").tap()
    said(page, "已撤回")
    assert fresh(own_show).starts_at == own_show.starts_at


# --- An hour of looking ---------------------------------------------------------------


@pytest.fixture
def patient_board(open_board: Any, logged_in_page: Any, coordinator: Any) -> Callable:
    """A board whose page's clock can be moved on."""

    def opened(**more: Any) -> Any:
        page = open_board(**more)
        page.clock.install()
        page.reload()
        page.wait_for_selector("[data-board][data-ready]")
        return page

    return opened


def test_what_others_do_appears_while_one_looks(
    own_show: Any, coordinator: Any, patient_board: Any
) -> None:
    page = patient_board()
    bar(page, own_show).locator("button").focus()
    scheduling.move(own_show, starts_at=own_show.starts_at + 2 * DAY)
    page.clock.fast_forward(65_000)
    stands(page, own_show, 8)
    expect(bar(page, own_show).locator("button")).to_be_focused()


def test_nothing_moves_under_an_open_question(
    own_show: Any, patient_board: Any
) -> None:
    page = patient_board()
    bar(page, own_show).locator("button").click()
    menu = page.locator("[data-dialog=menu]")
    expect(menu).to_be_visible()
    scheduling.move(own_show, starts_at=own_show.starts_at + timedelta(hours=1))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.fast_forward(125_000)
    assert asked == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.clock.fast_forward(65_000)
    expect(bar(page, own_show)).to_contain_text("20:30")

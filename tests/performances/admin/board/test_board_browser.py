"""In a real browser: mouse and keyboard act, and the server decides."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from performances import scheduling
from performances.models import Performance
from tests.performances.admin.board.test_board_acts import DAY, fresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def bar(page: Any, show: Performance) -> Any:
    return page.locator(f".ec-event[data-bar=show-{show.pk}]").first


def day_of(page: Any, show: Performance) -> int:
    """The column of the bar, counted from the first day."""
    return int(bar(page, show).evaluate("el => parseInt(el.style.gridColumn, 10)"))


def stands(page: Any, show: Performance, column: int) -> None:
    """Waits until the board is drawn anew with the bar in that column."""
    page.wait_for_function(
        "([id, column]) => parseInt(document.querySelector(`.ec-event[data-bar="
        "${id}]:not(.bar--asking)`)?.style.gridColumn, 10) === column",
        arg=[f"show-{show.pk}", column],
    )


def drag(page: Any, show: Performance, columns: int) -> None:
    """By so many columns, in steps as a hand would."""
    box = bar(page, show).bounding_box()
    width = page.locator(".ec-body .ec-day").first.bounding_box()["width"]
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + columns * width / 2, y + 2, steps=6)
    page.mouse.move(x + columns * width, y + 2, steps=6)
    page.mouse.up()


def said(page: Any, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('[data-board-said]')"
        ".textContent.includes(words)",
        arg=words,
    )


def test_a_bar_is_dragged_and_taken_back(own_show: Any, open_board: Any) -> None:
    page = open_board()
    assert day_of(page, own_show) == 6
    drag(page, own_show, 2)
    said(page, "已移动")
    assert fresh(own_show).starts_at == own_show.starts_at + 2 * DAY
    stands(page, own_show, 8)

    page.locator("[data-board-grid] .ec-main").focus()
    page.keyboard.press("Control+z")
    said(page, "已撤回")
    assert fresh(own_show).starts_at == own_show.starts_at
    stands(page, own_show, 6)
    expect(page.locator("[data-board-undo]")).to_be_hidden()


def test_a_blocked_drop_returns_and_says_why(
    own_show: Any, placed: Any, troupe: Any, hinggan_venue: Any, open_board: Any
) -> None:
    taken = own_show.starts_at + DAY
    placed(troupe, hinggan_venue, title="先到的演出", starts_at=taken)
    page = open_board()
    drag(page, own_show, 1)
    told = page.locator("[data-dialog=tell]")
    expect(told).to_contain_text("先到的演出")
    expect(told).to_contain_text("18:30")
    page.keyboard.press("Escape")
    stands(page, own_show, 6)
    assert fresh(own_show).version == own_show.version


def test_a_public_move_asks_why_first_and_cancelling_puts_it_back(
    own_show: Any, open_board: Any
) -> None:
    scheduling.announce(own_show)
    page = open_board()
    drag(page, own_show, 1)
    why = page.locator("[data-dialog=tell]")
    why.wait_for()
    why.locator("[data-send]").click()
    expect(why).to_be_visible()
    why.locator("[data-close]").click()
    expect(why).to_be_hidden()
    stands(page, own_show, 6)

    drag(page, own_show, 1)
    why.wait_for()
    why.locator("[name=reason]").fill("因大雪封路")
    why.locator("[data-send]").click()
    said(page, "已移动")
    assert fresh(own_show).changes.first().reason == "因大雪封路"


def test_the_keyboard_does_what_a_drag_does(
    own_show: Any, three_cities: Any, troupe_editor: Any, open_board: Any
) -> None:
    page = open_board(troupe_editor)
    bar(page, own_show).locator("button").focus()
    page.keyboard.press("ArrowRight")
    opening = page.locator(".ec-event.bar--opening button")
    expect(opening).to_be_focused()
    page.keyboard.press("Enter")
    menu = page.locator("[data-dialog=menu]")
    expect(menu).to_contain_text("不能单独移动")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opening).to_be_focused()

    page.keyboard.press("ArrowLeft")
    expect(bar(page, own_show).locator("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_contain_text("草原新歌")
    menu.get_by_role("button", name="移动……").press("Enter")
    move = page.locator("[data-dialog=move]")
    expect(move).to_be_visible()
    move.locator("[name=day]").fill("2023-11-16")
    move.locator("[name=hour]").fill("15:00")
    move.locator("[name=hour]").press("Enter")
    said(page, "已移动")
    moved = fresh(own_show).starts_at.astimezone(own_show.starts_at.tzinfo)
    assert moved == own_show.starts_at - timedelta(days=2, hours=4, minutes=30)
    # The focus is on the bar where it now stands.
    stands(page, own_show, 4)
    expect(bar(page, own_show).locator("button")).to_be_focused()


def test_a_dialog_opened_again_at_once_answers_its_own_question(
    own_show: Any, three_cities: Any, troupe_editor: Any, open_board: Any
) -> None:
    """Somebody quick at a slow desk closes a menu and opens the next before the browser
    has told of the closing."""
    page = open_board(troupe_editor)
    mine, other = f"show-{own_show.pk}", f"show-{three_cities.openings[2].pk}"
    page.evaluate(
        """([first, then]) => {
            const bar = id => document.querySelector(`[data-bar=${id}] button`);
            bar(first).click();
            document.querySelector("[data-dialog=menu]").close();
            bar(then).click();
        }""",
        [other, mine],
    )
    menu, move = (page.locator(f"[data-dialog={name}]") for name in ("menu", "move"))
    expect(menu).to_contain_text("草原新歌")
    page.evaluate("() => new Promise(done => setTimeout(done))")
    menu.get_by_role("button", name="移动……").click()
    expect(menu).to_be_hidden()
    expect(move).to_be_visible()

    page.evaluate(
        """id => {
            document.querySelector("[data-dialog=move]").close();
            document.querySelector(`[data-bar=${id}] button`).click();
            document.querySelector("[data-dialog=menu] button").click();
        }""",
        mine,
    )
    page.evaluate("() => new Promise(done => setTimeout(done))")
    move.locator("[name=day]").fill("2023-11-16")
    move.locator("[value=send]").click()
    said(page, "已移动")
    assert fresh(own_show).starts_at == own_show.starts_at - 2 * DAY


def test_a_held_key_opens_and_answers_nothing_more(
    own_show: Any, troupe_editor: Any, open_board: Any
) -> None:
    page = open_board(troupe_editor)
    bar(page, own_show).locator("button").focus()
    for _repeat in range(4):
        page.keyboard.down("Enter")
    menu = page.locator("[data-dialog=menu]")
    expect(menu.get_by_role("button", name="移动……")).to_be_focused()
    page.keyboard.up("Enter")
    expect(menu).to_be_visible()


def test_acts_in_quick_succession_wait_for_each_other(
    own_show: Any, troupe_editor: Any, open_board: Any
) -> None:
    page = open_board(troupe_editor)
    page.evaluate(
        """id => {
            for (const _time of [1, 2, 3]) {
                document.querySelector(`[data-bar=${id}] button`).click();
                [...document.querySelectorAll("[data-dialog=menu] button")]
                    .find(one => one.textContent === "推后一天").click();
            }
        }""",
        f"show-{own_show.pk}",
    )
    stands(page, own_show, 9)
    assert fresh(own_show).starts_at == own_show.starts_at + 3 * DAY


def test_a_show_is_drawn_on_an_empty_cell(
    own_show: Any, troupe: Any, hinggan_venue: Any, open_board: Any
) -> None:
    page = open_board()
    box = bar(page, own_show).bounding_box()
    width = page.locator(".ec-body .ec-day").first.bounding_box()["width"]
    x, y = box["x"] + box["width"] / 2 - 2 * width, box["y"] + 10
    page.mouse.move(x - 20, y)
    page.mouse.down()
    page.mouse.move(x + 20, y, steps=5)
    page.mouse.up()
    new = page.locator("[data-dialog=new]")
    new.wait_for()
    assert new.locator("[name=day]").input_value() == "2023-11-16"
    assert new.locator("[name=troupe]").input_value() == f"troupe-{troupe.pk}"
    new.locator("[name=title]").fill("画出来的演出")
    new.locator("[name=venue]").select_option(str(hinggan_venue.pk))
    new.locator("button[value=send]").click()
    said(page, "画出来的演出")
    drawn = Performance.objects.get(title="画出来的演出")
    assert drawn.status == "draft"
    bar(page, drawn).wait_for()


def test_a_conflict_is_numbered_and_its_way_out_works(
    own_show: Any, placed: Any, troupe: Any, hinggan_venue: Any, open_board: Any
) -> None:
    later = own_show.starts_at + timedelta(minutes=30)
    draft = placed(
        troupe, hinggan_venue, title="想演的一场", status="draft", starts_at=later
    )
    page = open_board()
    card = page.locator("#card-1")
    expect(card).to_contain_text("草原新歌")
    expect(bar(page, draft).locator(".bar__number")).to_have_text("1")
    card.locator(".button").click()
    said(page, "已移动")
    assert fresh(draft).starts_at > own_show.ends_at
    card.wait_for(state="detached")


def test_openings_are_joined_by_one_line(three_cities: Any, open_board: Any) -> None:
    page = open_board()
    line = page.locator(".opening-line")
    expect(line).to_have_count(1)
    first, last = (
        page.locator(".ec-event.bar--opening").nth(n).bounding_box() for n in (0, 2)
    )  # fmt: skip
    box = line.bounding_box()
    assert box["y"] <= first["y"]
    assert box["y"] + box["height"] >= last["y"] + last["height"]


def test_a_phone_gets_the_list_with_the_same_acts(
    own_show: Any, troupe_editor: Any, open_board: Any
) -> None:
    page = open_board(troupe_editor, width=390)
    assert page.locator("[data-board-grid]").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(f"[data-list-menu=show-{own_show.pk}]").click()
    page.get_by_role("button", name="推后一天").click()
    said(page, "已移动")
    assert fresh(own_show).starts_at == own_show.starts_at + DAY
    section = page.locator(".board__day", has_text="11月19日")
    section.get_by_text("草原新歌").wait_for()


def test_nothing_stands_in_the_way_of_assistive_technology(
    own_show: Any, three_cities: Any, open_board: Any
) -> None:
    page = open_board()
    found = Axe().run(page, context=".board")
    wrong = [
        (one["id"], [node["html"][:160] for node in one["nodes"][:2]])
        for one in found.response["violations"]
    ]
    assert wrong == []

"""Every kind of page in a real browser: for who reads by ear, by keyboard, enlarged."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from performances import scheduling
from tests import factories
from tests.journeys.axe import STILL
from tests.public import kinds
from tests.public.season import T_ZERO, Season
from ulanmuqi.base import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EVERYTHING = {
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS_ALONE = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}

# What leaves the page sideways, and what of its words is cut off. Regions that are
# there to be scrolled, and what is meant for the ear alone, are left out.
LOST = """
() => {
  const isUpright = (one) => getComputedStyle(one).writingMode.startsWith("vertical");
  const isCut = (one) => isUpright(one)
    ? one.scrollHeight > one.clientHeight + 1
    : one.scrollWidth > one.clientWidth + 1;
  const wide = document.documentElement.scrollWidth - innerWidth;
  const cut = [...document.querySelectorAll("main *, header *, footer *, nav *")]
    .filter((one) => !one.closest("svg, .vh, .skip, [tabindex='0']"))
    .filter((one) => !one.closest("[aria-hidden=true]"))
    .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((one) => getComputedStyle(one).overflowX !== "visible")
    // A row of a dense day says at its end that it goes on, on the page it leads to.
    .filter((one) => getComputedStyle(one).textOverflow !== "ellipsis")
    .filter((one) => one.checkVisibility() && one.clientWidth > 1 && isCut(one))
    .filter((one) => !one.matches("select, input"))
    .map((one) => one.outerHTML.slice(0, 120));
  return [...(wide > 0 ? [`${wide} px too wide`] : []), ...cut];
}
"""

# What has the focus: what it is, its ring, and whether anything lies upon it.
FOCUSED = """
() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const rings = [one, one.closest(".ev, .sce, label, summary")].filter(Boolean)
    .map((shown) => getComputedStyle(shown))
    .filter((style) => style.outlineStyle === "solid" && style.outlineWidth === "3px")
    .map((style) => style.outlineColor);
  const box = one.getClientRects()[0];
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  return {
    what: one.outerHTML.slice(0, 120),
    ring: rings[0] || "",
    seen: Boolean(top) && (one.contains(top) || top.contains(one)),
  };
}
"""
SKY = "rgb(42, 101, 128)"

# Of [selector, pseudo-element]: what a fill says, and cannot be told from the page.
UNFILLED = """
(fills) => fills.filter(([which, pseudo]) => {
  const page = getComputedStyle(document.body).backgroundColor;
  const fill = getComputedStyle(document.querySelector(which), pseudo).backgroundColor;
  return [page, "rgba(0, 0, 0, 0)"].includes(fill);
})
"""


def test_every_page_by_axe_and_enlarged(browsing: Any, season: Season) -> None:
    """By axe everything in light, and in dark what depends on colour. At 320 px, which
    is a desk's screen at 400 %, and with text alone at 200 %, nothing is lost."""
    one = browsing(width=390, height=844, bypass_csp=True)
    axe, wrong = Axe(), []
    for address in (kinds.addresses(season) | kinds.others(season)).values():
        one.page.emulate_media(color_scheme="light")
        one.page.set_viewport_size({"width": 390, "height": 844})
        page = one.open(address)
        page.add_style_tag(content=STILL)
        found = _found(axe.run(page, options=EVERYTHING))
        page.emulate_media(color_scheme="dark")
        found += _found(axe.run(page, options=COLOURS_ALONE))
        page.set_viewport_size({"width": 320, "height": 256})
        found += [("at 320 px", page.evaluate(LOST))]
        page.set_viewport_size({"width": 1280, "height": 900})
        page.add_style_tag(content="html { font-size: 200% }")
        found += [("text at 200 %", page.evaluate(LOST))]
        wrong += [(address, *rule) for rule in found if rule[1]]
    assert wrong == []


@pytest.mark.parametrize(
    ("address", "width", "height"), [("/schedule/", 1280, 900), ("/", 390, 844)]
)
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(
    browsing: Any, address: str, width: int, height: int
) -> None:
    one = browsing(width=width, height=height, reduced_motion="reduce")
    page = one.open(address)

    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    steps = list(_tabbed(page))
    assert len(steps) > 12
    assert [step for step in steps if step["ring"] != SKY or not step["seen"]] == []
    here = page.locator("nav [aria-current=page]:visible")
    assert here.count() == 1


def _tabbed(page: Any, most: int = 45) -> Iterator[dict[str, Any]]:
    for _step in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return
        yield found


def test_nothing_moves_for_who_wants_it_still(browsing: Any, season: Season) -> None:
    one = browsing(reduced_motion="reduce")
    for kind in ("HomePage", "ShowcasePage", "showcase_live"):
        page = one.open(kinds.addresses(season)[kind])
        moving = "document.getAnimations().filter((a) => a.playState === 'running')"
        assert page.evaluate(f"{moving}.length") == 0


def test_a_long_name_turns_into_lines(browsing: Any, season: Season) -> None:
    name = "科尔沁右翼中旗巴彦呼舒镇五角枫生态旅游区草原那达慕主会场东侧演出点"
    factories.venue("152222", code="changming", name=name)
    page = browsing(width=390, height=844).open("/venues/changming/")
    right = page.locator("h1").bounding_box()
    assert right["x"] + right["width"] <= 390
    assert page.evaluate(LOST) == []


def test_where_colours_are_forced_what_a_fill_says_is_still_seen(
    browsing: Any, season: Season
) -> None:
    one = browsing(forced_colors="active")
    fills = {
        "/schedule/?when=today": [[".chips [aria-current]", None], [".btn.pri", None]],
        f"/performances/{season.cancelled.public_id}/": [[".st.loud", None]],
        f"/showcases/{season.showcase.code}/live/": [[".inst", "::before"]],
        f"/search/?q={quote('牧场')}": [["mark", None]],
    }
    lost = {page: one.open(page).evaluate(UNFILLED, fills[page]) for page in fills}
    assert lost == {page: [] for page in fills}


def test_the_curtain_is_told_once_and_the_ticking_never(
    browsing: Any, season: Season
) -> None:
    """Open, late and cancelled are read out, each once; nothing else is."""
    address = f"/showcases/{season.showcase.code}/live/"
    with clock.frozen(T_ZERO - timedelta(seconds=5)):
        one = browsing(ticking=True)
        page = one.open(address)
    voice = page.locator("[role=status].vh")
    timer = page.locator("[role=timer]")
    assert timer.get_attribute("aria-live") == "off"
    assert voice.text_content() == ""

    page.clock.run_for(3_000)
    assert voice.text_content() == ""
    page.clock.run_for(3_000)
    expect(voice).to_have_text("大幕已启")
    assert page.locator("main[aria-live], main [aria-live=polite]").count() == 0

    hinggan = season.showcase.performances.get(venue__region__code="152222")
    with clock.frozen(T_ZERO + timedelta(seconds=20)):
        scheduling.drop_opening(hinggan, reason="停电", decided_by="指挥部")
        one.prepare(address)
    page.clock.run_for(62_000)
    expect(voice).to_have_text("兴安盟：本地不启幕。")

    with clock.frozen(T_ZERO + timedelta(minutes=31)):
        one.prepare(address)
    page.clock.run_for(60_000)
    expect(voice).to_have_text("巴彦淖尔市：大幕已启，正在演出。")


def _found(results: Any) -> list[tuple[str, list[str]]]:
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:2]])
        for one in results.response["violations"]
    ]

"""What a page has to keep on a phone, asked of a real browser at 390 px."""

from typing import Any

# Wagtail scrolls inside a container that hides what is too wide, so the width of the
# page says nothing: what is cut off is found element by element.
CUT_OFF = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const scrolls = (one) => {
    for (let at = one.parentElement; at && at.id !== 'main'; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (['auto', 'scroll', 'hidden', 'clip'].includes(style.overflowX)
          && at.getBoundingClientRect().right <= edge) return true;
    }
    return false;
  };
  return [...document.querySelectorAll('main *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && box.right > edge && !scrolls(one);
  }).map((one) => one.outerHTML.slice(0, 120));
}"""

# Links within a sentence are exempt (WCAG 2.2, 2.5.8); a small icon may have a larger
# area around it, which `elementFromPoint` finds.
SMALL = """() => [...document.querySelectorAll(
    'main .listing a, main .button, main summary, main select, main .w-panel__toggle,'
    + 'main .w-dropdown__toggle, main .pagination a, main form input')]
  .filter((one) => one.offsetParent !== null && !one.closest('p')
    && !['checkbox', 'radio', 'hidden'].includes(one.type))
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const grown = getComputedStyle(one, '::after');
    const more = grown.content !== 'none' && grown.position === 'absolute'
      ? -2 * parseFloat(grown.top) : 0;
    return box.height && box.height + more < 43.9;
  }).map((one) => one.outerHTML.slice(0, 120))"""


SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


def assert_fits(page: Any) -> None:
    """Nothing leads out of sight sideways, once all of the page and its styles came."""
    page.wait_for_load_state()
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def assert_reads_on_a_phone(page: Any) -> None:
    """Nothing is cut off at the edge, and nothing to press is lower than 44 px."""
    page.wait_for_load_state()
    for what in (CUT_OFF, SMALL):
        found = page.evaluate(what)
        assert not found, f"{page.url}: {found[:5]}"

"""Pages as a weak signal brings them: piece by piece, each painted before the next."""

from typing import Any

import pytest

from tests.public import kinds
from tests.public.season import Season

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

READ = (
    "HomePage", "schedule", "performance", "ShowcasePage", "showcase_live",
    "TroupePage", "region", "statistics",
)  # fmt: skip
NOWHERE = "/nowhere/"
# Characters. Pieces end within words, tags and rows, elsewhere on each page.
PIECE = 370
# The head at once, as nothing of it is seen; a frame is painted after every piece.
# Gives what moved by itself: from where to where, in CSS pixels.
ARRIVE = """async ([html, size]) => {
  const moved = [];
  const said = ({ node, previousRect: from, currentRect: to }) =>
    [(node?.outerHTML ?? node?.data ?? "").slice(0, 90), from.x, from.y, to.x, to.y];
  const note = (entries) =>
    entries.forEach(({ sources }) => moved.push(...sources.map(said)));
  const watch = new PerformanceObserver((seen) => note(seen.getEntries()));
  watch.observe({ type: "layout-shift" });
  const painted = () => new Promise((done) =>
    requestAnimationFrame(() => setTimeout(done)));
  const start = html.indexOf("<body");
  document.open();
  document.write(html.slice(0, start));
  while (document.styleSheets.length < document.querySelectorAll(
    "link[rel=stylesheet]").length) await painted();
  for (let at = start; at < html.length; at += size) {
    document.write(html.slice(at, at + size));
    await painted();
  }
  document.close();
  await painted();
  note(watch.takeRecords());
  return moved;
}"""


def test_nothing_jumps_when_the_next_piece_comes(browsing: Any, season: Season) -> None:
    one = browsing(width=390, height=844)
    one.answers[NOWHERE] = {"content_type": "text/html", "body": "<!doctype html>"}
    moved = {}
    for kind in READ:
        address = kinds.addresses(season)[kind]
        one.prepare(address)
        one.page.goto(NOWHERE)
        html = one.answers[address]["body"].decode()
        moved[kind] = one.page.evaluate(ARRIVE, [html, PIECE])
    assert moved == {kind: [] for kind in READ}

"""What a phone keeps for when there is no network, asked from its own page."""

from typing import Any

from playwright.sync_api import Error

# True once the worker answers for the page.
WORKS = "navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)"
# Waits up to twenty seconds for the copy of a path.
KEPT = """async (path) => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await caches.match(path)) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}"""


def until(page: Any, condition: str) -> None:
    """Asks for up to twenty seconds. Playwright itself evaluates the words within the
    page from the second time on, which our pages do not allow."""
    for _turn in range(400):
        try:
            if page.evaluate(condition):
                return
        except Error as gone:
            # It is on its way to another page.
            if "navigation" not in gone.message:
                raise
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {condition}")

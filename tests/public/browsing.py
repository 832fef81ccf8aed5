"""A browser that reads the site without a server: every request is answered here.

Pages come from Django in this thread and this transaction, so one season serves many
tests: `open` asks for the page first, because what answers the browser runs where the
connection of this thread is not known. What is asked of anybody else is refused, and
told.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from ulanmuqi.base import clock

ROOT = "https://ulanmuqi.example"
MEDIA = "/media/"
TYPES = {
    ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".webp": "image/webp", ".avif": "image/avif",
}  # fmt: skip


class Browsing:
    """One context of the browser; `page` is its only page. The browser's clock stands
    where the site's does, unless it is to run (`ticking`)."""

    def __init__(
        self, browser: Any, *, scripts: bool = True, ticking: bool = False, **more: Any
    ) -> None:
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.answers: dict[str, Any] = {}
        self.context = browser.new_context(
            base_url=ROOT,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
            service_workers="block",
            **more,
        )
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        if ticking:
            self.page.clock.install(time=clock.now())
        elif scripts:
            self.page.clock.set_fixed_time(clock.now())
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        # An address that is not there is one of the kinds of page.
        if message.type == "error" and "404" not in message.text:
            self.complaints.append(message.text)

    def open(self, address: str) -> Any:
        """The page at the address, loaded; gives the browser's page."""
        self.prepare(address)
        self.page.goto(address)
        return self.page

    def prepare(self, address: str) -> None:
        """Answers the address, from now on, as it stands at this moment."""
        answer = Client().get(address, secure=True)
        self.answers[address] = {
            "status": answer.status_code,
            "headers": dict(answer.items()),
            "body": b"".join(answer),
        }

    def _answer(self, route: Any) -> None:
        address = urlsplit(route.request.url)
        asked = f"{address.path}?{address.query}".removesuffix("?")
        if f"{address.scheme}://{address.netloc}" != ROOT:
            self.strangers.append(route.request.url)
            route.abort()
        elif address.path.startswith((settings.STATIC_URL, MEDIA)):
            _send_file(route, address.path)
        elif asked in self.answers:
            route.fulfill(**self.answers[asked])
        else:
            route.abort()

    def close(self) -> None:
        self.context.close()


def _send_file(route: Any, path: str) -> None:
    if path.startswith(MEDIA):
        found: str | None = str(Path(settings.MEDIA_ROOT) / path.removeprefix(MEDIA))
    else:
        found = finders.find(path.removeprefix(settings.STATIC_URL)) or None
    if found is None:
        route.fulfill(status=404)
        return
    file = Path(found)
    kind = TYPES.get(file.suffix, "application/octet-stream")
    route.fulfill(body=file.read_bytes(), content_type=kind)

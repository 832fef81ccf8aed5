"""The coordinator's desk: what a person does in the admin, click by click."""

import re
from datetime import datetime
from typing import Any

from wagtail.models import Page

from performances.models import Performance, Showcase
from tests.factories import PASSWORD
from ulanmuqi.base import clock


def day_and_hour(at: datetime) -> tuple[str, str]:
    """As typed into a form, Beijing time."""
    local = at.astimezone(clock.SHANGHAI)
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}"


class Desk:
    def __init__(self, page: Any) -> None:
        self.page = page

    def log_in(self, username: str) -> None:
        self.page.goto("/admin/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self._send()
        assert self.page.url.endswith("/admin/")

    def create_showcase(
        self, *, title: str, code: str, t_zero: datetime, organisers: list[str],
        cities: list[tuple[Any, Any]],
    ) -> Showcase:  # fmt: skip
        """Enters the showcase with all its cities and confirms it in one go."""
        page = self.page
        page.goto("/admin/showcases/new/")
        page.fill("[name=title]", title)
        page.fill("[name=code]", code)
        self._when("t_zero", t_zero)
        page.check("[name=t_zero_is_example]")
        for number, name in enumerate(organisers):
            if number:
                self._another("organisers", number)
            page.fill(f"[name=organisers-{number}-name]", name)
        for number, (venue, troupe) in enumerate(cities):
            page.select_option(f"[name=cities-{number}-venue]", str(venue.pk))
            page.select_option(f"[name=cities-{number}-troupe]", str(troupe.pk))
            page.fill(f"[name=cities-{number}-minutes]", "80")
        page.check("[name=status][value=confirmed]")
        self._send()
        self._no_errors()
        return Showcase.objects.get(code=code)

    def give_programme(self, opening: Performance, titles: list[str]) -> None:
        """An invented programme for one city, every item marked as an example."""
        page = self.page
        page.goto(f"/admin/performances/edit/{opening.pk}/")
        for number, title in enumerate(titles):
            if number:
                self._another("programme", number)
            page.fill(f"[name=programme-{number}-title]", title)
            page.fill(f"[name=programme-{number}-minutes]", "8")
            row = page.locator(
                "fieldset", has=page.locator(f"[name=programme-{number}-title]")
            )
            row.locator("summary").click()
            row.locator(f"[name=programme-{number}-is_example]").check()
        self._send()
        self._no_errors()

    def publish_page(self, showcase: Showcase) -> None:
        """Makes the showcase's page, choosing the row inside the page's form."""
        page = self.page
        index = Page.objects.get(slug="showcases")
        page.goto(f"/admin/pages/add/performances/showcasepage/{index.pk}/")
        page.click("[data-chooser-action-choose]")
        page.click(f".modal-content >> text={showcase.title}")
        page.wait_for_selector(".modal-content", state="detached")
        page.fill("[name=title]", showcase.title)
        page.fill("[name=lead]", "三地观众在同一时刻看到新创作品。")
        page.click("[data-w-dropdown-target=toggle] >> nth=-1")
        with page.expect_navigation():
            page.click("button[name=action-publish]")
        self._no_errors()

    def act_on(self, row: Showcase | Performance, act: str, **facts: Any) -> None:
        """One act through its page; acts that show the cities first are sent twice."""
        kind = "showcases" if isinstance(row, Showcase) else "performances"
        address = f"/admin/{kind}/act/{row.pk}/{act}/"
        self.page.goto(address)
        for name, value in facts.items():
            if isinstance(value, datetime):
                self._when(name, value)
            else:
                self.page.fill(f"[name={name}]", value)
        self._send()
        if self.page.url.endswith(address):
            self._no_errors()
            self._send()
        assert not self.page.url.endswith(address), self._told()

    def _when(self, name: str, at: datetime) -> None:
        day, hour = day_and_hour(at)
        for part, text in enumerate((day, hour)):
            self.page.fill(f"[name={name}_{part}]", text)
            self.page.keyboard.press("Escape")

    def _another(self, rows: str, number: int) -> None:
        """Adds a row to a formset unless that many stand there already."""
        total = int(self.page.input_value(f"[name={rows}-TOTAL_FORMS]"))
        if total <= number:
            self.page.click(f"[data-rows-add={rows}]")

    def _send(self) -> None:
        """By keyboard: a calendar that is still open would catch the mouse."""
        button = self.page.locator("form[method=post] [type=submit]").last
        button.focus()
        with self.page.expect_navigation():
            button.press("Enter")

    def _no_errors(self) -> None:
        shown = self.page.locator(".error-message, .messages .error")
        assert shown.count() == 0, self._told()

    def _told(self) -> str:
        return re.sub(r"\s+", " ", self.page.inner_text("main"))

"""Every kind of page in a real browser: for who reads by ear, by keyboard, enlarged."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.axe import STILL
from tests.public import kinds
from tests.public.season import Season

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

COLOURS_ALONE = {"runOnly": ["color-contrast"]}


def test_axe_finds_nothing_on_any_page_in_either_scheme(
    browsing: Any, season: Season
) -> None:
    """Everything in light; in dark what depends on colour."""
    one = browsing(width=390, height=844, bypass_csp=True)
    axe, wrong = Axe(), []
    for address in (kinds.addresses(season) | kinds.others(season)).values():
        one.page.emulate_media(color_scheme="light")
        page = one.open(address)
        page.add_style_tag(content=STILL)
        found = _found(axe.run(page))
        page.emulate_media(color_scheme="dark")
        found += _found(axe.run(page, options=COLOURS_ALONE))
        wrong += [(address, *rule) for rule in found]
    assert wrong == []


def _found(results: Any) -> list[tuple[str, list[str]]]:
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:2]])
        for one in results.response["violations"]
    ]

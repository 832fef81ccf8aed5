"""The rules of WCAG that a machine can check, asked of the page as it stands."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

# What still fades in has no colour of its own yet.
STILL = """
*, ::before, ::after { transition: none !important; animation: none !important }
"""


def assert_accessible(page: Any, context: str = "main") -> None:
    page.wait_for_load_state()
    page.add_style_tag(content=STILL)
    found = Axe().run(page, context=context)
    wrong = [
        (one["id"], [node["html"][:160] for node in one["nodes"][:2]])
        for one in found.response["violations"]
    ]
    assert not wrong, f"{page.url}: {wrong}"

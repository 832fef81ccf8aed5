"""The board as a browser speaks with it: JSON in, JSON out."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from performances.models import Performance

# The days around the founding showcase.
DAYS = {"from": "2023-11-13", "days": "14"}


def _post(client: Client, url: str, body: dict[str, Any]) -> Any:
    return client.post(
        url,
        json.dumps(body),
        content_type="application/json",
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


@pytest.fixture
def send() -> Callable[..., Any]:
    """Posts an act on a show, at its present version unless another is given."""

    def posted(client: Client, show: Performance, act: str = "move", **said: Any):
        body = {"version": show.version, **said}
        url = reverse("board:act", args=[show.pk, act])
        return _post(client, url, body)

    return posted


@pytest.fixture
def undo() -> Callable[..., Any]:
    def posted(client: Client, **said: Any):
        url = reverse("board:undo")
        return _post(client, url, said)

    return posted


@pytest.fixture
def draw() -> Callable[..., Any]:
    def posted(client: Client, **said: Any):
        url = reverse("board:new")
        return _post(client, url, said)

    return posted


@pytest.fixture
def look() -> Callable[..., dict[str, Any]]:
    """The board's data for a query, the fortnight of the showcase unless said."""

    def got(client: Client, **query: Any) -> dict[str, Any]:
        answer = client.get(reverse("board:bars"), DAYS | query)
        assert answer.status_code == 200
        return answer.json()

    return got


@pytest.fixture
def bar_of(look: Any) -> Callable[..., dict[str, Any] | None]:
    """The bar of a show as a user sees it, None when they do not."""

    def found(client: Client, show: Performance, **query: Any):
        bars = look(client, **query)["bars"]
        return next((bar for bar in bars if bar["show"] == show.pk), None)

    return found


@pytest.fixture
def open_board(logged_in_page: Any, coordinator: Any) -> Callable[..., Any]:
    """The board in a browser, ten days from 13 November 2023."""

    def opened(
        user: Any = None, *, width: int = 1440, query: str = "", **more: Any
    ) -> Any:
        page = logged_in_page(user or coordinator, width=width, height=1000, **more)
        page.goto("/admin/schedule/board/?from=2023-11-13&days=10" + query)
        page.wait_for_selector("[data-board][data-ready]")
        return page

    return opened

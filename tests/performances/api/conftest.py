"""A small season as other programs read it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Performance
from performances.scheduling import ItemFacts
from tests import factories, laid
from ulanmuqi.base import clock

Answer = tuple[Any, dict[str, Any]]


@pytest.fixture
def read(visitor: Any) -> Callable[..., Any]:
    """`read("performances?limit=1")` gives the body; another status fails."""

    def got(path: str, language: str = "en", status: int = 200) -> Any:
        answer = visitor.get(f"/api/v1/{path}", headers={"Accept-Language": language})
        assert answer.status_code == status, answer.content
        return json.loads(answer.content)

    return got


@pytest.fixture
def show(troupe: Any, hinggan_venue: Any, frozen_clock: Any) -> Callable[..., Any]:
    """An announced show a number of days ahead, one a day unless told else."""

    def made(days: float = 7, **facts: Any) -> Performance:
        starts_at = facts.pop("starts_at", None) or factories.evening() + timedelta(
            days=days - 7
        )
        values = {"troupes": (troupe,), "venue": hinggan_venue, "starts_at": starts_at}
        return factories.performance(**(values | facts))

    return made


@pytest.fixture
def season(request: pytest.FixtureRequest, db: None, frozen_clock: Any) -> Any:
    """Shows in every state the public can meet, and what they are made of. They are
    laid once: ask for their troupe and venue here, not by fixtures of their own."""
    cast = ("show", "troupe", "hinggan_venue", "private_venue", "regions")
    return laid.once(
        "the season of the API",
        lambda: _season(*(request.getfixturevalue(name) for name in cast)),
    )


def _season(
    show: Callable[..., Any], troupe: Any, venue: Any, private_venue: Any, regions: Any
) -> dict[str, Any]:
    work = factories.work(troupe)
    song = ItemFacts(title=work.title, work=work, form="独唱", minutes=6)
    made = {
        "plain": show(1, programme=(song,), admission="免费", public_note="请早到"),
        "private": show(3, venue=private_venue),
        "open": show(5, venue=None, region=regions["152222"]),
        "day": show(9, precision="date", status="conditional"),
        "part": show(11, precision="part", day_part="evening", status="conditional"),
        "about": show(13, precision="about"),
        "cancelled": show(15),
        "postponed": show(17),
        "moved": show(19),
        "withdrawn": show(21),
        "hold": show(23, status="hold"),
        "draft": show(25, status="draft"),
    }
    scheduling.cancel(made["cancelled"], reason="大风")
    later = clock.now() + timedelta(days=40)
    scheduling.postpone(made["postponed"], reason="雪", starts_at=later, accept="测试")
    scheduling.move(
        made["moved"],
        starts_at=made["moved"].starts_at + timedelta(hours=1),
        reason="停电",
        accept="测试",
    )
    scheduling.withdraw(made["withdrawn"], reason="重复录入")
    showcase = factories.showcase()
    return made | {
        "work": work, "showcase": showcase, "troupe": troupe, "venue": venue,
    }  # fmt: skip

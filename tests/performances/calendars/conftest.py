"""Shows put straight into the tables: what scheduling does is tested elsewhere."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from icalendar import Event

from performances.calendars import entries
from performances.models import (
    Performance,
    PerformanceTroupe,
    ProgrammeItem,
    Showcase,
    gate,
)
from performances.statuses import Status
from tests.performances.calendars.reading import only
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

SHANGHAI = ZoneInfo("Asia/Shanghai")
CURTAIN = datetime(2023, 11, 20, 19, 30, tzinfo=SHANGHAI)
_number = count(1)

Maker = Callable[..., Performance]
Changer = Callable[..., Performance]


@pytest.fixture(autouse=True)
def _november(frozen_clock: Any) -> None:
    """Every test here begins on 1 November 2023."""


@pytest.fixture
def show(hohhot_venue: Venue, troupe: Troupe) -> Maker:
    """Makes a confirmed, announced show with its entry; any fact can be given."""

    def make(
        *, troupes: list[Troupe] | None = None, programme: Any = (), **facts: Any
    ) -> Performance:
        now = clock.now()
        values: dict[str, Any] = {
            "title": f"北疆文化专场{next(_number)}",
            "status": Status.CONFIRMED,
            "venue": hohhot_venue,
            "starts_at": CURTAIN,
            "announced_at": now,
            **dict.fromkeys(("created_at", "changed_at", "public_changed_at"), now),
        } | facts
        values.setdefault("ends_at", values["starts_at"] + timedelta(minutes=90))
        with transaction.atomic(), gate.opened():
            made = Performance.objects.create(**values)
            for position, one in enumerate([troupe] if troupes is None else troupes):
                PerformanceTroupe.objects.create(
                    performance=made, troupe=one, position=position
                )
            for position, item in enumerate(programme):
                ProgrammeItem.objects.create(
                    performance=made, position=position, **item
                )
            entries.refresh([made])
        return Performance.objects.get(pk=made.pk)

    return make


@pytest.fixture
def change() -> Changer:
    """Changes a show as scheduling would: facts, SEQUENCE if asked, entry."""

    def alter(
        performance: Performance, *, raises: bool = False, **facts: Any
    ) -> Performance:
        with transaction.atomic(), gate.opened():
            fresh = Performance.objects.get(pk=performance.pk)
            for name, value in facts.items():
                setattr(fresh, name, value)
            fresh.sequence += raises
            fresh.save()
            entries.refresh([fresh])
        return fresh

    return alter


@pytest.fixture
def showcase(db: None) -> Showcase:
    now = clock.now()
    with gate.opened():
        return Showcase.objects.create(
            code="xin-chuang-zuo-2023",
            title="全区乌兰牧骑“学·创·演”新创作品展演",
            t_zero=CURTAIN,
            announced_at=now,
            created_at=now,
            changed_at=now,
        )


@pytest.fixture
def fetch(visitor: Client) -> Callable[..., Any]:
    """Asks for a calendar and expects 200."""

    def get(path: str = "/calendars/all.ics", **headers: str) -> Any:
        response = visitor.get(path, headers=headers)
        assert response.status_code == 200
        return response

    return get


@pytest.fixture
def entry(fetch: Callable[..., Any]) -> Callable[[], Event]:
    """Reads the one event of the feed of everything."""

    def read() -> Event:
        return only(fetch().content)

    return read


@pytest.fixture
def page(db, visitor):
    """Reads the subscribe page."""

    def read(query: str = "") -> BeautifulSoup:
        response = visitor.get(f"/calendars/{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return read

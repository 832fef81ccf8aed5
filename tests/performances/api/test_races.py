"""Programs read while others write: nothing that stays is missed or told twice, and no
act is hidden by another that ends later."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connections, transaction
from django.test import Client

from performances import scheduling
from performances.calendars import public_stamp
from performances.models import Performance, gate
from tests import factories
from tests.performances.racing import race
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ROOT = "/api/v1/performances"


def test_reading_by_pages_while_shows_come_go_and_move() -> None:
    hall, troupe = factories.venue(), factories.troupe()
    stays = [
        factories.performance(
            venue=hall, troupes=(troupe,), minutes=30, starts_at=factories.evening(day)
        )
        for day in range(10, 26, 2)
    ]
    moves = [
        factories.performance(
            venue=hall, troupes=(troupe,), minutes=30, starts_at=factories.evening(day)
        )
        for day in range(11, 17, 2)
    ]
    over = Event()

    def write() -> None:
        """Shows jump to and fro across the pages, and new ones come."""
        try:
            far = timedelta(days=14)
            for turn in range(12):
                row = Performance.objects.get(pk=moves[turn % 3].pk)
                step = far if turn % 6 < 3 else -far
                scheduling.move(
                    row, starts_at=row.starts_at + step, reason="风", accept="测"
                )
        finally:
            over.set()
            connections.close_all()

    def read() -> list[list[str]]:
        """Whole readings, page by page, until the writer is done."""
        readings = []
        try:
            while not over.is_set() or not readings:
                found, path = [], f"{ROOT}?limit=2"
                while path:
                    page = Client().get(path).json()
                    found += [item["id"] for item in page["items"]]
                    path = (page["next"] or "").removeprefix("https://ulanmuqi.example")
                readings.append(found)
        finally:
            connections.close_all()
        return readings

    with ThreadPoolExecutor(2) as pool:
        writing, reading = pool.submit(write), pool.submit(read)
        writing.result(timeout=60)
        readings = reading.result(timeout=60)
    expected = [row.public_id for row in stays]
    for found in readings:
        assert [one for one in found if one in expected] == expected


def test_every_act_is_counted_whatever_the_order_they_end_in() -> None:
    troupes = [factories.troupe() for _number in range(12)]
    before = public_stamp.version()

    def rename(number: int) -> None:
        row = Troupe.objects.get(pk=troupes[number].pk)
        row.name_en = f"New {number}"
        row.save()

    _won, lost = race(rename, racers=12)

    assert lost == []
    assert public_stamp.version() == before + 12


def test_a_writer_that_ends_later_is_seen_too() -> None:
    """The first raises the stamp and waits; the second comes and goes meanwhile."""
    if connections["default"].vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    factories.troupe()
    before = public_stamp.version()
    raised, go_on = Barrier(2, timeout=20), Event()

    def slow() -> None:
        try:
            with transaction.atomic(), gate.opened():
                public_stamp.raise_now(at=clock.now())
                raised.wait()
                go_on.wait(20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow)
        raised.wait()
        factories.troupe()
        meanwhile = public_stamp.version()
        go_on.set()
        waiting.result(timeout=20)
    assert before < meanwhile < public_stamp.version()

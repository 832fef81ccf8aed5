"""Somebody has read a row and not written yet, another writes: neither is undone."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from threading import Event, Thread, current_thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections

from performances.models import ChangeWish, TroupeDay
from performances.scheduling import (
    DayFacts,
    Refused,
    StaleWrite,
    answer_change,
    ask_for_change,
    change_wishes,
    correct_day,
    field_rows,
    report_day,
)
from tests import factories
from ulanmuqi.base import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


class Pause:
    """The first act waits at `name`, which it calls between reading and writing, until
    the second is through, or has waited for it half a second."""

    def __init__(self, patch: pytest.MonkeyPatch, where: Any, name: str) -> None:
        self.has_read, self.goes_on = Event(), Event()
        real = getattr(where, name)

        def slowly(*args: Any, **more: Any) -> Any:
            if current_thread().name == "first" and not self.has_read.is_set():
                self.has_read.set()
                self.goes_on.wait(10)
            return real(*args, **more)

        patch.setattr(where, name, slowly)

    def run(self, first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
        """What each of them raised, or None."""
        raised: dict[str, Exception] = {}

        def acting(act: Callable[[], Any]) -> Callable[[], None]:
            def run() -> None:
                try:
                    act()
                except Exception as error:
                    raised[current_thread().name] = error
                finally:
                    connections.close_all()

            return run

        threads = [
            Thread(target=acting(act), name=name)
            for name, act in (("first", first), ("second", second))
        ]
        threads[0].start()
        assert self.has_read.wait(10)
        threads[1].start()
        threads[1].join(0.5)
        self.goes_on.set()
        for one in threads:
            one.join(10)
        return [raised.get("first"), raised.get("second")]


def test_an_answer_stands_or_is_refused(
    frozen_clock: Any, troupe: Any, hinggan_venue: Any, troupe_leader: Any,
    hinggan_coordinator: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A troupe asks anew while its league answers."""
    show = factories.performance(
        troupes=(troupe,), venue=hinggan_venue, starts_at=factories.evening(3)
    )
    wish = ask_for_change(show, text="想晚半小时", troupe=troupe, by=troupe_leader)
    # A clock of this module's own: it is asked once what waits has been read.
    monkeypatch.setattr(change_wishes, "clock", SimpleNamespace(now=clock.now))
    asks, answers = Pause(monkeypatch, change_wishes.clock, "now").run(
        lambda: ask_for_change(
            show, text="想晚一小时", troupe=troupe, by=troupe_leader
        ),
        lambda: answer_change(wish, reply="已改到20:00", by=hinggan_coordinator),
    )
    assert asks is None
    row = ChangeWish.objects.get(pk=wish.pk)
    assert isinstance(answers, Refused) or row.reply == "已改到20:00"


def test_a_day_put_right_meanwhile_stays_right(
    frozen_clock: Any, troupe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague adds hours while the league mends the kilometres."""
    on = clock.now().date() - timedelta(days=1)
    day = report_day(troupe, on, DayFacts(distance_km=80)).day
    adds, mends = Pause(monkeypatch, field_rows, "said_of").run(
        lambda: report_day(troupe, on, DayFacts(hours=Decimal("6.5"))),
        lambda: correct_day(day, DayFacts(distance_km=300), version=1),
    )
    assert adds is None
    row = TroupeDay.objects.get()
    if mends is None:
        assert row.distance_km == 300
    else:
        assert isinstance(mends, StaleWrite)
        assert (row.distance_km, row.hours) == (80, Decimal("6.5"))

"""A troupe asks anew while its league answers: no answer is written over."""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread, current_thread
from typing import Any

import pytest
from django.db import connections

from performances.models import ChangeWish
from performances.scheduling import Refused, answer_change, ask_for_change
from performances.scheduling import change_wishes as verbs
from tests import factories
from ulanmuqi.base import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ASKS = "asks"


def _thread(name: str, act: Callable[[], Any], raised: list[Exception]) -> Thread:
    def run() -> None:
        try:
            act()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    return Thread(target=run, name=name)


def test_an_answer_stands_or_is_refused(
    frozen_clock: Any, troupe: Any, hinggan_venue: Any, troupe_leader: Any,
    hinggan_coordinator: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    show = factories.performance(
        troupes=(troupe,), venue=hinggan_venue, starts_at=factories.evening(3)
    )
    first = ask_for_change(show, text="想晚半小时", troupe=troupe, by=troupe_leader)
    has_read, goes_on = Event(), Event()

    class Pausing:
        """Whoever asks anew has read what waits, and has not written yet."""

        @staticmethod
        def now() -> datetime:
            if current_thread().name == ASKS and not has_read.is_set():
                has_read.set()
                goes_on.wait(10)
            return clock.now()

    monkeypatch.setattr(verbs, "clock", Pausing)
    asked: list[Exception] = []
    answered: list[Exception] = []
    asks = _thread(
        ASKS,
        lambda: ask_for_change(
            show, text="想晚一小时", troupe=troupe, by=troupe_leader
        ),
        asked,
    )
    answers = _thread(
        "answers",
        lambda: answer_change(first, reply="已改到20:00", by=hinggan_coordinator),
        answered,
    )
    asks.start()
    assert has_read.wait(10)
    answers.start()
    # Time enough to write, where nothing holds it back.
    answers.join(0.5)
    goes_on.set()
    asks.join(10)
    answers.join(10)
    assert asked == []
    row = ChangeWish.objects.get(pk=first.pk)
    if answered:
        assert isinstance(answered[0], Refused)
        assert row.taken_back_at is not None
    else:
        assert row.reply == "已改到20:00"

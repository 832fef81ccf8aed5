"""People of a troupe with a phone in their hands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from performances import scheduling
from tests import factories
from ulanmuqi.base import clock


@pytest.fixture
def on_phone() -> Callable[..., Client]:
    """A client logged in at /my/: `on_phone(troupe_leader).get("/my/")`."""

    def logged_in(user: Any, **more: Any) -> Client:
        client = Client(**more)
        _row, token = scheduling.log_in_device(user, agent="Android MicroMessenger")
        client.cookies["my_device"] = token
        return client

    return logged_in


@pytest.fixture
def tonight(frozen_clock: Any, troupe: Any, hinggan_venue: Any) -> Any:
    """The troupe's show of this evening: 19:30 in Ulanhot, load-in at 17:30."""
    return factories.performance(
        title="今晚的安代",
        starts_at=clock.midnight(clock.now()) + timedelta(hours=19, minutes=30),
        venue=hinggan_venue,
        troupes=(troupe,),
        load_in_minutes=120,
        strike_minutes=60,
    )

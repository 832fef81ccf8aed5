"""Private calendars of the cast, and shows made by the verbs of scheduling."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from performances import scheduling
from performances.calendars.private import feeds
from performances.models import Performance, Subscription
from performances.scheduling import Choices
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from troupes.models import Troupe
from ulanmuqi.places.models import Venue


class Phone:
    """Somebody's calendar program, subscribed to one private address."""

    def __init__(self, row: Subscription, token: str) -> None:
        self.row, self.token = row, token
        self.path = feeds.path(token)
        self.browser = Client()

    def get(self, query: str = "", **headers: str) -> Any:
        return self.browser.get(self.path + query, headers=headers)

    def fetch(self, query: str = "", **headers: str) -> Any:
        response = self.get(query, **headers)
        assert response.status_code == 200
        return response

    @property
    def raw(self) -> bytes:
        return self.fetch().content

    def now(self) -> Subscription:
        """Its row as it is stored."""
        return Subscription.objects.for_rows().get(pk=self.row.pk)

    def choose(self, **choices: Any) -> None:
        row = self.now()
        kept = {name: getattr(row, name) for name in Choices.__dataclass_fields__}
        scheduling.choose(row, Choices(**(kept | choices)))


@pytest.fixture
def subscribe(frozen_clock: Any) -> Callable[..., Phone]:
    """Makes a private calendar of a venue, troupe or region, or of a person."""

    def make(target: Any = None, *, by: Any = None, **choices: Any) -> Phone:
        choices.setdefault("note", f"手机{Subscription.objects.count() + 1}")
        return Phone(*scheduling.subscribe(target, Choices(**choices), by=by))

    return make


@pytest.fixture
def planned(troupe: Troupe, hinggan_venue: Venue) -> Callable[..., Performance]:
    """A show of the troupe at the Hinggan theatre with an hour of load-in and half an
    hour of strike, confirmed and announced unless said otherwise."""

    def make(**facts: Any) -> Performance:
        values = {
            "title": "草原新歌",
            "starts_at": CURTAIN,
            "troupes": (troupe,),
            "venue": hinggan_venue,
            "load_in_minutes": 60,
            "strike_minutes": 30,
        }
        return factories.performance(**(values | facts))

    return make


@pytest.fixture
def later(frozen_clock: Any) -> Callable[..., None]:
    """Lets ten minutes pass, so that every stamp can be told from the last."""

    def pass_by(**amount: float) -> None:
        frozen_clock.forward(**(amount or {"minutes": 10}))

    return pass_by


TOMORROW = timedelta(days=1)

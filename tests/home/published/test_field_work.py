"""The public figures as published bytes: every report, and the clock, are seen."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.measures import Measure
from performances.models import Record
from performances.scheduling import ActFacts, DayFacts, RecordFacts
from performances.scheduling.carried_over import CarriedFacts, carry_over
from performances.scheduling.request_answers import decline_request
from tests import factories
from tests.performances import requests_season
from tests.performances.calendars.published.conftest import asked
from ulanmuqi.base import clock

pytestmark = pytest.mark.database

Act = Callable[[], Any]


@pytest.fixture
def yesterday(frozen_clock: Any, cast: dict[str, Any]) -> date:
    """Tomorrow's show of the cast is over."""
    frozen_clock.forward(days=3)
    return cast["show"].day


def reports(cast: dict[str, Any], day: date) -> list[tuple[str, Act]]:
    """Each is the first of its kind, and the last act before another kind's."""
    show, troupe = cast["show"], cast["troupe"]
    wanted = requests_season.asked()
    return [
        ("a record", lambda: scheduling.report_show(
            show, RecordFacts(onsite_audience=311)
        )),
        ("its review", lambda: scheduling.review_report(
            Record.objects.get(), "reviewed"
        )),
        ("a day", lambda: scheduling.report_day(
            troupe, day, DayFacts(distance_km=87, in_grassroots=True)
        )),
        ("a coaching", lambda: scheduling.report_act(
            troupe, day, ActFacts(kind="coaching", title="辅导", people=23)
        )),
        ("a service", lambda: scheduling.report_act(
            troupe, day, ActFacts(kind="service", title="义诊")
        )),
        ("a figure from before", lambda: carry_over(CarriedFacts(
            troupe=troupe, first=date(2023, 1, 1), last=date(2023, 6, 30),
            measure=Measure.SHOWS, value=41, source="年报",
        ))),
        ("an answer", lambda: decline_request(wanted, reason="路不通")),
    ]  # fmt: skip


def test_every_report_is_counted_at_the_next_request(
    cast: dict[str, Any], front: Any, django: Any, yesterday: date
) -> None:
    for what, act in reports(cast, yesterday):
        before = asked(front, "/statistics/").body
        act()
        told = asked(front, "/statistics/").body
        assert told == asked(django, "/statistics/").body, what
        assert told != before, what


def test_a_training_counts_from_the_minute_it_is_over(
    cast: dict[str, Any], front: Any, django: Any, frozen_clock: Any
) -> None:
    begins = clock.now() + timedelta(hours=1)
    course = factories.training(cast["troupe"], starts_at=begins)
    for path in ("/statistics/", "/"):
        frozen_clock.set(course.ends_at - timedelta(seconds=1))
        before = asked(front, path).body
        frozen_clock.set(course.ends_at)
        told = asked(front, path).body
        assert told == asked(django, path).body, path
        assert told != before, path

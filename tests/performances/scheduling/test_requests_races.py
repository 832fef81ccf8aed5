"""Requests on real connections at one instant: one answer, one request, one hold."""

from typing import Any

import pytest

from performances.models import Performance, Request, RequestStep
from performances.scheduling import Refused, StaleWrite, TryAgain
from performances.scheduling.request_answers import accept_request, decline_request
from performances.scheduling.request_asking import ask
from performances.scheduling.request_booking import schedule_request
from performances.scheduling.request_due import pass_on_waiting
from performances.scheduling.request_following import withdraw_request
from tests import factories
from tests.performances.racing import race
from tests.performances.requests_season import asked, facts

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any) -> None:
    factories.troupe("152222")


def test_one_form_sent_by_many_hands_is_one_request() -> None:
    told = facts()
    won, lost = race(lambda _number: ask(told, key="k" * 32), racers=6)
    assert {type(error) for error in lost} <= {TryAgain}
    assert Request.objects.count() == 1
    assert len({row.pk for row, _is_new in won}) == 1
    assert [is_new for _row, is_new in won].count(True) == 1


def test_of_two_answers_one_counts_and_the_other_is_told() -> None:
    row = asked()
    acts = (
        lambda: accept_request(row, version=row.version),
        lambda: decline_request(row, reason="没有车", version=row.version),
        lambda: withdraw_request(row, version=row.version),
    )
    won, lost = race(lambda number: acts[number](), racers=3)
    assert len(won) == 1
    assert {type(error) for error in lost} <= {StaleWrite, Refused}
    assert RequestStep.objects.filter(request=row).count() == 2


def test_two_who_schedule_it_make_one_hold() -> None:
    row = asked()
    casts = [factories.troupe(code) for code in ("152201", "150824")]
    put = [
        factories.show_facts(
            venue=None,
            region=factories.region("152222"),
            troupes=(troupe,),
            starts_at=factories.evening(10),
        )
        for troupe in casts
    ]
    won, lost = race(
        lambda number: schedule_request(row, put[number], version=row.version),
        racers=2,
    )
    assert (len(won), len(lost)) == (1, 1)
    assert Performance.objects.count() == 1
    row.refresh_from_db()
    assert row.performance == Performance.objects.get()


def test_the_job_run_by_two_machines_passes_it_on_once(frozen_clock: Any) -> None:
    asked()
    frozen_clock.forward(days=4)
    won, lost = race(lambda _number: pass_on_waiting(), racers=4)
    assert lost == []
    assert sum(won) == 1
    assert RequestStep.objects.filter(kind="passed_on").count() == 1

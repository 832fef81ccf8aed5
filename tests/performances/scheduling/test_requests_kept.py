"""Taken back while a day was kept for it: let go in one act, or kept on purpose."""

from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.models import Booking, Performance, Request, ShowContact
from performances.scheduling import NotAllowed, Refused, StaleWrite
from performances.scheduling.request_answers import propose_date
from performances.scheduling.request_booking import link_show, schedule_request
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import (
    answer_proposal,
    withdraw_request,
)
from performances.scheduling.request_kept import keep_show, release_kept
from performances.statuses import Status
from tests.performances.requests_season import asked, day, fresh, show_facts
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

State = Request.State


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All of it begins on 1 November 2023."""


@pytest.fixture
def taken_back(troupe: Troupe) -> Request:
    """Its day is kept as a hold, and they need it no more."""
    row, _outcome = schedule_request(asked(), show_facts(troupe))
    withdraw_request(fresh(row))
    return fresh(row)


def test_the_day_is_let_go_in_one_act(taken_back: Request, troupe_leader: Any) -> None:
    show = taken_back.performance
    assert taken_back.keeps_a_show(clock.now())
    assert taken_back in Request.objects.to_see_to(clock.now())
    release_kept(taken_back, by=troupe_leader, version=taken_back.version)
    row = fresh(taken_back)
    show = Performance.objects.get(pk=show.pk)
    assert (show.status, row.performance) == (Status.DRAFT, None)
    assert not Booking.objects.filter(performance=show).exists()
    assert not ShowContact.objects.exists()
    assert row not in Request.objects.to_see_to(clock.now())
    step = row.steps.last()
    assert (step.kind, step.by, step.is_inside) == ("freed", troupe_leader, True)
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"schedule.release", "schedule.request"} <= actions


def test_the_show_stays_on_purpose(taken_back: Request, troupe_leader: Any) -> None:
    keep_show(taken_back, words="学校也来看", by=troupe_leader)
    row = fresh(taken_back)
    assert Performance.objects.get().status == Status.HOLD
    assert row.performance is None
    assert not row.keeps_a_show(clock.now())
    assert row.steps.last().kind == "kept"


def test_a_show_that_stands_is_cancelled_by_its_own_road(taken_back: Request) -> None:
    scheduling.confirm(taken_back.performance, accept="都好")
    with pytest.raises(Refused):
        release_kept(fresh(taken_back))
    assert fresh(taken_back).keeps_a_show(clock.now())
    scheduling.cancel(taken_back.performance, reason="对方不需要了")
    assert not fresh(taken_back).keeps_a_show(clock.now())


def test_a_hold_somebody_threw_away_meanwhile_is_told(taken_back: Request) -> None:
    scheduling.discard(taken_back.performance)
    with pytest.raises(Refused):
        release_kept(taken_back)
    assert not fresh(taken_back).keeps_a_show(clock.now())


def test_a_day_another_request_has_too_is_not_let_go(
    taken_back: Request, troupe: Troupe
) -> None:
    other = link_show(asked(), taken_back.performance)
    with pytest.raises(Refused, match=other.spoken_number):
        release_kept(taken_back)
    assert Performance.objects.get().status == Status.HOLD


def test_only_who_plans_the_show_lets_it_go_and_the_second_is_told(
    taken_back: Request, other_troupe_editor: Any, troupe_member: Any
) -> None:
    for stranger in (other_troupe_editor, troupe_member):
        with pytest.raises(NotAllowed):
            release_kept(taken_back, by=stranger)
        with pytest.raises(NotAllowed):
            keep_show(taken_back, by=stranger)
    seen = taken_back.version
    keep_show(taken_back, version=seen)
    with pytest.raises(StaleWrite):
        release_kept(taken_back, version=seen)
    assert Performance.objects.get().status == Status.HOLD


def test_a_hold_let_go_from_the_show_itself_leaves_nobody_waiting_for_it(
    troupe: Troupe,
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    scheduling.release(outcome.performance)
    assert fresh(row).lost_its_show
    assert fresh(row) in Request.objects.to_see_to(clock.now())
    see_to_requests()
    assert fresh(row).state == State.ACCEPTED
    with pytest.raises(Refused):
        link_show(fresh(row), outcome.performance)
    scheduling.hold(outcome.performance)
    see_to_requests()
    assert fresh(row).state == State.SCHEDULED
    assert see_to_requests() == 0


def test_answered_anew_it_does_not_fall_back_on_the_old_day_when_that_show_is_on(
    troupe: Troupe,
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    scheduling.cancel(
        scheduling.confirm(outcome.performance, accept="都好").performance,
        reason="大雪",
    )
    see_to_requests()
    answer_proposal(propose_date(fresh(row), day=day(20)), suits=True)
    scheduling.reinstate(outcome.performance, reason="雪停了", accept="都好")
    see_to_requests()
    row = fresh(row)
    assert (row.state, row.performance) == (State.ACCEPTED, None)
    assert not ShowContact.objects.exists()


def test_settled_or_moved_the_asker_reads_it_among_the_steps_once(
    troupe: Troupe,
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    assert see_to_requests() == 0
    show = scheduling.confirm(outcome.performance, accept="都好").performance
    assert see_to_requests() == 1
    scheduling.revise(show, show_facts(troupe, 12), reason="路不好走", accept="都好")
    assert see_to_requests() == 1
    assert see_to_requests() == 0
    kinds = list(row.steps.values_list("kind", "facts__day"))
    assert kinds[-2:] == [("settled", "2023-11-11"), ("moved", "2023-11-13")]
    assert not row.steps.filter(is_inside=True).exists()

"""Requests in the schedule, what the place says afterwards, and what the clock does."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import (
    Notice,
    Performance,
    PlaceConfirmation,
    Request,
    RequestStep,
)
from performances.scheduling import NotAllowed, Refused, StaleWrite
from performances.scheduling.request_answers import (
    accept_request,
    ask_back,
    decline_request,
    hand_over,
    note_request,
    propose_date,
    reopen,
)
from performances.scheduling.request_booking import (
    link_show,
    schedule_request,
    unlink_show,
)
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import (
    confirm_played,
    find_request,
    open_request,
    reply,
    token_of,
    withdraw_request,
)
from performances.statuses import Status
from tests import factories
from tests.performances.requests_season import PHONE, asked, day, fresh, show_facts
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

State = Request.State


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All of it begins on 1 November 2023."""


def kinds(row: Request) -> list[str]:
    return list(row.steps.values_list("kind", flat=True))


# --- Into the schedule ----------------------------------------------------------------


def test_hold_performance_and_answer_are_one_act(
    troupe: Troupe, troupe_leader: Any
) -> None:
    row = asked()
    row, outcome = schedule_request(
        row, show_facts(troupe), words="九号下午见", by=troupe_leader,
        version=row.version,
    )  # fmt: skip
    row = fresh(row)
    assert row.state == State.SCHEDULED
    assert row.performance == outcome.performance
    assert outcome.performance.status == Status.HOLD
    assert outcome.performance.troupes_in_order == [troupe]


def test_where_somebody_answered_meanwhile_there_is_no_hold_either(
    troupe: Troupe, troupe_leader: Any
) -> None:
    row = asked()
    seen = row.version
    withdraw_request(row)
    with pytest.raises(StaleWrite):
        schedule_request(row, show_facts(troupe), by=troupe_leader, version=seen)
    assert not Performance.objects.exists()


def test_a_strangers_troupe_cannot_be_put_on(
    troupe: Troupe, other_troupe: Troupe, troupe_leader: Any
) -> None:
    with pytest.raises(NotAllowed):
        schedule_request(asked(), show_facts(other_troupe), by=troupe_leader)
    assert not Performance.objects.exists()


def test_what_becomes_of_the_show_becomes_of_the_request(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    show = scheduling.confirm(outcome.performance, accept="都好").performance
    frozen_clock.forward(hours=1)
    later = scheduling.postpone(
        show, reason="大雪", starts_at=factories.evening(15),
        ends_at=factories.evening(15, hour=21), accept="都好",
    ).replacement  # fmt: skip
    assert fresh(row).show == later
    assert see_to_requests() == 2
    assert kinds(row)[-2:] == ["moved", "settled"]
    assert fresh(row).performance == later
    scheduling.cancel(later, reason="路断")
    row = fresh(row)
    assert row.lost_its_show
    assert see_to_requests() == 1
    row = fresh(row)
    assert (row.state, row.waiting_since) == (State.ACCEPTED, clock.now())
    assert kinds(row)[-2:] == ["settled", "off"]
    assert see_to_requests() == 0


def test_a_hold_thrown_away_leaves_the_request_to_be_seen_to(troupe: Troupe) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    scheduling.discard(outcome.performance)
    assert fresh(row).lost_its_show
    see_to_requests()
    row, _outcome = schedule_request(fresh(row), show_facts(troupe, 11))
    assert fresh(row).state == State.SCHEDULED


def test_a_show_that_stands_can_answer_and_be_let_go(
    troupe: Troupe, troupe_leader: Any, other_troupe_editor: Any
) -> None:
    show = factories.performance(
        venue=factories.venue("152222"), troupes=(troupe,),
        starts_at=factories.evening(9),
    )  # fmt: skip
    row = asked()
    with pytest.raises(NotAllowed):
        link_show(row, show, by=other_troupe_editor)
    link_show(row, show, by=troupe_leader)
    assert fresh(row).performance == show
    unlink_show(fresh(row), by=troupe_leader)
    row = fresh(row)
    assert (row.state, row.performance) == (State.ACCEPTED, None)
    assert Performance.objects.get().status == Status.CONFIRMED


# --- Afterwards -----------------------------------------------------------------------


@pytest.fixture
def played(troupe: Troupe, frozen_clock: Any) -> Request:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    scheduling.confirm(outcome.performance, accept="都好")
    with pytest.raises(Refused):
        confirm_played(fresh(row), took_place=True)
    frozen_clock.forward(days=12)
    return row


def test_the_place_confirms_and_says_how_many_came(played: Request) -> None:
    see_to_requests()
    assert fresh(played).state == State.DONE
    confirm_played(fresh(played), took_place=True, audience=150)
    confirm_played(fresh(played), took_place=True, audience=160)
    found = PlaceConfirmation.objects.get()
    assert (found.took_place, found.audience) == (True, 160)
    assert found.performance == fresh(played).performance
    assert found.recorded_by is None


def test_where_nobody_came_it_is_the_desks_turn_again(played: Request) -> None:
    confirm_played(played, took_place=False, audience=9)
    row = fresh(played)
    assert (row.state, row.performance) == (State.REVIEW, None)
    assert PlaceConfirmation.objects.get().audience is None


def test_a_hold_nobody_decided_goes_back_to_the_desk_when_its_day_is_over(
    troupe: Troupe, hinggan_coordinator: Any, frozen_clock: Any
) -> None:
    hinggan_coordinator.email = "desk@example.org"
    hinggan_coordinator.save()
    row, outcome = schedule_request(asked(window_until=day(10)), show_facts(troupe, 10))
    hand_over(fresh(row), troupe=None)
    told = Notice.objects.count()
    frozen_clock.set(outcome.performance.ends_at)
    see_to_requests()
    row = fresh(row)
    assert (row.state, row.waiting_since) == (State.ACCEPTED, clock.now())
    assert Notice.objects.count() == told + 1
    frozen_clock.forward(days=1)
    assert see_to_requests() == 0
    assert fresh(row).state == State.ACCEPTED


def test_put_off_without_a_day_it_is_the_desks_turn_until_there_is_one(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    show = scheduling.confirm(outcome.performance, accept="都好").performance
    scheduling.postpone(show, reason="大雪")
    see_to_requests()
    assert fresh(row).state == State.SCHEDULED
    frozen_clock.forward(days=12)
    see_to_requests()
    assert fresh(row).state == State.ACCEPTED
    assert see_to_requests() == 0
    later = scheduling.postpone(
        Performance.objects.get(pk=show.pk), reason="大雪",
        starts_at=factories.evening(15), ends_at=factories.evening(15, hour=21),
        accept="都好",
    ).replacement  # fmt: skip
    see_to_requests()
    row = fresh(row)
    assert (row.state, row.performance) == (State.SCHEDULED, later)


# --- The link, and number and telephone -----------------------------------------------


def test_the_link_opens_one_request_and_nothing_else(troupe: Troupe) -> None:
    row, other = asked(), asked()
    assert open_request(token_of(row)) == row
    number, _dot, mark = token_of(row).partition(".")
    for wrong in (
        f"{other.number}.{mark}", f"{number}.{mark[:-1]}", number, "", "x" * 500,
        f"{number}.{mark}\n", f"{number}.{mark}.{mark}",
    ):  # fmt: skip
        assert open_request(wrong) is None


def test_number_and_telephone_find_it_however_they_are_written(
    troupe: Troupe,
) -> None:
    row = asked(contact_phone="138 0013-8000")
    assert find_request(row.spoken_number, "+86 13800138000") == row
    assert find_request(row.number, "13800138001") is None
    assert find_request("10000000", "13800138000") is None
    assert find_request(row.number, "") is None


# --- By the clock ---------------------------------------------------------------------


def test_unanswered_it_passes_to_the_league_then_reminds_then_lapses(
    troupe: Troupe, hinggan_coordinator: Any, frozen_clock: Any
) -> None:
    hinggan_coordinator.email = "desk@example.org"
    hinggan_coordinator.save()
    row = asked(window_until=day(16))
    frozen_clock.forward(days=2, hours=23)
    assert see_to_requests() == 0
    frozen_clock.forward(hours=1)
    assert see_to_requests() == 1
    assert fresh(row).passed_on_at == clock.now()
    assert Notice.objects.get().audience == "region:152200"
    assert see_to_requests() == 0
    frozen_clock.forward(days=4)
    assert see_to_requests() == 1
    assert see_to_requests() == 0
    frozen_clock.forward(days=10)
    see_to_requests()
    row = fresh(row)
    assert row.state == State.LAPSED
    assert kinds(row) == ["asked", "passed_on", "reminded", "reminded", "lapsed"]


def test_reopened_after_its_days_it_stays_until_it_is_answered(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row = asked(window_until=day(16))
    frozen_clock.forward(days=17)
    see_to_requests()
    assert fresh(row).state == State.LAPSED
    reopen(fresh(row))
    see_to_requests()
    assert fresh(row).state == State.REVIEW
    frozen_clock.forward(days=3)
    see_to_requests()
    assert fresh(row).state == State.REVIEW


def test_asked_something_after_its_days_there_is_time_to_reply(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row = asked(window_until=day(16))
    frozen_clock.forward(days=17)
    see_to_requests()
    ask_back(reopen(fresh(row)), words="下个月行不行？")
    frozen_clock.forward(days=6)
    see_to_requests()
    assert fresh(row).state == State.REVIEW
    reply(fresh(row), words="行")
    frozen_clock.forward(days=20)
    see_to_requests()
    assert fresh(row).state == State.REVIEW
    ask_back(fresh(row), words="几号？")
    frozen_clock.forward(days=8)
    see_to_requests()
    assert fresh(row).state == State.LAPSED


def test_not_played_or_let_go_late_it_stays_with_the_desk(
    played: Request, troupe: Troupe, frozen_clock: Any
) -> None:
    other, _outcome = schedule_request(asked(), show_facts(troupe, 40))
    frozen_clock.forward(days=9)
    confirm_played(fresh(played), took_place=False)
    unlink_show(fresh(other))
    see_to_requests()
    frozen_clock.forward(days=1)
    see_to_requests()
    assert fresh(played).state == State.REVIEW
    assert fresh(other).state == State.ACCEPTED


def test_asked_on_its_last_day_it_lapses_all_the_same(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row = asked(window_from=day(0), window_until=day(0))
    frozen_clock.forward(days=1)
    see_to_requests()
    assert fresh(row).state == State.LAPSED


def test_name_and_telephone_go_when_it_is_long_over(
    troupe: Troupe, troupe_leader: Any, frozen_clock: Any
) -> None:
    row = asked(note="找隐名乡亲", space="隐名乡亲家院子", when_words="隐名乡亲定")
    reply(row, words="隐名乡亲在家")
    decline_request(fresh(row), reason="太远了", by=troupe_leader)
    frozen_clock.forward(days=179)
    assert see_to_requests() == 0
    frozen_clock.forward(days=2)
    assert see_to_requests() == 1
    row = fresh(row)
    assert (row.contact_name, row.contact_phone, row.note) == ("", "", "")
    assert (row.space, row.when_words) == ("", "")
    assert (row.phone_key, row.network_key) == ("", "")
    assert find_request(row.number, PHONE) is None
    said = "".join(row.steps.values_list("words", flat=True))
    assert said == "太远了"
    with pytest.raises(Refused):
        reopen(row)
    with pytest.raises(Refused):
        note_request(row, words="隐名乡亲又打来了")


# --- What others count ----------------------------------------------------------------


def test_answers_are_counted_when_they_were_given(
    troupe: Troupe, frozen_clock: Any
) -> None:
    start = clock.now()
    accepted, asked_only, held = asked(), asked(), asked()
    proposed, taken_back, never = asked(), asked(), asked()
    frozen_clock.forward(days=1)
    accept_request(accepted)
    propose_date(proposed, day=day(9))
    # What the asker took back after an answer was answered; before one, it was not.
    withdraw_request(accept_request(taken_back))
    withdraw_request(never)
    ask_back(asked_only, words="在哪里？")
    decline_request(held, reason="没有车")
    frozen_clock.forward(days=1)
    propose_date(fresh(accepted), day=day(9))
    counted = Request.objects.answered(start, clock.now())
    assert set(counted) == {accepted, held, proposed, taken_back}
    assert not Request.objects.answered(clock.now() - timedelta(hours=1), clock.now())
    assert RequestStep.objects.filter(kind="accepted").count() == 2

"""Requests that go on for long: said again and again, never answered, played twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Notice, Performance, PlaceConfirmation, Request
from performances.scheduling import Refused
from performances.scheduling.request_answers import accept_request, ask_back, let_in
from performances.scheduling.request_asking import ask
from performances.scheduling.request_booking import schedule_request
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import (
    MOST_OF_ASKER,
    confirm_played,
    reply,
    withdraw_request,
)
from performances.views.requests.told import Told
from tests.performances.requests_season import asked, facts, fresh, show_facts
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

State = Request.State


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any], troupe_leader: Any) -> None:
    """All of it begins on 1 November 2023; the banner's leader reads mail."""
    troupe_leader.email = "leader@example.org"
    troupe_leader.save()


def told() -> int:
    return Notice.objects.count()


def test_of_a_request_that_is_held_nobody_hears_whatever_its_page_is_used_for() -> None:
    row, _is_new = ask(facts(), doubts=("links",))
    reply(row, words="快来看")
    other, _is_new = ask(facts(), doubts=("links",))
    withdraw_request(other)
    assert told() == 0
    let_in(fresh(row))
    assert told() == 1


def test_replies_in_one_breath_are_one_notice_and_not_without_end(
    troupe_leader: Any, frozen_clock: Any
) -> None:
    row = asked()
    for number in range(3):
        reply(fresh(row), words=f"再说一句{number}")
        frozen_clock.forward(minutes=10)
    assert told() == 2
    ask_back(fresh(row), words="几点？", by=troupe_leader)
    reply(fresh(row), words="三点")
    assert told() == 3
    frozen_clock.forward(hours=25)
    reply(fresh(row), words="还是四点")
    assert told() == 4
    while row.steps.filter(by=None).count() < MOST_OF_ASKER:
        reply(fresh(row), words="再说")
    with pytest.raises(Refused):
        reply(fresh(row), words="再说")
    # Whoever rings is written down all the same.
    reply(fresh(row), words="电话里说行", by=troupe_leader)


def test_nobodys_contacts_are_kept_for_ever_because_nobody_answers(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row, _outcome = schedule_request(asked(), show_facts(troupe))
    frozen_clock.forward(days=20)
    see_to_requests()
    frozen_clock.forward(days=179)
    see_to_requests()
    assert fresh(row).state == State.ACCEPTED
    frozen_clock.forward(days=2)
    see_to_requests()
    assert fresh(row).state == State.LAPSED
    frozen_clock.forward(days=181)
    see_to_requests()
    assert fresh(row).contact_phone == ""


def test_what_was_said_of_the_show_that_never_came_stays_beside_the_one_that_did(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    first = scheduling.confirm(outcome.performance, accept="都好").performance
    frozen_clock.forward(days=11)
    confirm_played(fresh(row), took_place=False)
    row, outcome = schedule_request(fresh(row), show_facts(troupe, 20))
    second = scheduling.confirm(outcome.performance, accept="都好").performance
    frozen_clock.forward(days=21)
    asks = Told.of(fresh(row), clock.now())
    assert asks.may_confirm
    assert asks.confirmation == ""
    confirm_played(fresh(row), took_place=True, audience=90)
    said = {one.performance: one.took_place for one in PlaceConfirmation.objects.all()}
    assert said == {first: False, second: True}


def test_answered_anew_and_then_taken_back_it_was_answered(
    troupe: Troupe, frozen_clock: Any
) -> None:
    start = clock.now()

    def answered() -> int:
        end = clock.now() + timedelta(days=1)
        return Request.objects.answered(start, end).count()

    row, outcome = schedule_request(asked(), show_facts(troupe))
    scheduling.confirm(outcome.performance, accept="都好")
    frozen_clock.forward(days=12)
    confirm_played(fresh(row), took_place=False)
    assert answered() == 0
    frozen_clock.forward(hours=1)
    accept_request(fresh(row))
    assert answered() == 1
    withdraw_request(fresh(row))
    assert answered() == 1


def test_of_one_that_is_held_nobody_is_reminded(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row, _is_new = ask(facts(), doubts=("links",))
    frozen_clock.forward(days=8)
    see_to_requests()
    assert not Notice.objects.exists()
    assert not row.steps.filter(kind="reminded").exists()


def test_where_nobody_has_an_address_nobody_was_reminded(
    troupe_leader: Any, frozen_clock: Any
) -> None:
    troupe_leader.email = ""
    troupe_leader.save()
    row = asked()
    frozen_clock.forward(days=8)
    see_to_requests()
    assert fresh(row).reminded_at == clock.now()
    assert not row.steps.filter(kind="reminded").exists()


@pytest.mark.parametrize(
    ("space", "note", "left"),
    [
        (
            "院子",
            "卡车从院子北门进，自带50米线\n场地或屋子：院子\n用电：单相",
            "卡车从院子北门进，自带50米线\n用电：单相",
        ),
        (
            "张家院子\n找他爱人13800009999",
            "场地或屋子：张家院子\n找他爱人13800009999\n用电：单相",
            "用电：单相",
        ),
    ],
)
def test_the_askers_words_leave_the_note_of_the_show_the_crews_stay(
    troupe: Troupe, frozen_clock: Any, space: str, note: str, left: str
) -> None:
    placing = replace(show_facts(troupe), technical_note=note)
    row, made = schedule_request(asked(space=space), placing)
    scheduling.confirm(made.performance, accept="都好")
    frozen_clock.forward(days=12)
    see_to_requests()
    before = Performance.objects.get()
    assert before.technical_note == note
    frozen_clock.forward(days=400)
    see_to_requests()
    after = Performance.objects.get()
    assert fresh(row).blanked_at
    assert after.technical_note == left
    assert after.version > before.version

"""What a venue says: who may say it, what it is about, and when it no longer counts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.models import Performance, VenueAnswer
from performances.models.gate import GateShut
from performances.scheduling import NotAllowed, Refused, StaleWrite
from performances.scheduling.merge_venues import merge_venues
from performances.statuses import Status
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = pytest.mark.django_db

Answer = VenueAnswer.Answer


@pytest.fixture
def held(show: Callable[..., Any]) -> Performance:
    return scheduling.place(show(), status=Status.HOLD).performance


def say(show: Performance, answer: str = Answer.ACCEPTED, **more: Any) -> Any:
    return scheduling.answer_for_venue(show, venue=show.venue, answer=answer, **more)


def read(show: Performance) -> Performance:
    return Performance.objects.with_answers().get(pk=show.pk)


# --- What is kept ---------------------------------------------------------------------


def test_a_coordinator_records_a_telephone_call(
    held: Performance, coordinator: Any, frozen_clock: Any
) -> None:
    said = say(
        held, note="侧幕较窄", told_by="王师傅", by=coordinator, by_telephone=True
    ).answer
    assert read(held).venue_answer == said
    assert (said.answer, said.told_by, said.by_telephone) == (
        "accepted", "王师傅", True,
    )  # fmt: skip
    assert (said.recorded_by, said.at) == (coordinator, frozen_clock.now)
    assert (said.asked_starts_at, said.asked_ends_at) == (
        held.starts_at,
        held.ends_at,
    )
    entry = ModelLogEntry.objects.for_instance(held).first()
    assert (entry.action, entry.user) == ("schedule.venue_accepted", coordinator)
    assert entry.data["told_by"] == "王师傅"


def test_a_secret_link_has_no_user_but_is_logged(held: Performance) -> None:
    said = say(held, via="link 12").answer
    entry = ModelLogEntry.objects.for_instance(held).first()
    assert (said.recorded_by, said.via) == (None, "link 12")
    assert (entry.user, entry.data["via"]) == (None, "link 12")


def test_the_venue_may_propose_another_hour(held: Performance) -> None:
    later = T_ZERO + timedelta(minutes=30)
    said = say(held, Answer.PROPOSED, proposed_starts_at=later).answer
    assert said.proposed_starts_at == later
    assert said.is_open


def test_the_last_word_counts_and_the_words_before_are_history(
    held: Performance,
) -> None:
    say(held, Answer.DECLINED, note="会议占用")
    last = say(held).answer
    assert read(held).venue_answer == last
    assert [one.answer for one in held.venue_answers.all()] == ["accepted", "declined"]


def test_saying_the_same_twice_changes_nothing(held: Performance) -> None:
    say(held)
    version = read(held).version
    assert say(held).answer is None
    assert read(held).version == version


def test_rows_are_written_by_the_verb_alone(held: Performance) -> None:
    said = say(held).answer
    with pytest.raises(GateShut):
        said.save()


def test_a_list_costs_two_queries_however_long(
    show: Any, django_assert_num_queries: Any
) -> None:
    facts = [show(starts_at=T_ZERO + timedelta(days=day)) for day in range(30)]
    for placed in scheduling.place_all(facts, status=Status.HOLD):
        say(placed.performance, by=None)
    for number in (1, 30):
        with django_assert_num_queries(2):
            rows = Performance.objects.with_answers()[:number]
            assert all(row.venue_answer for row in rows)


# --- When it lapses -------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": T_ZERO + timedelta(hours=1)},
        {"load_in_minutes": 240},
        {"venue": "elsewhere"},
    ],
)
def test_another_time_or_venue_is_another_question(
    held: Performance, show: Any, hohhot_venue: Any, changes: dict[str, Any]
) -> None:
    say(held)
    if "venue" in changes:
        changes = {"venue": hohhot_venue}
    scheduling.revise(held, show(**changes))
    assert read(held).venue_answer is None
    scheduling.revise(held, show())
    assert read(held).venue_answer is None, "the venue was not asked again"


def test_other_words_are_the_same_question(held: Performance, show: Any) -> None:
    said = say(held).answer
    scheduling.revise(held, show(title="草原新歌二", public_note="请早到"))
    scheduling.confirm(held)
    assert read(held).venue_answer == said


def test_a_hold_let_go_asks_nobody_any_more(held: Performance) -> None:
    say(held)
    scheduling.release(held)
    scheduling.hold(held)
    assert read(held).venue_answer is None


def test_a_venue_entered_twice_answered_for_both(
    held: Performance, hinggan_venue: Any, regions: Any
) -> None:
    said = say(held).answer
    merge_venues(hinggan_venue, into=factories.venue("152201"))
    assert read(held).venue_answer == said


# --- What is refused ------------------------------------------------------------------


def test_a_proposal_needs_a_time_that_lies_ahead(held: Performance) -> None:
    for at in (None, held.starts_at, T_ZERO - timedelta(days=400), T_ZERO.replace(
        tzinfo=None
    )):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            say(held, Answer.PROPOSED, proposed_starts_at=at)
        assert refusal.value.field == "proposed_starts_at"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"answer": "perhaps"}, "answer"),
        ({"note": "长" * 301}, "note"),
        ({"by_telephone": True}, "told_by"),
        ({"told_by": "名" * 81}, "told_by"),
    ],
)
def test_odd_facts_are_refused_at_their_field(
    held: Performance, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        say(held, **facts)
    assert refusal.value.field == field
    assert not VenueAnswer.objects.exists()


def test_a_venue_answers_for_its_own_stage_only(
    held: Performance, hohhot_venue: Any
) -> None:
    with pytest.raises(Refused):
        scheduling.answer_for_venue(held, venue=hohhot_venue, answer="accepted")


def test_what_is_off_or_over_or_asks_nothing_needs_no_answer(
    held: Performance, show: Any, frozen_clock: Any
) -> None:
    draft = scheduling.place(show(starts_at=T_ZERO + timedelta(days=2))).performance
    off = factories.performance(venue=held.venue, starts_at=T_ZERO - timedelta(days=3))
    scheduling.cancel(off, reason="大雪")
    for show_ in (draft, off):
        with pytest.raises(Refused):
            say(show_)
    frozen_clock.set(held.ends_at)
    with pytest.raises(Refused):
        say(held)


def test_whoever_acts_on_what_stood_before_is_told(
    held: Performance, coordinator: Any
) -> None:
    seen = held.version
    say(held, Answer.DECLINED, via="link 12")
    with pytest.raises(StaleWrite) as stale:
        scheduling.confirm(held, by=coordinator, version=seen)
    assert [one.action for one in stale.value.since] == ["schedule.venue_declined"]


# --- Who may --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("coordinator", True),
        ("hinggan_coordinator", True),
        ("troupe_leader", True),
        ("venue_contact", True),
        ("troupe_editor", False),
        ("troupe_member", False),
        ("other_troupe_editor", False),
        ("page_editor", False),
        ("outsider", False),
    ],
)
def test_who_may_answer(
    held: Performance, role: str, may: bool, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(role)
    if may:
        say(held, by=user)
    else:
        with pytest.raises(NotAllowed):
            say(held, by=user)
    assert VenueAnswer.objects.exists() == may


def test_a_leader_records_nothing_for_an_opening(
    founding: Any, three_cities: Any, troupe_leader: Any, hinggan_coordinator: Any
) -> None:
    made = scheduling.create_showcase(founding, three_cities, status=Status.HOLD)
    hinggan = made.openings[2]
    with pytest.raises(NotAllowed):
        say(hinggan, by=troupe_leader)
    say(hinggan, by=hinggan_coordinator)

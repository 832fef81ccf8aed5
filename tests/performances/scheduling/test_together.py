"""Held together, firm together, let go together: the openings of a showcase."""

from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.conflicts import Rule
from performances.models import Change, Performance, Showcase, VenueAnswer
from performances.scheduling import ConflictsFound, NotAllowed, Refused, StaleWrite
from performances.statuses import Status
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = pytest.mark.django_db

Answer = VenueAnswer.Answer
DAY = timedelta(days=1)


@pytest.fixture
def held(founding: Any, three_cities: Any) -> Showcase:
    return scheduling.create_showcase(
        founding, three_cities, status=Status.HOLD
    ).showcase


def openings(showcase: Showcase) -> list[Performance]:
    return list(showcase.performances.filter(is_opening=True).order_by("pk"))


def statuses(showcase: Showcase) -> set[str]:
    return {one.status for one in openings(showcase)}


def say(opening: Performance, answer: str = Answer.ACCEPTED, **more: Any) -> Any:
    return scheduling.answer_for_venue(
        opening, venue=opening.venue, answer=answer, **more
    )


# --- Held and let go -----------------------------------------------------------------


def test_all_are_held_with_one_time_to_decide(founding: Any, three_cities: Any) -> None:
    made = scheduling.create_showcase(founding, three_cities).showcase
    scheduling.hold_showcase(made, decide_by=T_ZERO - 7 * DAY)
    assert {(one.status, one.decide_by) for one in openings(made)} == {
        ("hold", T_ZERO - 7 * DAY)
    }
    scheduling.hold_showcase(made, decide_by=T_ZERO - 5 * DAY)
    assert {one.decide_by for one in openings(made)} == {T_ZERO - 5 * DAY}
    with pytest.raises(Refused):
        scheduling.hold_showcase(made)


@pytest.mark.parametrize("days", [-30, 1])
def test_the_time_to_decide_lies_ahead_and_before_t_zero(
    held: Showcase, days: int
) -> None:
    with pytest.raises(Refused) as refusal:
        scheduling.hold_showcase(held, decide_by=T_ZERO + days * DAY)
    assert refusal.value.field == "decide_by"


def test_all_are_let_go_and_the_venues_asked_no_more(held: Showcase) -> None:
    say(openings(held)[0])
    scheduling.release_showcase(held)
    assert statuses(held) == {"draft"}
    assert openings(held)[0].venue_answer is None
    with pytest.raises(Refused):
        scheduling.release_showcase(held)


def test_no_city_is_held_confirmed_or_let_go_on_its_own(
    held: Showcase, coordinator: Any
) -> None:
    city = openings(held)[0]
    for act in (
        scheduling.confirm,
        scheduling.release,
        lambda row, by: scheduling.decide_later(row, decide_by=T_ZERO - DAY, by=by),
        lambda row, by: scheduling.make_conditional(
            row, reason="风", decide_by=T_ZERO - DAY, by=by
        ),
    ):
        with pytest.raises(Refused):
            act(city, by=coordinator)
    assert statuses(held) == {"hold"}


@pytest.mark.parametrize("act", [scheduling.hold_showcase, scheduling.release_showcase])
def test_strangers_may_not(held: Showcase, act: Any, hinggan_coordinator: Any) -> None:
    with pytest.raises(NotAllowed):
        act(held, by=hinggan_coordinator)


# --- Firm together -------------------------------------------------------------------


def test_the_last_acceptance_makes_all_firm(
    held: Showcase, coordinator: Any, hinggan_coordinator: Any
) -> None:
    first, second, hinggan = openings(held)
    assert say(first, by=coordinator).made_firm == ()
    assert say(second, via="link 2").made_firm == ()
    assert statuses(held) == {"hold"}
    outcome = say(hinggan, by=hinggan_coordinator, by_telephone=True, told_by="王师傅")
    assert set(outcome.made_firm) == {first, second, hinggan}
    assert outcome.performance.status == Status.CONFIRMED
    assert statuses(held) == {"confirmed"}
    assert all(one.venue_answer for one in openings(held))
    entries = ModelLogEntry.objects.for_instance(held)
    assert [entry.action for entry in entries[:2]] == [
        "schedule.confirm",
        "schedule.venue_accepted",
    ]


def test_a_public_showcase_announces_the_cities_that_became_firm(
    held: Showcase, frozen_clock: Any
) -> None:
    scheduling.confirm_showcase(held, without_answers="电话里说好了")
    scheduling.announce_showcase(held)
    more = factories.venue("150402")
    facts = factories.show_facts(title="赤峰", starts_at=T_ZERO, venue=more)
    (city,) = scheduling.add_openings(held, [facts], status=Status.HOLD).openings
    say(city)
    city.refresh_from_db()
    assert (city.status, city.is_public(frozen_clock.now)) == ("confirmed", True)


@pytest.mark.parametrize("answer", [Answer.DECLINED, Answer.PROPOSED])
def test_a_no_or_another_time_is_no_acceptance(held: Showcase, answer: str) -> None:
    first, *others = openings(held)
    later = T_ZERO + timedelta(minutes=30)
    proposed = later if answer == Answer.PROPOSED else None
    say(first, answer, proposed_starts_at=proposed)
    for other in others:
        say(other)
    assert statuses(held) == {"hold"}


def test_a_draft_among_them_waits_to_be_held(held: Showcase) -> None:
    facts = factories.show_facts(title="赤峰", starts_at=T_ZERO)
    scheduling.add_openings(held, [facts])
    for city in openings(held)[:3]:
        say(city)
    assert statuses(held) == {"hold", "draft"}


def test_a_block_in_one_city_keeps_all_on_hold_and_the_answer_is_kept(
    held: Showcase, show: Any
) -> None:
    rival = scheduling.place(
        show(title="抢先"), status=Status.CONFIRMED, accept="已沟通"
    ).performance
    first, second, hinggan = openings(held)
    say(first)
    say(hinggan)
    outcome = say(second)
    assert outcome.made_firm == ()
    blocked = {(c.rule, c.performance, c.other) for c in outcome.blocked_by}
    assert (Rule.DOUBLE_BOOKING, str(hinggan.pk), str(rival.pk)) in blocked
    assert {c.performance for c in outcome.blocked_by} == {str(hinggan.pk)}
    assert statuses(held) == {"hold"}
    assert all(one.venue_answer for one in openings(held))
    scheduling.cancel(rival, reason="让出")
    scheduling.confirm_showcase(held)
    assert statuses(held) == {"confirmed"}


def test_moving_t_zero_asks_every_venue_again(held: Showcase) -> None:
    for city in openings(held)[:2]:
        say(city)
    scheduling.move_showcase(held, t_zero=T_ZERO + DAY, reason="场地检修")
    say(openings(held)[2])
    assert statuses(held) == {"hold"}
    assert len(scheduling.unanswered(openings(held))) == 2


# --- Without every answer ------------------------------------------------------------


def test_going_ahead_without_answers_needs_a_reason_and_names_them(
    held: Showcase, coordinator: Any
) -> None:
    first, second, third = openings(held)
    say(first)
    with pytest.raises(Refused) as refusal:
        scheduling.confirm_showcase(held, by=coordinator)
    assert refusal.value.field == "without_answers"
    assert second.venue.name in str(refusal.value)
    assert third.venue.name in str(refusal.value)
    assert first.venue.name not in str(refusal.value)
    scheduling.confirm_showcase(
        held, by=coordinator, without_answers="两家书面合同已签"
    )
    entry = ModelLogEntry.objects.for_instance(held).first()
    assert entry.data["reason"] == "两家书面合同已签"
    assert entry.data["without_answers_of"] == [second.venue.name, third.venue.name]


def test_the_reason_is_not_for_the_public(held: Showcase) -> None:
    scheduling.confirm_showcase(held, without_answers="内部的话")
    scheduling.announce_showcase(held)
    assert not Change.objects.filter(reason__contains="内部").exists()


def test_drafts_nobody_was_asked_about_need_a_reason_too(
    founding: Any, three_cities: Any
) -> None:
    made = scheduling.create_showcase(founding, three_cities).showcase
    with pytest.raises(Refused):
        scheduling.confirm_showcase(made)
    scheduling.confirm_showcase(made, without_answers="书面合同已签")
    assert statuses(made) == {"confirmed"}


def test_whoever_lets_go_what_just_became_firm_is_told(
    held: Showcase, coordinator: Any
) -> None:
    seen = Showcase.objects.get(pk=held.pk).version
    for city in openings(held):
        say(city)
    with pytest.raises(StaleWrite) as stale:
        scheduling.release_showcase(held, by=coordinator, version=seen)
    assert stale.value.since[0].action == "schedule.confirm"


# --- What to do about a no -----------------------------------------------------------


def test_a_city_whose_venue_declined_finds_another_while_on_hold(
    held: Showcase, coordinator: Any
) -> None:
    city = openings(held)[2]
    say(city, Answer.DECLINED)
    reserve = factories.venue("152222")
    scheduling.move_to_reserve(
        city, venue=reserve, reason="剧场检修", decided_by="统筹组", by=coordinator
    )
    city.refresh_from_db()
    assert (city.venue, city.status, city.venue_answer) == (reserve, "hold", None)


def test_the_venues_time_is_taken_and_counts_as_accepted(
    show: Any, coordinator: Any
) -> None:
    row = scheduling.place(show(), status=Status.HOLD).performance
    later = T_ZERO + timedelta(minutes=30)
    say(row, Answer.PROPOSED, proposed_starts_at=later, told_by="王师傅")
    moved = scheduling.take_proposal(row, by=coordinator).performance
    assert moved.starts_at == later
    answer = Performance.objects.get(pk=row.pk).venue_answer
    assert (answer.answer, answer.told_by) == (Answer.ACCEPTED, "王师傅")
    with pytest.raises(Refused):
        scheduling.take_proposal(row, by=coordinator)


def test_the_venues_time_is_judged_like_any_other(show: Any) -> None:
    taken = T_ZERO + timedelta(days=1)
    scheduling.place(show(starts_at=taken), status=Status.CONFIRMED)
    row = scheduling.place(show(), status=Status.CONFIRMED).performance
    say(row, Answer.PROPOSED, proposed_starts_at=taken)
    with pytest.raises(ConflictsFound):
        scheduling.take_proposal(row)
    assert Performance.objects.get(pk=row.pk).venue_answer.is_open


# --- Another time to decide ----------------------------------------------------------


def test_a_hold_that_ran_out_waits_again_at_the_end_of_the_line(
    show: Any, frozen_clock: Any
) -> None:
    first = scheduling.place(
        show(), status=Status.HOLD, decide_by=frozen_clock.now + DAY
    ).performance
    scheduling.place(show(title="后来"), status=Status.HOLD)
    frozen_clock.forward(days=2)
    scheduling.decide_later(first, decide_by=frozen_clock.now + DAY)
    first.refresh_from_db()
    ranks = scheduling.ranks_of([first])
    assert {rank.place for rank in ranks[first.pk]} == {2}


def test_a_decision_put_off_in_time_keeps_its_place_and_is_told(
    show: Any, frozen_clock: Any
) -> None:
    row = scheduling.place(
        show(), status=Status.CONFIRMED, announced_at=frozen_clock.now
    ).performance
    scheduling.make_conditional(row, reason="大雪", decide_by=T_ZERO - 2 * DAY)
    scheduling.decide_later(row, decide_by=T_ZERO - DAY)
    row.refresh_from_db()
    assert (row.decide_by, row.status_reason) == (T_ZERO - DAY, "大雪")
    assert row.changes.filter(kind=Change.Kind.CONDITIONAL).count() == 2
    for at in (frozen_clock.now, T_ZERO + DAY):
        with pytest.raises(Refused):
            scheduling.decide_later(row, decide_by=at)

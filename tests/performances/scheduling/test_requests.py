"""Requests: asked, held, answered; by the verbs."""

from typing import Any

import pytest

from performances.models import (
    Delivery,
    Notice,
    Request,
)
from performances.notices.compose import message
from performances.scheduling import NotAllowed, Refused, StaleWrite
from performances.scheduling.request_answers import (
    accept_request,
    ask_back,
    decline_request,
    hand_over,
    let_in,
    note_request,
    propose_date,
    reopen,
)
from performances.scheduling.request_asking import ask
from performances.scheduling.request_following import (
    answer_proposal,
    reply,
)
from tests import factories
from tests.performances.requests_season import PHONE, asked, day, facts
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

State = Request.State


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All of it begins on 1 November 2023."""


def fresh(row: Request) -> Request:
    return Request.objects.with_place().with_show().get(pk=row.pk)


def kinds(row: Request) -> list[str]:
    return list(row.steps.values_list("kind", flat=True))


# --- Asking ---------------------------------------------------------------------------


def test_it_goes_to_the_banners_own_troupe_and_its_people_are_told(
    troupe: Troupe, troupe_leader: Any
) -> None:
    troupe_leader.email = "leader@example.org"
    troupe_leader.save()
    row = asked()
    assert (row.state, row.troupe, row.passed_on_at) == (State.RECEIVED, troupe, None)
    notice = Notice.objects.get()
    assert notice.audience == f"troupe:{troupe.pk}"
    assert Delivery.objects.get().address == "leader@example.org"
    text = message(notice, "key", clock.now()).text
    assert "科尔沁右翼中旗" in text
    assert row.spoken_number in text
    assert f"/my/requests/{row.number}/" in text
    for private in ("隐名乡亲", PHONE, "隐名嘎查"):
        assert private not in text


def test_where_the_banner_has_no_troupe_the_league_has_it_at_once(
    hinggan_coordinator: Any,
) -> None:
    hinggan_coordinator.email = "desk@example.org"
    hinggan_coordinator.save()
    row = asked()
    assert row.troupe is None
    assert row.passed_on_at == clock.now()
    assert Notice.objects.get().audience == "region:152200"


def test_the_same_form_twice_is_one_request(troupe: Troupe) -> None:
    first, is_new = ask(facts(), key="a" * 32)
    again, is_new_again = ask(facts(place_name="别处"), key="a" * 32)
    assert (is_new, is_new_again, first.pk) == (True, False, again.pk)
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"contact_phone": "12"}, "contact_phone"),
        ({"place_name": " "}, "place_name"),
        ({"contact_name": ""}, "contact_name"),
        ({"window_from": 20, "window_until": 10}, "window_until"),
        ({"window_from": -9, "window_until": -2}, "window_until"),
        ({"window_from": 2, "window_until": 200}, "window_until"),
        ({"window_from": 500, "window_until": 501}, "window_from"),
        ({"audience": 0}, "audience"),
        ({"note": "<b>x</b>"}, "note"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(more: Any, field: str) -> None:
    more = {
        name: day(value) if name.startswith("window") else value
        for name, value in more.items()
    }
    with pytest.raises(Refused) as refused:
        asked(**more)
    assert refused.value.field == field
    assert not Request.objects.exists()


def test_a_league_is_no_place_to_play() -> None:
    with pytest.raises(Refused) as refused:
        asked("152200")
    assert refused.value.field == "region"


def test_told_by_telephone_it_is_entered_by_those_who_answer_there(
    troupe: Troupe, troupe_editor: Any, hinggan_coordinator: Any, coordinator: Any,
    other_troupe_editor: Any, venue_contact: Any, troupe_member: Any,
) -> None:  # fmt: skip
    for by in (troupe_editor, hinggan_coordinator, coordinator):
        row = asked(by=by)
        assert (row.source, row.entered_by) == (Request.Source.TELEPHONE, by)
    for by in (other_troupe_editor, venue_contact, troupe_member):
        with pytest.raises(NotAllowed):
            asked(by=by)


def test_a_doubtful_one_is_held_and_nobody_is_told_until_it_is_checked(
    troupe: Troupe, troupe_leader: Any
) -> None:
    troupe_leader.email = "leader@example.org"
    troupe_leader.save()
    row, _is_new = ask(facts(), doubts=("links",))
    assert (row.state, row.doubts) == (State.HELD, ["links"])
    assert not Notice.objects.exists()
    let_in(row, by=troupe_leader, version=row.version)
    assert fresh(row).state == State.RECEIVED
    assert Notice.objects.count() == 1


# --- Answering ------------------------------------------------------------------------


def test_another_date_is_proposed_and_taken(troupe: Troupe, troupe_leader: Any) -> None:
    row = asked()
    propose_date(row, day=day(20), words="那周在外演出", by=troupe_leader)
    row = fresh(row)
    assert (row.state, row.proposed_on) == (State.PROPOSED, day(20))
    assert row.waiting_since is None
    assert row.answered_at == clock.now()
    answer_proposal(row, suits=True, version=row.version)
    row = fresh(row)
    assert row.state == State.ACCEPTED
    # What was asked for first stays beside the day agreed on.
    assert (row.window_until, row.proposed_on) == (day(16), day(20))
    assert row.waiting_since == clock.now()
    assert kinds(row) == ["asked", "proposed", "agreed"]


def test_a_date_that_does_not_suit_is_talked_over_again(troupe: Troupe) -> None:
    row = propose_date(asked(), day=day(20))
    answer_proposal(row, suits=False, words="那天有那达慕")
    row = fresh(row)
    assert (row.state, row.proposed_on) == (State.REVIEW, None)
    with pytest.raises(Refused):
        answer_proposal(row, suits=True)


def test_words_pass_to_and_fro_and_notes_stay_inside(
    troupe: Troupe, troupe_leader: Any
) -> None:
    row = asked()
    ask_back(row, words="操场有多大？", by=troupe_leader)
    row = fresh(row)
    assert (row.state, row.waiting_since) == (State.REVIEW, None)
    reply(row, words="三十米见方")
    note_request(fresh(row), words="路不好走", by=troupe_leader)
    row = fresh(row)
    assert row.waiting_since is not None
    told = row.steps.filter(is_inside=False).values_list("words", flat=True)
    assert list(told) == ["", "操场有多大？", "三十米见方"]


def test_a_refusal_needs_its_reason_and_can_be_taken_back(troupe: Troupe) -> None:
    row = asked()
    with pytest.raises(Refused) as refused:
        decline_request(row, reason="  ")
    assert refused.value.field == "reason"
    decline_request(row, reason="这个月都在外地")
    row = fresh(row)
    assert (row.state, row.closed_at) == (State.DECLINED, clock.now())
    with pytest.raises(Refused):
        accept_request(row)
    reopen(row)
    assert fresh(row).state == State.REVIEW


def test_the_second_of_two_answers_is_told_what_the_first_was(
    troupe: Troupe, troupe_leader: Any, hinggan_coordinator: Any
) -> None:
    row = asked()
    accept_request(row, by=troupe_leader, version=row.version)
    with pytest.raises(StaleWrite) as stale:
        decline_request(row, reason="不行", by=hinggan_coordinator, version=row.version)
    assert len(stale.value.since) == 1
    assert fresh(row).state == State.ACCEPTED


def test_only_those_who_handle_it_answer(
    troupe: Troupe, other_troupe: Troupe, troupe_leader: Any, troupe_member: Any,
    other_troupe_editor: Any, venue_contact: Any, page_editor: Any, outsider: Any,
) -> None:  # fmt: skip
    row = asked()
    bayannur = factories.member(
        "bayannur", factories.Membership.Role.COORDINATOR,
        region=factories.region("150800"),
    )  # fmt: skip
    strangers = (
        troupe_member, other_troupe_editor, venue_contact, page_editor, outsider,
        bayannur,
    )  # fmt: skip
    for by in strangers:
        with pytest.raises(NotAllowed):
            accept_request(row, by=by)
        with pytest.raises(NotAllowed):
            hand_over(row, troupe=other_troupe, by=by)
    with pytest.raises(NotAllowed):
        hand_over(row, troupe=other_troupe, by=troupe_leader)
    assert fresh(row).version == row.version


def test_the_league_hands_it_to_a_neighbour_who_then_answers(
    troupe: Troupe, other_troupe: Troupe, hinggan_coordinator: Any,
    other_troupe_editor: Any, troupe_leader: Any,
) -> None:  # fmt: skip
    row = hand_over(asked(), troupe=other_troupe, by=hinggan_coordinator)
    accept_request(fresh(row), by=other_troupe_editor)
    with pytest.raises(NotAllowed):
        accept_request(fresh(row), by=troupe_leader)

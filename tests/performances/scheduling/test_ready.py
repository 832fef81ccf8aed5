"""Ticking readiness and giving the word: who may, what is refused, what others see."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from performances.models import GoWord, Performance, Readiness
from performances.readiness import Overall
from performances.scheduling import (
    NotAllowed,
    Refused,
    StaleWrite,
    cancel_showcase,
    create_showcase,
    delay_showcase,
    drop_opening,
    move_showcase,
    move_to_reserve,
    open_late,
    postpone_showcase,
    say_final,
    say_go,
    stream_only,
    tick,
)
from performances.scheduling.ready import fingerprint
from performances.scheduling.room import read_room
from performances.scheduling.since import acts_since, newest
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHY = {"reason": "停电", "decided_by": "盟文旅局"}


@pytest.fixture
def showcase(founding, three_cities):
    return create_showcase(founding, three_cities, status="confirmed").showcase


@pytest.fixture
def hinggan(showcase):
    return Performance.objects.get(showcase=showcase, title="兴安")


def city(showcase, title="兴安"):
    room = read_room(showcase)
    return next(one for one in room.cities if one.opening.title == title)


def all_ready(showcase, title):
    place = city(showcase, title)
    for line in place.items:
        tick(place.opening, line.item, "ready", troupe=line.troupe, said_by="站长")


def all_go(showcase):
    for one in read_room(showcase).cities:
        say_go(one.opening, True, said_by="现场指挥", why="电话确认")


# --- Ticks --------------------------------------------------------------------------


def test_a_tick_says_who_and_when(hinggan, showcase, coordinator, frozen_clock):
    row = tick(hinggan, "power", "ready", by=coordinator, note="双路供电")

    assert (row.state, row.said_by, row.at) == (
        "ready", coordinator.username, frozen_clock.now,
    )  # fmt: skip
    assert (city(showcase).ready, city(showcase).required) == (1, 5)
    entry = ModelLogEntry.objects.get(action="schedule.ready")
    assert entry.user == coordinator
    assert entry.data["after"] == {"state": "ready"}


def test_ticking_moves_no_show(hinggan):
    before = hinggan.version
    tick(hinggan, "power", "ready")
    hinggan.refresh_from_db()
    assert hinggan.version == before


def test_a_problem_says_what_it_is(hinggan):
    with pytest.raises(Refused) as refusal:
        tick(hinggan, "power", "problem", note="  ")
    assert refusal.value.field == "note"
    assert not Readiness.objects.exists()


def test_the_words_of_a_problem_end_with_it(hinggan):
    tick(hinggan, "power", "problem", note="变压器跳闸")
    assert tick(hinggan, "power", "ready", note="变压器跳闸").note == ""
    assert tick(hinggan, "power", "ready", note="改用发电车").note == "改用发电车"
    assert tick(hinggan, "power", "not_yet", note="改用发电车").note == "改用发电车"


def test_two_people_tick_one_item(hinggan):
    tick(hinggan, "power", "ready", said_by="李娜", version=0)

    with pytest.raises(StaleWrite) as refusal:
        tick(hinggan, "power", "problem", note="跳闸", said_by="王强", version=0)

    (told,) = refusal.value.since
    assert told.by == "李娜"
    assert "供电" in told.detail
    assert Readiness.objects.get().state == "ready"


def test_two_people_say_the_same(hinggan):
    tick(hinggan, "power", "ready", said_by="李娜", version=0)
    row = tick(hinggan, "power", "ready", said_by="王强", version=0)
    assert (row.said_by, row.version) == ("李娜", 1)


def test_different_items_never_conflict(hinggan):
    tick(hinggan, "power", "ready", version=0)
    tick(hinggan, "sound", "ready", version=0)
    assert Readiness.objects.count() == 2


def test_arrivals_are_each_troupes_own(hinggan, troupe, other_troupe):
    at = T_ZERO - timedelta(hours=1)
    tick(hinggan, "arrival", "not_yet", troupe=troupe, expected_at=at)
    for wrong in (None, other_troupe):
        with pytest.raises(Refused):
            tick(hinggan, "arrival", "ready", troupe=wrong)
    with pytest.raises(Refused):
        tick(hinggan, "stage", "ready", troupe=troupe)
    assert Readiness.objects.get().expected_at == at


def test_a_city_that_is_off_needs_nothing(hinggan):
    drop_opening(hinggan, **WHY)
    with pytest.raises(Refused):
        tick(hinggan, "power", "ready")
    with pytest.raises(Refused):
        say_go(hinggan, True, said_by="站长")


def test_a_tick_for_the_venue_it_left_is_refused(hinggan, showcase):
    tick(hinggan, "power", "ready")
    seen = hinggan.venue_id
    move_to_reserve(hinggan, venue=factories.venue("152201"), **WHY)

    with pytest.raises(StaleWrite) as refusal:
        tick(hinggan, "stage", "ready", venue_id=seen, version=0)

    assert refusal.value.since[0].action == "schedule.to_reserve"
    assert city(showcase).ready == 0


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("coordinator", True), ("hinggan_coordinator", True), ("troupe_leader", False),
        ("troupe_editor", False), ("troupe_member", False), ("venue_contact", False),
        ("page_editor", False), ("outsider", False),
    ],
)  # fmt: skip
def test_who_may_tick(role, may, hinggan, request):
    by = request.getfixturevalue(role)
    for act in (
        lambda: tick(hinggan, "power", "ready", by=by),
        lambda: say_go(hinggan, True, said_by="站长", why="电话", by=by),
    ):
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_a_league_ticks_its_own_city_only(showcase, hinggan_coordinator):
    west = Performance.objects.get(showcase=showcase, title="巴彦淖尔")
    with pytest.raises(NotAllowed):
        tick(west, "power", "ready", by=hinggan_coordinator)
    with pytest.raises(NotAllowed):
        say_final(showcase, False, said_by="盟", why="不行", by=hinggan_coordinator)


# --- Go and no-go -------------------------------------------------------------------


def test_a_go_over_what_is_not_ready_says_why(showcase, hinggan):
    with pytest.raises(Refused) as refusal:
        say_go(hinggan, True, said_by="站长")
    assert refusal.value.field == "why"
    all_ready(showcase, "兴安")
    assert say_go(hinggan, True, said_by="站长").go


def test_a_no_go_says_why(hinggan):
    with pytest.raises(Refused) as refusal:
        say_go(hinggan, False, said_by="站长")
    assert refusal.value.field == "why"


def test_a_word_is_somebodys(hinggan):
    with pytest.raises(Refused) as refusal:
        say_go(hinggan, True, said_by=" ", why="电话")
    assert refusal.value.field == "said_by"


def test_a_go_lapses_when_power_fails(showcase, hinggan):
    all_ready(showcase, "兴安")
    say_go(hinggan, True, said_by="站长")
    assert city(showcase).go is True

    tick(hinggan, "power", "problem", note="变压器跳闸")

    assert city(showcase).go is None
    assert city(showcase).word.lapsed == ("power",)


def test_a_go_lapses_when_t_zero_moves(showcase, hinggan):
    say_go(hinggan, True, said_by="站长", why="电话")
    delay_showcase(showcase, minutes=30, reason="等信号")
    assert city(showcase).word.lapsed == ("facts.starts",)


def test_a_go_on_a_page_that_is_old_is_refused(showcase, hinggan):
    all_ready(showcase, "兴安")
    seen = fingerprint(city(showcase).basis, None)
    tick(hinggan, "power", "problem", note="跳闸", said_by="李娜")

    with pytest.raises(StaleWrite) as refusal:
        say_go(hinggan, True, said_by="站长", why="可以", seen=seen)

    assert refusal.value.since[0].by == "李娜"
    assert not GoWord.objects.exists()


def test_no_go_while_a_city_waits_for_word(hinggan):
    open_late(hinggan, next_word_at=T_ZERO - timedelta(minutes=15), **WHY)
    with pytest.raises(Refused):
        say_go(hinggan, True, said_by="站长", why="可以")


def test_the_final_word_waits_for_every_city(showcase, hinggan):
    with pytest.raises(Refused) as refusal:
        say_final(showcase, True, said_by="总指挥")
    assert "兴安盟" in str(refusal.value)

    all_go(showcase)
    assert read_room(showcase).overall is Overall.ALL_GO
    say_final(showcase, True, said_by="总指挥")
    assert read_room(showcase).overall is Overall.GO


def test_a_dropped_city_holds_nobody_up(showcase, hinggan):
    drop_opening(hinggan, **WHY)
    for one in read_room(showcase).standing:
        say_go(one.opening, True, said_by="站长", why="电话")
    assert say_final(showcase, True, said_by="总指挥").go


def test_the_final_word_lapses_with_a_citys(showcase, hinggan):
    all_go(showcase)
    say_final(showcase, True, said_by="总指挥")

    tick(hinggan, "power", "problem", note="跳闸")
    room = read_room(showcase)
    assert room.overall is Overall.WAITING
    assert not room.final.holds

    # The city's new go was not known when the final word was given.
    say_go(hinggan, True, said_by="站长", why="发电车已到")
    assert read_room(showcase).overall is Overall.ALL_GO


def test_a_final_no_go_stands_and_says_why(showcase):
    with pytest.raises(Refused):
        say_final(showcase, False, said_by="总指挥")
    say_final(showcase, False, said_by="总指挥", why="大雪")
    assert read_room(showcase).overall is Overall.NO_GO


# --- The second coordinator ---------------------------------------------------------


def _stale(act):
    with pytest.raises(StaleWrite) as refusal:
        act()
    return refusal.value.since


ON_THE_WHOLE = {
    "delay": lambda row, **how: delay_showcase(row, minutes=15, reason="等", **how),
    "move": lambda row, **how: move_showcase(
        row, t_zero=T_ZERO + timedelta(hours=3), reason="等", **how
    ),
    "postpone": lambda row, **how: postpone_showcase(row, reason="大风", **how),
    "cancel": lambda row, **how: cancel_showcase(row, reason="大风", **how),
}
ON_A_CITY = {
    "open_late": lambda row, **how: open_late(
        row, starts_at=T_ZERO + timedelta(hours=2), **WHY, **how
    ),
    "reserve": lambda row, **how: move_to_reserve(
        row, venue=factories.venue("152201"), **WHY, **how
    ),
    "stream": lambda row, **how: stream_only(row, **WHY, **how),
    "drop": lambda row, **how: drop_opening(row, **WHY, **how),
}


@pytest.mark.parametrize("second", ON_THE_WHOLE)
def test_an_act_on_the_whole_is_told_what_a_city_just_did(
    second, showcase, hinggan, coordinator
):
    seen = showcase.version
    drop_opening(hinggan, **WHY, by=coordinator)

    (told,) = _stale(lambda: ON_THE_WHOLE[second](showcase, version=seen))

    assert (told.action, told.by) == ("schedule.drop", coordinator.username)
    assert told.about == "兴安盟"


@pytest.mark.parametrize("second", ON_A_CITY)
def test_an_act_on_a_city_is_told_what_the_whole_just_did(
    second, showcase, hinggan, coordinator
):
    seen = hinggan.version
    delay_showcase(showcase, minutes=30, reason="等信号", by=coordinator)

    (told,) = _stale(lambda: ON_A_CITY[second](hinggan, version=seen))

    assert (told.action, told.by) == ("schedule.delay", coordinator.username)
    assert told.detail == "19:30 → 20:00"


@pytest.mark.parametrize("second", ON_THE_WHOLE)
def test_an_act_on_the_whole_is_told_what_the_whole_just_did(second, showcase):
    seen = showcase.version
    delay_showcase(showcase, minutes=30, reason="等信号")
    (told,) = _stale(lambda: ON_THE_WHOLE[second](showcase, version=seen))
    assert (told.action, told.detail) == ("schedule.delay", "19:30 → 20:00")


@pytest.mark.parametrize("second", ON_A_CITY)
def test_an_act_on_a_city_is_told_what_was_just_done_there(second, showcase, hinggan):
    seen = hinggan.version
    open_late(hinggan, starts_at=T_ZERO + timedelta(hours=1), **WHY)
    # A tick in between is no act on the show and is not told as one.
    tick(hinggan, "power", "ready")
    (told,) = _stale(lambda: ON_A_CITY[second](hinggan, version=seen))
    assert told.action == "schedule.open_late"


def test_one_city_does_not_hold_up_another(showcase, hinggan):
    west = Performance.objects.get(showcase=showcase, title="巴彦淖尔")
    drop_opening(hinggan, **WHY)
    drop_opening(west, version=west.version, **WHY)
    assert Performance.objects.filter(status="cancelled").count() == 2


def test_a_page_is_told_what_was_done_since(showcase, hinggan, coordinator):
    last = newest(showcase)
    assert acts_since(showcase, last) == ()
    delay_showcase(showcase, minutes=30, reason="等信号", by=coordinator)
    tick(hinggan, "power", "problem", note="跳闸", said_by="李娜")

    power, delay = acts_since(showcase, last)

    assert (power.by, power.about) == ("李娜", "兴安盟")
    assert "跳闸" in power.detail
    # Three cities moved: told once.
    assert (delay.action, delay.about) == ("schedule.delay", "")


@pytest.mark.parametrize("cities", [1, 12])
def test_a_room_costs_the_same_for_one_city_and_for_twelve(
    cities, frozen_clock, django_assert_num_queries
):
    codes = ("150105", "152201", "150802")
    venues = [factories.venue(codes[n % 3]) for n in range(cities)]
    made = factories.showcase(venues)
    for opening in made.performances.all():
        tick(opening, "power", "ready")
    with django_assert_num_queries(4):
        read_room(made)

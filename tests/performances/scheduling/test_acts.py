"""What becomes of a show: every act, its refusals, and what the others notice."""

from datetime import timedelta

import pytest

from performances.conflicts import Rule
from performances.models import Booking, Change, Performance
from performances.scheduling import (
    ConflictsFound,
    NotAllowed,
    Refused,
    StaleWrite,
    accept_warnings,
    announce,
    cancel,
    check_conflicts,
    confirm,
    discard,
    facts_of,
    hold,
    make_conditional,
    move,
    place,
    postpone,
    reinstate,
    release,
    revise,
    withdraw,
)
from performances.scheduling.outcomes import Why
from performances.scheduling.pending import Pending
from performances.scheduling.settle import settle
from performances.scheduling.snapshot import Snapshot
from performances.scheduling.transaction import verb

from .conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def shown(show, frozen_clock):
    """Confirmed and public."""
    return place(show(), status="confirmed", announced_at=frozen_clock.now).performance


@pytest.fixture(autouse=True)
def _bookings_follow_statuses():
    """After every kind of write, bookings are what the statuses demand (rule 5.2)."""
    yield
    assert not check_conflicts().astray


def _state(row):
    row = Performance.objects.get(pk=row.pk)
    return row.status, row.sequence, row.uid


def test_moving_keeps_the_uid_and_raises_the_sequence(shown):
    later = T_ZERO + timedelta(hours=1)

    row = move(shown, starts_at=later, reason="道路结冰").performance

    assert (row.starts_at, row.ends_at) == (later, later + timedelta(minutes=90))
    assert _state(row) == ("confirmed", 1, shown.uid)
    change = Change.objects.first()
    assert (change.kind, change.reason) == ("moved", "道路结冰")
    assert change.before["starts_at"] != change.after["starts_at"]


def test_saving_the_same_changes_nothing(shown):
    outcome = revise(shown, facts_of(shown), version=shown.version)

    assert not outcome.changed
    assert Performance.objects.get(pk=shown.pk).version == shown.version
    assert Change.objects.count() == 1


def test_a_private_note_does_not_touch_what_the_public_sees(shown, show, frozen_clock):
    frozen_clock.forward(hours=1)
    row = revise(shown, show(technical_note="需三相电")).performance

    assert row.public_changed_at == shown.public_changed_at
    assert row.sequence == 0
    assert Change.objects.count() == 1


def test_a_stale_write_is_told_what_happened_meanwhile(
    shown, show, coordinator, troupe_editor
):
    move(shown, starts_at=T_ZERO + timedelta(days=1), by=coordinator)

    with pytest.raises(StaleWrite) as refusal:
        revise(shown, show(title="旧版"), by=troupe_editor, version=shown.version)

    assert [(m.by, m.action) for m in refusal.value.since] == [
        (coordinator.username, "schedule.move")
    ]


def test_cancelling_frees_the_slot_and_says_why(shown, show, other_troupe):
    with pytest.raises(Refused):
        cancel(shown, reason="  ")
    cancel(shown, reason="大雪封路")

    row = Performance.objects.get(pk=shown.pk)
    assert (row.status, row.status_reason, row.sequence) == ("cancelled", "大雪封路", 1)
    assert not Booking.objects.filter(performance=row).exists()
    place(show(troupes=(other_troupe,)), status="confirmed")
    with pytest.raises(ConflictsFound) as refusal:
        reinstate(shown, reason="雪停了")
    assert refusal.value.conflicts[0].rule == Rule.DOUBLE_BOOKING


def test_reinstating_brings_everything_back_under_the_same_uid(shown):
    cancel(shown, reason="大雪封路")
    reinstate(shown, reason="雪停了")

    assert _state(shown) == ("confirmed", 2, shown.uid)
    assert Booking.objects.filter(performance=shown, firm=True).count() == 2
    kinds = list(Change.objects.values_list("kind", flat=True))
    assert kinds == ["reinstated", "cancelled", "announced"]


def test_postponing_to_a_date_makes_a_linked_replacement(shown):
    new_day = T_ZERO + timedelta(days=3)

    outcome = postpone(shown, reason="停电", starts_at=new_day)

    new = outcome.replacement
    assert _state(shown)[0] == "postponed"
    assert (new.replaces, new.starts_at, new.status) == (shown, new_day, "confirmed")
    assert new.uid != shown.uid
    assert new.troupes_in_order == shown.troupes_in_order
    assert set(Booking.objects.values_list("performance", flat=True)) == {new.pk}
    with pytest.raises(Refused):
        reinstate(shown, reason="又能演了")


def test_postponing_without_a_date_can_be_given_one_later(shown):
    postpone(shown, reason="停电")
    assert not Booking.objects.exists()

    outcome = postpone(shown, reason="新日期", starts_at=T_ZERO + timedelta(days=5))

    assert outcome.replacement.replaces == shown
    with pytest.raises(Refused):
        postpone(shown, reason="再改", starts_at=T_ZERO + timedelta(days=6))


def test_what_was_put_off_for_good_is_cancelled(shown):
    postpone(shown, reason="停电")
    cancel(shown, reason="不再补演")
    assert _state(shown)[0] == "cancelled"


def test_a_decision_lies_ahead(shown, show, frozen_clock):
    yesterday = frozen_clock.now - timedelta(days=1)
    draft = place(show(starts_at=T_ZERO + timedelta(days=2))).performance
    with pytest.raises(Refused):
        make_conditional(shown, reason="大风", decide_by=yesterday)
    with pytest.raises(Refused):
        hold(draft, decide_by=yesterday)


def test_conditional_says_until_when(shown):
    with pytest.raises(Refused) as refusal:
        make_conditional(shown, reason="大风", decide_by=T_ZERO + timedelta(hours=1))
    assert refusal.value.field == "decide_by"

    decide_by = T_ZERO - timedelta(hours=6)
    row = make_conditional(shown, reason="大风", decide_by=decide_by).performance
    assert (row.status, row.decide_by, row.status_reason) == (
        "conditional", decide_by, "大风",
    )  # fmt: skip
    row = confirm(row).performance
    assert (row.status, row.decide_by, row.status_reason) == ("confirmed", None, "")


def test_hold_release_confirm_announce(show):
    row = place(show()).performance
    row = hold(row).performance
    with pytest.raises(Refused):
        announce(row)
    row = release(row).performance
    row = confirm(row).performance
    assert Change.objects.count() == 0
    row = announce(row).performance
    with pytest.raises(Refused):
        announce(row)
    assert list(Change.objects.values_list("kind", flat=True)) == ["announced"]


def test_a_withdrawn_show_stays_reachable(shown, frozen_clock):
    withdraw(shown, reason="录入有误")

    public = Performance.objects.public(frozen_clock.now)
    assert shown in public
    assert shown not in Performance.objects.listed(frozen_clock.now)


def test_an_accepted_warning_lapses_when_the_facts_change(show):
    place(show(title="备选"), status="hold")
    row = place(show(), status="confirmed", accept="先到先得").performance
    assert row.accepted_warnings.count() == 2

    row = move(row, starts_at=T_ZERO + timedelta(days=4)).performance
    assert row.accepted_warnings.in_force().count() == 0
    with pytest.raises(ConflictsFound):
        move(row, starts_at=T_ZERO)


def test_warnings_that_came_later_can_be_accepted(show, bayannur_venue, coordinator):
    row = place(show(), status="confirmed").performance
    next_day = T_ZERO + timedelta(hours=14)
    far = show(title="次日临河", venue=bayannur_venue, starts_at=next_day)
    place(far, status="confirmed", accept="坐飞机去")

    accept_warnings(row, reason="他们坐飞机去", by=coordinator)

    assert [one.rule for one in row.accepted_warnings.all()] == ["unreachable"]


def test_strangers_may_not_act(shown, other_troupe_editor, venue_contact, outsider):
    for stranger in (other_troupe_editor, venue_contact, outsider):
        with pytest.raises(NotAllowed):
            cancel(shown, reason="我说了算", by=stranger)
    assert _state(shown)[0] == "confirmed"


def test_a_league_reverses_what_its_troupe_did(
    shown, troupe_leader, hinggan_coordinator
):
    cancel(shown, reason="不想去", by=troupe_leader)
    reinstate(shown, reason="盟里决定照常", by=hinggan_coordinator)
    assert _state(shown)[0] == "confirmed"


def test_only_what_nobody_saw_can_be_thrown_away(show, shown, troupe_leader):
    draft = place(show(starts_at=T_ZERO + timedelta(days=2)), status="hold").performance

    discard(draft, by=troupe_leader)
    with pytest.raises(Refused):
        discard(shown)

    assert list(Performance.objects.all()) == [shown]
    assert set(Booking.objects.values_list("performance", flat=True)) == {shown.pk}


class TestBatches:
    """Rule 5.3: touching bookings shift and swap, which row by row is refused."""

    def test_swapping_two_touching_shows(self, show):
        first = place(show(title="甲"), status="confirmed").performance
        gap = timedelta(hours=3)
        second = place(
            show(title="乙", starts_at=T_ZERO + gap), status="confirmed"
        ).performance

        @verb
        def swap():
            starts = {first: second.starts_at, second: first.starts_at}
            batch = [Pending(row, Snapshot.of(row), "schedule.move") for row in starts]
            for row, start in starts.items():
                row.ends_at = start + (row.ends_at - row.starts_at)
                row.starts_at = start
            settle(batch, Why())

        swap()
        starts = dict(Performance.objects.values_list("title", "starts_at"))
        assert starts == {"甲": T_ZERO + gap, "乙": T_ZERO}

    def test_a_chain_of_touching_shows_shifts_by_one_place(self, show):
        step = timedelta(hours=3)
        chain = [
            place(
                show(title=str(n), starts_at=T_ZERO + n * step),
                status="confirmed",
                accept="夜里连演，白天休息",
            ).performance
            for n in range(4)
        ]

        @verb
        def shift():
            batch = [Pending(row, Snapshot.of(row), "schedule.move") for row in chain]
            for row in chain:
                row.starts_at += step
                row.ends_at += step
            settle(batch, Why(accept="夜里连演，白天休息"))

        shift()
        assert list(
            Performance.objects.in_order().values_list("title", "starts_at")
        ) == [(str(n), T_ZERO + (n + 1) * step) for n in range(4)]

"""Taking back what nobody outside was told of, and a new date that was given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.models import Booking, Performance, VenueNews
from performances.scheduling import (
    ItemFacts,
    LinePlace,
    NotAllowed,
    Refused,
    StaleWrite,
    facts_of,
    rank_text,
    ranks_of,
)
from performances.scheduling.rebuild import batches, stale
from performances.statuses import Status
from tests import factories
from tests.performances.racing import race
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = timedelta(days=1)


@pytest.fixture
def wait(show: Callable[..., Any], frozen_clock: Any) -> Callable[..., Performance]:
    """One more hold for the Hinggan theatre, an hour after the last."""

    def waiting(title: str) -> Performance:
        frozen_clock.forward(hours=1)
        facts = show(title=title, troupes=(factories.troupe(),))
        return scheduling.place(facts, status=Status.HOLD).performance

    return waiting


@pytest.fixture
def other_editor(other_troupe: Any) -> Any:
    return factories.member("other-editor", "editor", troupe=other_troupe)


def outdated() -> list[Performance]:
    """Whose stored calendar text is not what would be written now."""
    return [row for ids in batches() for row in stale(ids)]


def place_of(show: Performance) -> str:
    return rank_text(ranks_of([Performance.objects.get(pk=show.pk)]).get(show.pk, ()))


def last_entry(show: Performance) -> ModelLogEntry:
    return ModelLogEntry.objects.for_instance(show).order_by("-pk").first()


# --- A confirmation -------------------------------------------------------------------


def test_a_confirmation_becomes_the_hold_it_was(
    wait: Any, coordinator: Any, frozen_clock: Any
) -> None:
    first, second = wait("一"), wait("二")
    confirmed = scheduling.confirm(second, by=coordinator, accept="已商量").performance
    assert last_entry(first).action == "schedule.passed"
    frozen_clock.forward(hours=1)
    until = T_ZERO - DAY
    outcome = scheduling.unconfirm(
        confirmed, to=Status.HOLD, decide_by=until, by=coordinator,
        version=confirmed.version,
    )  # fmt: skip

    row = outcome.performance
    assert (row.status, row.decide_by, row.uid) == ("hold", until, second.uid)
    assert row.held_at == second.held_at
    assert (place_of(first), place_of(second)) == ("第一备选", "第二备选")
    assert not Booking.objects.filter(performance=row, firm=True).exists()
    assert not row.accepted_warnings.in_force().exists()
    assert last_entry(row).action == "schedule.unconfirm"
    told = last_entry(first)
    assert (told.action, told.data["by_title"]) == ("schedule.let_ahead", "二")
    assert VenueNews.objects.filter(performance=row).last().now["status"] == "hold"


def test_what_was_promised_stays_confirmed(show: Any, three_cities: Any) -> None:
    own = scheduling.place(show(), status=Status.CONFIRMED).performance
    with pytest.raises(Refused):
        scheduling.unconfirm(own, to=Status.CONDITIONAL)
    scheduling.announce(own)
    with pytest.raises(Refused, match="别人"):
        scheduling.unconfirm(own, to=Status.DRAFT)
    own.refresh_from_db()
    assert own.status == "confirmed"


def test_taking_back_asks_for_rights_and_version(
    show: Any, coordinator: Any, other_editor: Any
) -> None:
    own = scheduling.place(show(), status=Status.CONFIRMED).performance
    with pytest.raises(NotAllowed):
        scheduling.unconfirm(own, to=Status.DRAFT, by=other_editor)
    scheduling.move(own, starts_at=T_ZERO + DAY, by=coordinator)
    with pytest.raises(StaleWrite) as stale:
        scheduling.unconfirm(own, to=Status.DRAFT, version=own.version)
    assert stale.value.since[0].action == "schedule.move"


# --- A deletion -----------------------------------------------------------------------


def test_a_deleted_hold_is_whole_again(
    show: Any, troupe: Any, coordinator: Any, frozen_clock: Any
) -> None:
    truck = factories.truck("152222", troupe=troupe)
    work = factories.work(troupe)
    facts = show(
        along=(truck,),
        technical_note="三相电",
        needs_width_m=Decimal("8.5"),
        needs_power_kw=30,
        programme=(
            ItemFacts(title="筷子舞", minutes=6),
            ItemFacts(work=work, is_premiere=True),
        ),
    )
    until = T_ZERO - 5 * DAY
    held = scheduling.place(facts, status=Status.HOLD, decide_by=until).performance
    was = facts_of(Performance.objects.get(pk=held.pk))
    scheduling.discard(Performance.objects.get(pk=held.pk), by=coordinator)
    assert not Performance.objects.exists()
    frozen_clock.forward(hours=1)
    row = scheduling.restore(held.pk, by=coordinator).performance

    row = Performance.objects.get(pk=row.pk)
    assert facts_of(row) == was
    assert (row.pk, row.uid, row.public_id) == (held.pk, held.uid, held.public_id)
    assert (row.status, row.decide_by, row.created_at) == (
        "hold", until, held.created_at,
    )  # fmt: skip
    assert (row.held_at, row.version) == (held.held_at, held.version + 1)
    assert Booking.objects.filter(performance=row).count() == 3
    assert last_entry(row).action == "schedule.restore"
    kinds = list(VenueNews.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["came", "left", "came"]
    assert outdated() == []


def test_it_is_restored_once_and_by_who_may_place_it(
    show: Any, coordinator: Any, other_editor: Any
) -> None:
    draft = scheduling.place(show()).performance
    key = draft.pk
    with pytest.raises(Refused):
        scheduling.restore(key)
    scheduling.discard(draft)
    with pytest.raises(NotAllowed):
        scheduling.restore(key, by=other_editor)
    scheduling.restore(key, by=coordinator)
    with pytest.raises(Refused):
        scheduling.restore(key, by=coordinator)


def test_what_it_was_made_of_must_still_be_there(show: Any) -> None:
    work = factories.work()
    facts = show(programme=(ItemFacts(work=work),))
    draft = scheduling.place(facts).performance
    key = draft.pk
    scheduling.discard(draft)
    work.delete()
    with pytest.raises(Refused, match="不在了"):
        scheduling.restore(key)
    assert not Performance.objects.exists()


# --- The place in line ----------------------------------------------------------------


def test_a_hold_taken_up_again_stands_where_it_stood(
    wait: Any, frozen_clock: Any
) -> None:
    first, second = wait("一"), wait("二")
    since, left = first.held_at, frozen_clock.now
    scheduling.release(first)
    frozen_clock.forward(hours=1)
    scheduling.hold(first, back_to=LinePlace(since, left))
    assert (place_of(first), place_of(second)) == ("第一备选", "第二备选")


def test_who_joined_the_line_meanwhile_stays_before_it(
    wait: Any, frozen_clock: Any
) -> None:
    first = wait("一")
    since, left = first.held_at, frozen_clock.now
    scheduling.move(first, starts_at=T_ZERO + 3 * DAY)
    second = wait("二")
    frozen_clock.forward(hours=1)
    row = Performance.objects.get(pk=first.pk)
    back = replace(facts_of(row), starts_at=first.starts_at, ends_at=first.ends_at)
    scheduling.revise(row, back, back_to=LinePlace(since, left))
    assert (place_of(first), place_of(second)) == ("第二备选", "第一备选")


# --- A new date -----------------------------------------------------------------------


@pytest.fixture
def put_off(show: Any) -> Callable[..., tuple[Performance, Performance]]:
    """A show that was postponed and given a date a week later, with that date."""

    def made(*, announced: bool) -> tuple[Performance, Performance]:
        old = scheduling.place(show(), status=Status.CONFIRMED).performance
        if announced:
            scheduling.announce(old)
        scheduling.postpone(old, reason="大雪封路")
        row = Performance.objects.get(pk=old.pk)
        later = T_ZERO + 7 * DAY
        outcome = scheduling.postpone(row, reason="路已通", starts_at=later)
        return outcome.performance, outcome.replacement

    return made


def test_a_public_date_is_withdrawn_and_the_old_show_waits_again(
    put_off: Any, coordinator: Any
) -> None:
    old, new = put_off(announced=True)
    scheduling.take_back_date(
        new, reason="路又封了", by=coordinator, version=new.version
    )

    old, new = (Performance.objects.get(pk=row.pk) for row in (old, new))
    assert (old.status, old.status_reason) == ("postponed", "路又封了")
    assert not hasattr(old, "replacement")
    assert (new.status, new.replaces) == ("withdrawn", None)
    changes = {row.changes.order_by("-pk").first().act for row in (old, new)}
    assert len(changes) == 1, "told as one act"
    said = old.changes.order_by("-pk").first()
    assert (said.kind, said.reason) == ("postponed", "路又封了")
    assert "new" not in said.after
    assert outdated() == []
    third = scheduling.postpone(old, reason="定了", starts_at=T_ZERO + 9 * DAY)
    assert third.replacement.replaces == old


def test_a_date_nobody_saw_goes_without_a_trace_outside(put_off: Any) -> None:
    old, new = put_off(announced=False)
    key = new.pk
    scheduling.take_back_date(new, reason="路又封了", version=new.version)
    old = Performance.objects.get(pk=old.pk)
    assert not hasattr(old, "replacement")
    assert not Performance.objects.filter(pk=key).exists()
    assert not Booking.objects.exists()
    with pytest.raises(Refused):
        scheduling.restore(key)


def test_a_date_somebody_moved_is_not_taken_back(
    put_off: Any, coordinator: Any, other_editor: Any
) -> None:
    old, new = put_off(announced=True)
    with pytest.raises(NotAllowed):
        scheduling.take_back_date(new, reason="录错", by=other_editor)
    with pytest.raises(Refused):
        scheduling.take_back_date(new, reason=" ")
    with pytest.raises(Refused):
        scheduling.take_back_date(old, reason="录错")
    scheduling.move(new, starts_at=T_ZERO + 8 * DAY, by=coordinator)
    with pytest.raises(StaleWrite):
        scheduling.take_back_date(new, reason="录错", version=new.version)


# --- At one instant -------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_deleted_draft_is_restored_once_however_many_try() -> None:
    draft = factories.performance(status=Status.DRAFT)
    key = draft.pk
    scheduling.discard(draft)
    won, lost = race(lambda _number: scheduling.restore(key), racers=4)
    assert len(won) == 1
    assert {type(error) for error in lost} <= {Refused, scheduling.TryAgain}
    assert Performance.objects.filter(pk=key).count() == 1


@pytest.mark.django_db(transaction=True)
def test_taking_back_a_confirmation_against_announcing_it() -> None:
    """Both saw the same row: announced it stays, taken back it cannot be announced."""
    show = factories.performance(status=Status.HOLD)
    row = scheduling.confirm(show).performance
    acts = (
        lambda: scheduling.unconfirm(row, to=Status.HOLD, version=row.version),
        lambda: scheduling.announce(row, version=row.version),
    )
    won, lost = race(lambda number: acts[number](), racers=2)
    assert len(won) == 1
    assert {type(error) for error in lost} <= {StaleWrite, Refused}
    row = Performance.objects.get(pk=row.pk)
    assert (row.status, row.announced_at is None) in (
        ("hold", True), ("confirmed", False),
    )  # fmt: skip

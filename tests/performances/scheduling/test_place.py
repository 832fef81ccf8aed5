"""Placing shows: what is booked, what is refused, what is left behind."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from performances.conflicts import Rule
from performances.models import Booking, Change, Performance
from performances.models.gate import GateShut
from performances.scheduling import (
    ConflictsFound,
    NotAllowed,
    Refused,
    check,
    check_conflicts,
    confirm,
    place,
    place_all,
    sentence,
)
from performances.slots import epoch

from .conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_confirmed_show_books_troupe_and_venue_from_load_in_to_strike(show):
    row = place(show(), status="confirmed").performance

    booked = {(b.resource.kind, b.starts, b.ends, b.firm, b.exclusive)
              for b in Booking.objects.select_related("resource")}  # fmt: skip
    starts, ends = epoch(T_ZERO) - 3600, epoch(T_ZERO) + 120 * 60
    assert booked == {
        ("troupe", starts, ends, True, True),
        ("venue", starts, ends, True, True),
    }
    assert row.troupes_in_order == list(show().troupes)
    assert check_conflicts().is_clean


@pytest.mark.parametrize("status", ["draft", "hold"])
def test_a_draft_books_nothing_and_a_hold_books_softly(show, status):
    place(show(), status=status)

    assert [b.firm for b in Booking.objects.all()] == {
        "draft": [], "hold": [False, False]
    }[status]  # fmt: skip


def test_a_second_firm_show_in_the_slot_is_refused_by_name(show, other_troupe):
    first = place(show(title="先来的"), status="confirmed").performance

    with pytest.raises(ConflictsFound) as refusal:
        place(show(title="后到的", troupes=(other_troupe,)), status="confirmed")

    (conflict,) = refusal.value.conflicts
    assert refusal.value.blocked
    assert (conflict.rule, conflict.other) == (Rule.DOUBLE_BOOKING, str(first.pk))
    assert "先来的" in sentence(conflict)
    assert list(Performance.objects.values_list("title", flat=True)) == ["先来的"]


def test_a_warning_needs_a_reason_which_is_kept(show, coordinator):
    place(show(), status="hold")
    facts = show(title="也要这天")

    with pytest.raises(ConflictsFound) as refusal:
        place(facts, status="confirmed")
    row = place(
        facts, status="confirmed", accept="已与对方商量", by=coordinator
    ).performance

    assert not refusal.value.blocked
    accepted = row.accepted_warnings.all()
    assert {(a.rule, a.reason, a.by) for a in accepted} == {
        (Rule.JUMPS_QUEUE, "已与对方商量", coordinator)
    }


def test_an_impossible_journey_is_told_with_its_arithmetic(show, bayannur_venue):
    place(show(), status="confirmed")
    far = show(
        title="次日临河", venue=bayannur_venue, starts_at=T_ZERO + timedelta(hours=14)
    )

    (conflict,) = check(far)

    assert conflict.rule == Rule.UNREACHABLE
    told = sentence(conflict)
    for figure in ("km", "hours_needed", "hours_there_are"):
        assert f"{conflict.params[figure]:g}" in told


def test_a_quoted_title_keeps_its_quotation_apart(show):
    place(show(title="“乌兰牧骑月”演出"), status="hold")

    told = sentence(check(show())[0])

    assert "“‘乌兰牧骑月’演出”" in told
    assert "11月20日(周一)18:30–21:30" in told


def test_all_are_placed_or_none(show, other_troupe, bayannur_venue):
    good = show(title="好", troupes=(other_troupe,), venue=bayannur_venue)

    with pytest.raises(ConflictsFound):
        place_all([good, show(title="一"), show(title="二")], status="confirmed")

    assert not Performance.objects.exists()
    assert not ModelLogEntry.objects.filter(action__startswith="schedule").exists()


def test_one_log_entry_an_act(show, coordinator):
    row = place(show(), status="confirmed", by=coordinator).performance
    confirmed = place(
        show(starts_at=T_ZERO + timedelta(days=2)), by=coordinator
    ).performance
    confirm(confirmed, by=coordinator)

    entries = ModelLogEntry.objects.for_instance(row)
    assert [(e.action, e.user) for e in entries] == [("schedule.place", coordinator)]
    assert list(
        ModelLogEntry.objects.for_instance(confirmed).values_list("action", flat=True)
    ) == ["schedule.confirm", "schedule.place"]


def test_an_announced_show_is_told_to_the_public_once(show, frozen_clock):
    row = place(show(), status="confirmed", announced_at=frozen_clock.now).performance

    (change,) = Change.objects.all()
    assert (change.kind, change.performance, change.before) == ("announced", row, {})
    assert change.after["place"]["name"] == row.venue.name


def test_the_change_log_never_names_a_private_place(show, private_venue, frozen_clock):
    place(show(venue=private_venue), status="confirmed", announced_at=frozen_clock.now)

    told = str(Change.objects.get().after)
    assert private_venue.name not in told
    assert private_venue.region.banner.name in told


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"ends_at": T_ZERO}, "ends_at"),
        ({"ends_at": T_ZERO + timedelta(days=4)}, "ends_at"),
        ({"starts_at": T_ZERO.replace(year=2123)}, "starts_at"),
        ({"load_in_minutes": 30_000}, "ends_at"),
    ],
)
def test_senseless_facts_are_refused_at_their_field(show, changes, field):
    with pytest.raises(Refused) as refusal:
        place(show(**changes))
    assert refusal.value.field == field


def test_a_hold_cannot_be_announced(show, frozen_clock):
    with pytest.raises(Refused):
        place(show(), status="hold", announced_at=frozen_clock.now)


def test_a_show_without_an_hour_books_softly_and_cannot_be_confirmed(show):
    day = show(precision="date")

    with pytest.raises(ConflictsFound) as refusal:
        place(day, status="confirmed")
    place(day, status="conditional", reason="时间待定")

    assert refusal.value.conflicts[0].rule == Rule.NO_HOUR
    assert {b.firm for b in Booking.objects.all()} == {False}
    assert check_conflicts().is_clean


class TestRights:
    def test_a_troupe_places_its_own_shows(self, show, troupe_leader, troupe_editor):
        place(show(), by=troupe_leader)
        place(show(starts_at=T_ZERO + timedelta(days=1)), by=troupe_editor)

    def test_others_do_not(
        self, show, other_troupe_editor, venue_contact, outsider, troupe_member
    ):
        for stranger in (other_troupe_editor, venue_contact, outsider, troupe_member):
            with pytest.raises(NotAllowed):
                place(show(), by=stranger)
        assert not Performance.objects.exists()

    def test_a_joint_show_needs_rights_over_every_troupe(
        self,
        show,
        troupe,
        other_troupe,
        troupe_editor,
        hinggan_coordinator,
        coordinator,
    ):
        joint = show(troupes=(troupe, other_troupe))
        for one_sided in (troupe_editor, hinggan_coordinator):
            with pytest.raises(NotAllowed):
                place(joint, by=one_sided)
        place(joint, by=coordinator)


class TestTheGate:
    def test_nobody_else_writes_schedule_rows(self, show):
        row = place(show(), status="confirmed").performance

        for write in (
            row.save,
            row.delete,
            lambda: Performance.objects.update(title="x"),
            lambda: Performance.objects.all().delete(),
            lambda: Performance.objects.bulk_update([row], ["title"]),
            lambda: Booking.objects.bulk_create([]),
            lambda: Booking.objects.create(),
        ):
            with pytest.raises(GateShut):
                write()


def test_a_show_without_troupes_is_for_whoever_coordinates_its_region(
    show, hinggan_coordinator, hohhot_venue
):
    row = place(show(troupes=()), by=hinggan_coordinator).performance
    assert confirm(row, by=hinggan_coordinator).performance.status == "confirmed"

    with pytest.raises(NotAllowed):
        place(show(troupes=(), venue=hohhot_venue), by=hinggan_coordinator)

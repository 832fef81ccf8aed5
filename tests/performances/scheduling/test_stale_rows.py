"""What a caller holds in its hands may be old; what counts is what is stored."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import DatabaseError, connections, transaction

from performances import scheduling
from performances.models import Booking, Performance, gate
from performances.scheduling import Refused, check_conflicts, place
from performances.scheduling.merge_venues import merge_venues as merge
from performances.scheduling.transaction import verb
from performances.statuses import Status
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO
from ulanmuqi.places.models import Venue

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_venue_that_became_exclusive_meanwhile(show, hinggan_venue):
    old = Venue.objects.get(pk=hinggan_venue.pk)
    old.is_shared = True

    place(show(venue=old), status="confirmed")

    assert Booking.objects.get(resource__venue=old).exclusive


def test_a_venue_that_was_merged_meanwhile(show, hinggan_venue, hohhot_venue):
    old = Venue.objects.get(pk=hinggan_venue.pk)
    merge(hinggan_venue, into=hohhot_venue)

    with pytest.raises(Refused):
        place(show(venue=old), status="confirmed")


def test_two_venues_are_not_merged_into_each_other(hinggan_venue, hohhot_venue):
    old, also_old = Venue.objects.in_bulk().values()
    merge(hinggan_venue, into=hohhot_venue)

    for one, other in ((old, also_old), (also_old, old)):
        with pytest.raises(Refused):
            merge(one, into=other)


def test_a_name_is_forgotten_when_it_is_merged_into_a_private_place(
    show, hinggan_venue, private_venue, frozen_clock
):
    row = place(show(), status="confirmed", announced_at=frozen_clock.now).performance
    scheduling.cancel(row, reason="大风")

    merge(hinggan_venue, into=private_venue)

    told = str(list(row.changes.values_list("before", "after")))
    assert hinggan_venue.name not in told


def test_bookings_left_behind_by_a_cancelled_show_are_found(show):
    row = place(show(), status="confirmed").performance
    with gate.opened():
        Performance.objects.filter(pk=row.pk).update(status=Status.CANCELLED)

    assert check_conflicts().astray == (row,)


@pytest.mark.django_db(transaction=True)
def test_a_verb_within_a_verb_is_tried_again_with_it():
    tries = []

    @verb
    def inner():
        tries.append(1)
        if len(tries) < 3:
            raise DatabaseError("database is locked")

    @verb
    def outer():
        inner()

    outer()

    assert len(tries) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connections["default"].vendor == "sqlite", reason="SQLite has one writer at a time."
)
def test_a_show_whose_venue_moves_meanwhile_keeps_both_changes():
    here, there = factories.venue("152201"), factories.venue("152222")
    row = factories.performance(venue=here, starts_at=T_ZERO)
    moved, seen = Event(), []

    def delay() -> None:
        moved.wait(10)
        try:
            outcome = scheduling.move(
                row, starts_at=T_ZERO + timedelta(hours=1), accept="测试"
            )
            seen.append(outcome.performance.venue)
        finally:
            connections.close_all()

    other = Thread(target=delay)
    other.start()
    with transaction.atomic():
        scheduling.move(row, venue=there, accept="测试")
        moved.set()
        other.join(1)  # it waits for the row
    other.join(15)

    row.refresh_from_db()
    booked = Booking.objects.filter(performance=row, resource__venue=there)
    assert (seen, row.venue) == ([there], there)
    assert row.starts_at == T_ZERO + timedelta(hours=1)
    assert booked.count() == 1

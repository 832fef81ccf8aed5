"""What the schedule does when a venue it uses was changed."""

import pytest

from performances.conflicts import Rule
from performances.models import Booking, Change
from performances.scheduling import ConflictsFound, cancel, place, venue_changed
from ulanmuqi.places.models import Venue

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def shared(hinggan_venue):
    hinggan_venue.is_shared = True
    hinggan_venue.save()
    return hinggan_venue


def test_a_shared_venue_with_overlaps_cannot_become_exclusive(
    shared, show, other_troupe
):
    first = place(show(title="东台"), status="confirmed").performance
    second = place(
        show(title="西台", troupes=(other_troupe,)), status="confirmed"
    ).performance

    shared.is_shared = False
    with pytest.raises(ConflictsFound) as refusal:
        venue_changed(shared)

    (conflict,) = refusal.value.conflicts
    assert conflict.rule == Rule.DOUBLE_BOOKING
    assert {conflict.performance, conflict.other} == {str(first.pk), str(second.pk)}
    assert not Booking.objects.filter(resource__venue=shared, exclusive=True).exists()


def test_without_overlaps_its_bookings_follow(shared, show):
    place(show(), status="confirmed")
    shared.is_shared = False

    venue_changed(shared)

    assert {b.exclusive for b in Booking.objects.filter(resource__venue=shared)} == {
        True
    }  # fmt: skip


def test_shows_follow_their_venue_to_another_region(show, hinggan_venue, regions):
    row = place(show(), status="confirmed").performance
    hinggan_venue.region = regions["152222"]
    hinggan_venue.save()

    venue_changed(hinggan_venue)

    row.refresh_from_db()
    assert row.region == regions["152222"]


def test_a_place_that_becomes_private_leaves_the_change_log(
    show, hinggan_venue, frozen_clock
):
    row = place(show(), status="confirmed", announced_at=frozen_clock.now).performance
    cancel(row, reason="大风")
    hinggan_venue.public_precision = Venue.PublicPrecision.BANNER
    hinggan_venue.save()

    venue_changed(hinggan_venue)

    told = str(list(Change.objects.values_list("before", "after")))
    assert hinggan_venue.name not in told
    assert "乌兰浩特市" in told

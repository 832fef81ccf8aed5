"""What the schedule does when a row it shows was changed elsewhere."""

from dataclasses import replace
from typing import Any

from troupes.models import Troupe, Work
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..calendars import entries
from ..conflicts import Conflict, judge_standing
from ..models import Booking, Performance
from ..slots import epoch
from . import log
from .demands import standing_claim
from .errors import ConflictsFound
from .locks import lock_resources
from .neighbours import with_what_is_judged
from .settle import Why
from .transaction import verb


@verb
def venue_changed(venue: Venue, *, by: Any = None) -> None:
    """Call after a venue's row was saved, in the same transaction.

    Bookings take over whether it is shared; shows take over its region; calendars
    show its new name. Raises ConflictsFound, naming the overlaps, when a shared venue
    became exclusive while shows overlap there: the caller's transaction then fails.
    """
    lock_resources([], [venue])
    bookings = Booking.objects.filter(resource__venue=venue)
    if not venue.is_shared:
        overlaps = overlaps_at(venue)
        if overlaps:
            raise ConflictsFound(overlaps)
    bookings.exclude(exclusive=not venue.is_shared).update(
        exclusive=not venue.is_shared
    )
    shows = Performance.objects.filter(venue=venue)
    shows.exclude(region=venue.region).update(region=venue.region)
    log.write(venue, "schedule.follow", Why(by=by), data={}, at=clock.now())
    entries.refresh_for_venue(venue)


@verb
def troupe_changed(troupe: Troupe) -> None:
    """Call after a troupe's names were saved: calendars show the new ones."""
    entries.refresh_for_troupe(troupe)


@verb
def work_changed(work: Work) -> None:
    entries.refresh_for_work(work)


@verb
def region_changed(region: Region) -> None:
    entries.refresh_for_region(region)


def overlaps_at(venue: Venue) -> tuple[Conflict, ...]:
    """Firm shows at the venue, from now on, that could not share it."""
    bookings = with_what_is_judged(
        Booking.objects.filter(
            resource__venue=venue, firm=True, ends__gt=epoch(clock.now())
        )
    )
    claims = [replace(standing_claim(row), exclusive=True) for row in bookings]
    return judge_standing(claims)

"""What the schedule does when a row it shows was changed elsewhere."""

from dataclasses import replace
from typing import Any

from django.db.models import Q

from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue
from ulanmuqi.places.public import PublicPlace

from ..calendars import entries
from ..conflicts import Conflict, judge_standing
from ..models import Booking, Change, Performance
from ..slots import epoch
from . import log
from .errors import ConflictsFound
from .exclusions import refuse_if_bound
from .locks import lock_resources, lock_shows_at
from .outcomes import Why
from .snapshot import public_place
from .stored import standing_claims, with_what_is_judged
from .transaction import verb


@verb
def venue_changed(venue: Venue, *, by: Any = None) -> None:
    """Call after a venue's row was saved, in the same transaction.

    Bookings take over whether it is shared; shows take over its region; calendars
    show its new name, or its banner's once it is private, and so does the change log.
    Raises ConflictsFound, naming the overlaps, when a shared venue
    became exclusive while shows overlap there: the caller's transaction then fails.
    """
    lock_shows_at(venue)
    lock_resources([], [venue])
    bookings = Booking.objects.filter(resource__venue=venue)
    if venue.is_shared:
        refuse_if_bound(venue)
    else:
        overlaps = overlaps_at(venue)
        if overlaps:
            raise ConflictsFound(overlaps)
    bookings.exclude(exclusive=not venue.is_shared).update(
        exclusive=not venue.is_shared
    )
    shows = Performance.objects.filter(venue=venue)
    shows.exclude(region=venue.region).update(region=venue.region)
    log.write(venue, "schedule.follow", Why(by=by), data={}, at=clock.now())
    if venue.is_private:
        forget_names(venue)
    entries.refresh_for_venue(venue)


def overlaps_at(venue: Venue) -> tuple[Conflict, ...]:
    """Firm shows at the venue, from now on, that could not share it."""
    bookings = with_what_is_judged(
        Booking.objects.filter(
            resource__venue=venue, firm=True, ends__gt=epoch(clock.now())
        )
    )
    claims = [replace(claim, exclusive=True) for claim in standing_claims(bookings)]
    return judge_standing(claims)


def forget_names(venue: Venue) -> None:
    """What the change log said of a private place, under its own name or that of a
    duplicate merged into it, is its banner now."""
    place = public_place(PublicPlace.of(venue))
    codes = {venue.code, *venue.merged.values_list("code", flat=True)}
    told = Change.objects.filter(
        Q(before__place__code__in=codes)
        | Q(after__place__code__in=codes)
        | Q(after__new__place__code__in=codes)
    )
    for change in told:
        for facts in (change.before, change.after, change.after.get("new", {})):
            if facts.get("place", {}).get("code") in codes:
                facts["place"] = place
        change.save()

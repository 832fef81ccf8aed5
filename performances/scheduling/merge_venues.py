"""Merges a venue that was entered twice: one goes on, the old code answers for ever."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Membership
from ulanmuqi.base import clock, rights
from ulanmuqi.places.models import Venue

from ..calendars import entries
from ..models import Booking, Resource
from . import log
from .errors import NotAllowed, Refused
from .follow import forget_names
from .locks import lock_resources, lock_shows_at
from .settle import Pending, Why, settle
from .snapshot import Snapshot
from .transaction import verb


@verb
def merge_venues(
    duplicate: Venue, *, into: Venue, by: Any = None, reason: str = ""
) -> int:
    """Every show of `duplicate` plays at `into` from now on; how many there were.

    Raises Refused for the same or an already merged venue, NotAllowed without rights
    over both, ConflictsFound when shows of the two overlap: then nothing is merged.
    """
    lock_shows_at(duplicate)
    lock_resources([], [duplicate, into])
    # As they are now that they are locked: somebody may just have merged them too.
    duplicate, into = (_as_it_is(venue) for venue in (duplicate, into))
    _may(duplicate, into, by)
    rows = lock_shows_at(duplicate)
    batch = []
    for row in rows:
        before = Snapshot.of(row)
        row.venue, row.region = into, into.region
        batch.append(Pending(row, before, "schedule.merge"))
    why = Why(by=by, reason=reason, accept=reason or str(_("Duplicate venue merged.")))
    settle(batch, why)
    _take_along(duplicate, into)
    duplicate.merged_into = into
    duplicate.save()
    note = {"after": {"merged_into": into.code}}
    log.write(duplicate, "schedule.merge", why, data=note, at=clock.now())
    if into.is_private:
        forget_names(into)
    entries.refresh_for_venue(into)
    return len(rows)


def _as_it_is(venue: Venue) -> Venue:
    return Venue.objects.select_related("region__league", "region__banner").get(
        pk=venue.pk
    )


def _may(duplicate: Venue, into: Venue, by: Any) -> None:
    if by is not None:
        for venue in (duplicate, into):
            if not rights.may(by, "change", venue):
                raise NotAllowed
    if duplicate == into:
        raise Refused(_("A venue cannot be merged into itself."), field="into")
    if duplicate.merged_into_id is not None or into.merged_into_id is not None:
        raise Refused(
            _("This venue was merged into another. Choose that one."), field="into"
        )


def _take_along(duplicate: Venue, into: Venue) -> None:
    """Rehearsals and blackouts, the venue's people, and what was merged before."""
    old = Resource.objects.get(venue=duplicate)
    new = Resource.objects.get(venue=into)
    Booking.objects.filter(resource=old).update(resource=new)
    Membership.objects.filter(venue=duplicate).update(venue=into)
    Venue.objects.filter(merged_into=duplicate).update(merged_into=into)

"""Merges a venue that was entered twice: one goes on, the old code answers for ever."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.base.quotes import within_quotes
from ulanmuqi.places.models import Venue

from ..calendars import entries, scopes
from ..models import Engagement, Resource, VenueAnswer
from . import log
from .added_places import merged_away
from .engagements import settle_again
from .errors import Refused
from .exclusions import refuse_if_bound
from .follow import forget_names
from .locks import lock_engagements, lock_resources, lock_shows_at
from .merging import Merged, gain, may_merge
from .outcomes import Why
from .pending import Pending
from .public_log import take_over
from .repoint import repoint
from .road_legs import take_legs_along
from .settle import settle
from .snapshot import Snapshot
from .transaction import verb

# What the kept venue takes from the duplicate where it has nothing of its own. The
# point goes with its precision: see `_gain_point`.
_GAINS = (
    "name_en", "name_mn", "address", "capacity", "stage_width_m", "stage_depth_m",
    "stage_height_m", "power", "power_kw", "dressing_rooms", "has_wings",
    "has_heating", "has_light", "has_sound", "has_truck_access", "has_mobile_signal",
    "technical_note",
    "contact_name", "contact_phone", "contact_note", "notice_email", "source",
)  # fmt: skip

# Words about a private place, some written by troupes for the league alone: they stay
# unsaid when it goes on as a public one.
_PRIVATE_WORDS = frozenset({"name_en", "name_mn", "address"})


@verb
def merge_venues(
    duplicate: Venue,
    *,
    into: Venue,
    by: Any = None,
    reason: str = "",
    disclose: bool = False,
) -> Merged:
    """Every show of `duplicate` plays at `into` from now on, and whatever else points
    to it (its people, its links, rehearsals, known roads) goes along.

    `disclose` says that what the public knew by its banner may become known by the
    name of a public venue: the shows there, past ones too, with their calendars, and
    what the public venue gains; the private place's own names, address and point on the
    map it does not gain. What the change log said of it before stays as it was
    said.

    Raises Refused for the same or an already merged venue, and at `disclose` where a
    private place would become known without it; NotAllowed without rights over
    both, ConflictsFound when shows of the two overlap: then nothing is merged.
    """
    lock_shows_at(duplicate)
    lock_resources([], [duplicate, into])
    # As they are now that they are locked: somebody may just have merged them too.
    duplicate, into = (_as_it_is(venue) for venue in (duplicate, into))
    may_merge(duplicate, into, by)
    refuse_if_bound(duplicate)
    opens = _opens(duplicate, into, disclose)
    names = [one for one in _GAINS if not (opens and one in _PRIVATE_WORDS)]
    point = () if opens else _gain_point(into, duplicate)
    gained = gain(into, duplicate, names) + point
    into.save()
    rows = lock_shows_at(duplicate)
    # It is the same house: what it answered still stands.
    VenueAnswer.objects.filter(venue=duplicate).update(venue=into)
    batch = []
    for row in rows:
        before = Snapshot.of(row)
        row.venue, row.region = into, into.region
        batch.append(Pending(row, before, "schedule.merge"))
    why = Why(by=by, reason=reason, accept=reason or str(_("Duplicate venue merged.")))
    settle(batch, why)
    turned = _take_along(duplicate, into, why)
    duplicate.merged_into = into
    duplicate.save()
    now = clock.now()
    note = {"after": {"merged_into": into.code, "disclosed": opens}}
    log.write(duplicate, "schedule.merge", why, data=note, at=now)
    if into.is_private:
        forget_names(into)
    entries.refresh_for_venue(into)
    shows = sorted(rows, key=lambda row: (row.starts_at, row.pk))
    public = tuple(show for show in shows if opens and show.is_public(now))
    return Merged(tuple(shows), gained, turned, public)


def _as_it_is(venue: Venue) -> Venue:
    return Venue.objects.select_related("region__league", "region__banner").get(
        pk=venue.pk
    )


def becomes_known(duplicate: Venue, into: Venue) -> bool:
    """Whether merging tells the public a place it knew by its banner alone."""
    return duplicate.is_private and not into.is_private


def _opens(duplicate: Venue, into: Venue, disclose: bool) -> bool:
    opens = becomes_known(duplicate, into)
    if opens and not disclose:
        raise Refused(
            # Translators: zh: “%(name)s”只对外公布旗县。并入公开场地以后就公开了，请勾选同意；不能公开的，请以它为保留的场地。
            _(
                "The public knows “%(name)s” by its banner only, and would know it by "
                "the name of the other. Say that it may, or let this one go on."
            )
            % {"name": within_quotes(duplicate.name)},
            field="disclose",
        )
    return opens


def _gain_point(into: Venue, duplicate: Venue) -> tuple[Any, ...]:
    """A surer point wins: the door's over a rough one, any over the banner's seat."""
    ranks = list(Venue.CoordPrecision)
    surer = ranks.index(duplicate.coord_precision) < ranks.index(into.coord_precision)
    if duplicate.lat is None or not (into.lat is None or surer):
        return ()
    for name in ("lat", "lon", "coord_precision"):
        setattr(into, name, getattr(duplicate, name))
    return (into._meta.get_field("lat"),)


def _take_along(duplicate: Venue, into: Venue, why: Why) -> int:
    """Rehearsals and blackouts, the venue's people, and what was merged before."""
    takes = Q(parts__resource__venue=duplicate)
    rows = Engagement.objects.filter(
        takes | Q(venue=duplicate) | Q(from_venue=duplicate)
    )
    engagements = lock_engagements(rows.distinct())
    for row in engagements:
        moved = [into if one == duplicate else one for one in row.cast]
        for place, area in (("venue", "region"), ("from_venue", "from_region")):
            if getattr(row, place) == duplicate:
                setattr(row, place, into)
                setattr(row, area, into.region)
        settle_again(row, moved, why)
    old = Resource.objects.get(venue=duplicate)
    new = Resource.objects.get(venue=into)
    take_legs_along(duplicate, into)
    merged_away(duplicate, by=why.by)
    own = ("performances", "resource", "added")
    take_over(scopes.venue(duplicate.pk), scopes.venue(into.pk))
    turned = repoint(old, new) + repoint(duplicate, into, leaving=own)
    return len(engagements) + turned

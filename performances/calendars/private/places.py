"""A place in a private entry: as the public knows it, or in full."""

from copy import copy

from ulanmuqi.places.models import Region, Venue
from ulanmuqi.places.public import PublicPlace

from ...models import Engagement, Performance
from .. import wording

_PLACES = ("venue", "from_venue")


def in_full(row: Performance | Engagement) -> Performance | Engagement | None:
    """The row in memory with its private venues shown in full; None where it has
    none. Never saved: made to be read by what renders public entries."""
    names = [name for name in _PLACES if _is_private(getattr(row, name, None))]
    if not names:
        return None
    told = copy(row)
    for name in names:
        venue = copy(getattr(row, name))
        venue.public_precision = Venue.PublicPrecision.EXACT
        setattr(told, name, venue)
    return told


def location(venue: Venue | None, region: Region | None) -> str:
    """«venue, address, city»; needs the region's league and banner loaded."""
    place = PublicPlace.of(venue, region)
    area = "".join(dict.fromkeys(filter(None, (place.league, place.banner))))
    if not place.is_known:
        return wording.unknown_place(area)
    if venue is not None and venue.is_private:
        return place.name
    told = place.name + place.address
    city = "".join(
        part
        for part in dict.fromkeys((place.league, place.banner))
        if part and part not in told
    )
    return "，".join(filter(None, (place.name, place.address, city)))


def point(venue: Venue | None) -> tuple[float, float] | None:
    return PublicPlace.of(venue).point if venue is not None else None


def _is_private(venue: Venue | None) -> bool:
    return venue is not None and venue.is_private

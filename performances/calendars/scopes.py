"""The feeds a performance stands in, as keys of their stamps.

A region's key carries its code, which never changes, so that the whole chain above a
place is read off its path without a query.
"""

from collections.abc import Callable

from django.db.models import Model

from troupes.models import Troupe, Work
from ulanmuqi.places.models import Region, Venue

from ..models import Performance, Showcase

ALL = "all"
# The autonomous region, its leagues and its banners: what is said of any place.
_PUBLIC_LEVELS = 3


def troupe(troupe_id: int) -> str:
    return f"troupe:{troupe_id}"


def venue(venue_id: int) -> str:
    return f"venue:{venue_id}"


def region(code: str) -> str:
    return f"region:{code}"


def showcase(showcase_id: int) -> str:
    return f"showcase:{showcase_id}"


def work(work_id: int) -> str:
    return f"work:{work_id}"


def genre(code: str) -> str:
    return f"genre:{code}"


KEYS: dict[type[Model], Callable[[int], str]] = {
    Troupe: troupe,
    Venue: venue,
    Showcase: showcase,
    Work: work,
}


def key_of(row: Model) -> str:
    """Of the feed that is the row's own."""
    return region(row.code) if isinstance(row, Region) else KEYS[type(row)](row.pk)


def of(performance: Performance) -> list[str]:
    """Needs what `entries` loads; no query then."""
    keys = {ALL, genre(performance.genre)}
    keys |= {troupe(part.troupe_id) for part in performance.troupe_parts.all()}
    keys |= {
        work(item.work.merged_into_id or item.work_id)
        for item in performance.programme.all()
        if item.work is not None
    }
    if performance.showcase_id is not None:
        keys.add(showcase(performance.showcase_id))
    return sorted(keys | _of_place(performance.venue, performance.region))


def named_after(place: Region) -> set[str]:
    """Feeds whose own name tells of the region: of everything that lies in it. Two
    queries."""
    regions = Region.objects.within(place).values_list("code", flat=True)
    venues = Venue.objects.filter(region__path__startswith=place.path)
    return {region(code) for code in regions} | {
        venue(key) for key in venues.values_list("pk", flat=True)
    }


def _of_place(at: Venue | None, around: Region | None) -> set[str]:
    if at is None:
        return _regions(around, levels=_PUBLIC_LEVELS)
    if at.is_private:
        return _regions(at.region, levels=_PUBLIC_LEVELS)
    return {venue(at.merged_into_id or at.pk)} | _regions(at.region)


def _regions(place: Region | None, levels: int | None = None) -> set[str]:
    codes = place.path.rstrip(".").split(".") if place else []
    return {region(code) for code in codes[:levels]}

"""Everything of some resources in some days: what a board or a day sheet draws."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, prefetch_related_objects

from ulanmuqi.places.models import Region

from ..models import Booking, Resource, owned_by
from ..slots import epoch
from .resources import ref_of


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a troupe, venue, truck or member (`owner`) with what takes its time.

    `key` is the resource's identity for the judge ("truck:7"); the order of the lines
    is that of `sort`: region, name. `bookings` come by start, each with
    its `performance` or `engagement`, troupes loaded; the hidden ones of exclusions
    are left out.
    """

    key: str
    owner: Model
    label: str
    region: Region | None
    sort: tuple[str, str, int]
    bookings: tuple[Booking, ...]


def lines(
    owners: Iterable[Model], starts_at: datetime, ends_at: datetime
) -> list[Line]:
    """Two queries however many lines and bookings there are, two more where shows play;
    load the owners with their region. Aware instants; what touches [starts_at, ends_at)
    """
    rows = list(owners)
    found: dict[str, list[Booking]] = defaultdict(list)
    for booking in _bookings(rows, starts_at, ends_at):
        found[booking.resource.key].append(booking)
    made = [_line(owner, found[ref_of(owner).key]) for owner in rows]
    return sorted(made, key=lambda line: line.sort)


def _bookings(
    owners: list[Model], starts_at: datetime, ends_at: datetime
) -> list[Booking]:
    rows = Booking.objects.visible_rows().between(epoch(starts_at), epoch(ends_at))
    rows = rows.filter(resource__in=_resources(owners)).select_related(
        "resource",
        "performance__venue__region",
        "performance__region",
        "performance__showcase",
        "engagement__venue__region",
        "engagement__region",
        "engagement__from_venue",
        "engagement__from_region",
    )
    found = list(rows.order_by("starts", "id"))
    shows = [row.performance for row in found if row.performance is not None]
    if shows:
        prefetch_related_objects(shows, "troupe_parts__troupe")
    return found


def _resources(owners: list[Model]) -> list[int]:
    wanted = Resource.objects.filter(owned_by(owners))
    return list(wanted.values_list("pk", flat=True))


def _line(owner: Model, bookings: list[Booking]) -> Line:
    region = getattr(owner, "region", None) or getattr(owner, "home", None)
    label = owner.local_name
    sort = (region.path if region else "", label, owner.pk)
    return Line(ref_of(owner).key, owner, label, region, sort, tuple(bookings))

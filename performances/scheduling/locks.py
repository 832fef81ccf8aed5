"""Rows are locked in one order everywhere, so that two acts cannot deadlock:
showcase, performances by id, resources by id."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.places.models import Venue

from ..models import Performance, Resource, Showcase
from .errors import Refused


def lock_performance(performance: Performance) -> Performance:
    """The row as it is now, locked (PostgreSQL; SQLite's writers queue up anyway).

    An opening's showcase is locked first: T-zero must not move meanwhile.
    """
    if performance.is_opening:
        lock(Showcase.objects.filter(pk=performance.showcase_id))
    lock(Performance.objects.filter(pk=performance.pk))
    return _loaded().get(pk=performance.pk)


def lock_openings(showcase: Showcase) -> tuple[Showcase, list[Performance]]:
    """The showcase and all its openings, west to east, locked."""
    lock(Showcase.objects.filter(pk=showcase.pk))
    fresh = Showcase.objects.get(pk=showcase.pk)
    openings = Performance.objects.filter(showcase=fresh, is_opening=True)
    lock(openings)
    return fresh, list(_loaded().filter(pk__in=openings.values("pk")).order_by("pk"))


def lock_shows_at(venue: Venue) -> list[Performance]:
    """Every show at the venue, by id, locked."""
    return lock_performances(Performance.objects.filter(venue=venue))


def lock_performances(rows: QuerySet) -> list[Performance]:
    """The performances of a query as they are now, by id, locked."""
    keys = list(rows.values_list("pk", flat=True).distinct())
    lock(Performance.objects.filter(pk__in=keys))
    return list(_loaded().filter(pk__in=keys).order_by("pk"))


def lock_row(row: Model, rows: QuerySet) -> Any:
    """A row of reference data of the schedule as it is now, locked; `rows` loads it.

    Raises Refused when somebody removed it meanwhile.
    """
    lock(type(row)._default_manager.filter(pk=row.pk))
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Refused(_("Somebody removed this meanwhile."))
    return found


def lock_resources(troupes: Iterable[Troupe], venues: Iterable[Venue]) -> None:
    """Makes the resource rows that are missing, then locks all of them by id."""
    troupe_ids = {troupe.pk for troupe in troupes}
    venue_ids = {venue.pk for venue in venues}
    wanted = Resource.objects.filter(troupe__in=troupe_ids) | Resource.objects.filter(
        venue__in=venue_ids
    )
    known = wanted.values_list("troupe_id", "venue_id")
    have_troupes = {troupe for troupe, _venue in known}
    have_venues = {venue for _troupe, venue in known}
    missing = [
        Resource(kind=Resource.Kind.TROUPE, troupe_id=key)
        for key in sorted(troupe_ids - have_troupes)
    ] + [
        Resource(kind=Resource.Kind.VENUE, venue_id=key)
        for key in sorted(venue_ids - have_venues)
    ]
    if missing:
        Resource.objects.bulk_create(missing, ignore_conflicts=True)
    lock(wanted)


def _loaded():
    return Performance.objects.select_related(
        "venue__region__league",
        "venue__region__banner",
        "region__league",
        "region__banner",
        "showcase",
    ).prefetch_related("troupe_parts__troupe__region")


def lock(rows: QuerySet) -> None:
    """Waits for whoever holds the rows; what they left is read by a later query.

    Never one query that locks and joins: after waiting, PostgreSQL gives the new row
    beside the joined rows of before, so a show that moved would have lost its venue.
    """
    if connection.features.has_select_for_update:
        list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))

"""Rows are locked in one order everywhere, so that two acts cannot deadlock:
showcase, performances by id, engagements by id, resources by id."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Venue

from ..models import Engagement, Exclusion, Performance, Resource, Showcase, owned_by
from .errors import Refused
from .resources import make_missing

# What a show takes along, with all that judging asks of it.
ALONG = (
    "along_parts__resource__truck__region",
    "along_parts__resource__member__troupe__region",
    "along_parts__resource__member__loans",
)


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


def lock_engagement(engagement: Engagement) -> Engagement:
    """The row as it is now, locked; after the shows and before the resources."""
    lock(Engagement.objects.filter(pk=engagement.pk))
    return Engagement.objects.for_rows().get(pk=engagement.pk)


def lock_engagements(rows: QuerySet) -> list[Engagement]:
    """Those engagements by id, locked."""
    ids = sorted(rows.values_list("pk", flat=True))
    lock(Engagement.objects.filter(pk__in=ids))
    return list(Engagement.objects.for_rows().filter(pk__in=ids).order_by("pk"))


def lock_exclusion(exclusion: Exclusion) -> Exclusion:
    """The row as it is now, locked, before any resource."""
    lock(Exclusion.objects.filter(pk=exclusion.pk))
    return Exclusion.objects.select_related("resource").get(pk=exclusion.pk)


def lock_resources(*owners: Iterable[Model]) -> None:
    """Makes the resource rows that are missing, then locks all of them by id.

    Takes troupes, venues, trucks and lent members, and locks with them what their
    exclusions share. An exclusion that is made meanwhile had to lock one of these.
    """
    wanted = [owner for group in owners for owner in group]
    make_missing(wanted)
    mine = Resource.objects.filter(owned_by(wanted))
    shared = Resource.objects.filter(exclusion__parts__resource__in=mine)
    ids = {*mine.values_list("pk", flat=True), *shared.values_list("pk", flat=True)}
    lock(Resource.objects.filter(pk__in=ids))


def _loaded():
    return Performance.objects.select_related(
        "venue__region__league",
        "venue__region__banner",
        "region__league",
        "region__banner",
        "showcase",
    ).prefetch_related("troupe_parts__troupe__region", *ALONG)


def lock(rows: QuerySet) -> None:
    """Waits for whoever holds the rows; what they left is read by a later query.

    Never one query that locks and joins: after waiting, PostgreSQL gives the new row
    beside the joined rows of before, so a show that moved would have lost its venue.
    """
    if connection.features.has_select_for_update:
        list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))

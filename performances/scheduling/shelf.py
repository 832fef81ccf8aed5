"""Reads a whole season for a sweep: what many rows share is loaded once.

Joined to every booking, the same few hundred venues, regions and troupes would be built
anew 200,000 times, which costs more than all judging.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from django.db.models import QuerySet

from ulanmuqi.places.models import Region, Venue

from ..models import Booking, Engagement, Performance, Resource

# Rows in memory at once, besides those of the one resource being judged.
CHUNK = 2_000


class Shelf:
    """Everything that can be booked and every place, each one object for a sweep.

    Five queries; its size is that of the reference data, not of the season.
    """

    def __init__(self) -> None:
        rows = Resource.objects.select_related(
            "troupe", "venue", "truck", "member__troupe", "exclusion"
        ).prefetch_related("member__loans")
        self._resources = {row.pk: row for row in rows}
        self._venues = Venue.objects.select_related("region__league").in_bulk()
        self._regions = Region.objects.select_related("league").in_bulk()

    def lines(self, bookings: QuerySet) -> Iterator[list[Booking]]:
        """The bookings of one resource after another, each by time, with all that
        `standing_claims` reads. One ordered read, and two queries a chunk."""
        rows = bookings.order_by("resource", "starts", "id").iterator(CHUNK)
        read = (row for chunk in _chunks(rows) for row in self._filled(chunk))
        for _resource, line in groupby(read, key=lambda row: row.resource_id):
            yield list(line)

    def shows(self, shows: QuerySet) -> Iterator[Performance]:
        """The shows of a query with their places; its prefetches are kept."""
        for show in shows.iterator(CHUNK):
            self._put(show)
            yield show

    def _filled(self, chunk: list[Booking]) -> list[Booking]:
        shows = Performance.objects.in_bulk(_ids(row.performance_id for row in chunk))
        engagements = Engagement.objects.in_bulk(
            _ids(row.engagement_id for row in chunk)
        )
        for show in shows.values():
            self._put(show)
        for engagement in engagements.values():
            self._put(engagement)
            engagement.from_venue = self._venues.get(engagement.from_venue_id)
            engagement.from_region = self._regions.get(engagement.from_region_id)
        for row in chunk:
            row.resource = self._resources[row.resource_id]
            row.via = self._resources.get(row.via_id)
            row.performance = shows.get(row.performance_id)
            row.engagement = engagements.get(row.engagement_id)
        return chunk

    def _put(self, row: Performance | Engagement) -> None:
        row.venue = self._venues.get(row.venue_id)
        row.region = self._regions.get(row.region_id)


def _ids(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}


def _chunks(rows: Iterator[Booking]) -> Iterator[list[Booking]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk

"""Scheduling at size: a sweep of 100,000 shows, the neighbours of a booking among
10,000 and 1,000,000, and what the guard costs a write."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from django.db import connection, transaction

from performances.models import (
    Booking,
    Performance,
    PerformanceTroupe,
    Resource,
    gate,
    guard,
)
from performances.scheduling import check_conflicts, standing
from performances.scheduling.nearest import nearest
from performances.scheduling.shelf import CHUNK, Shelf
from performances.scheduling.stored import with_what_is_judged
from performances.slots import DAY, HOUR, Slot, epoch
from tests import factories
from tests.benchmarks.measure import Comparison
from ulanmuqi.base import clock

SHOWS = 100_000
TROUPES = 75
BATCH = 5_000
LOOKUPS = 200
WRITES = 2_000


def comparisons() -> Iterator[Comparison]:
    resources = _lay_season()
    yield _sweep()
    for size in (10_000, 1_000_000):
        _fill_up(resources, size)
        yield _neighbours(resources, size)
    yield _guarded(resources)


# --- A season of 100,000 shows --------------------------------------------------------


def _lay_season() -> list[Resource]:
    """Every troupe plays each second day in its own four venues, a road apart."""
    troupes = [factories.troupe("150105") for _number in range(TROUPES)]
    venues = [factories.venue("150105") for _number in range(4 * TROUPES)]
    with gate.opened():
        of_troupe = Resource.objects.bulk_create(
            Resource(kind="troupe", troupe=troupe) for troupe in troupes
        )
        of_venue = Resource.objects.bulk_create(
            Resource(kind="venue", venue=venue) for venue in venues
        )
        for first in range(0, SHOWS, BATCH):
            numbers = range(first, min(first + BATCH, SHOWS))
            _lay(numbers, troupes, venues, of_troupe, of_venue)
    return of_troupe


def _lay(
    numbers: range, troupes: list, venues: list, of_troupe: list, of_venue: list
) -> None:
    begins = clock.midnight(clock.now()) + timedelta(hours=15)
    shows = []
    for number in numbers:
        turn, troupe = divmod(number, TROUPES)
        starts_at = begins + timedelta(days=2 * turn - 1_000)
        shows.append(
            Performance(
                title=f"惠民演出{number}",
                status="confirmed",
                venue=venues[4 * troupe + turn % 4],
                region=venues[4 * troupe + turn % 4].region,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=90),
                created_at=begins,
                changed_at=begins,
                public_changed_at=begins,
            )
        )
    Performance.objects.bulk_create(shows)
    parts, bookings = [], []
    for number, show in zip(numbers, shows, strict=True):
        turn, troupe = divmod(number, TROUPES)
        parts.append(PerformanceTroupe(performance=show, troupe=troupes[troupe]))
        for resource in (of_troupe[troupe], of_venue[4 * troupe + turn % 4]):
            slot = Slot.of(show.starts_at, show.ends_at)
            bookings.append(
                Booking(
                    resource=resource,
                    performance=show,
                    starts=slot.starts,
                    ends=slot.ends,
                    firm=True,
                )
            )
    PerformanceTroupe.objects.bulk_create(parts)
    Booking.objects.bulk_create(bookings)


def _sweep() -> Comparison:
    def fetched() -> None:
        """Read as the sweep reads them, and nothing judged."""
        shelf = Shelf()
        _consume(shelf.lines(Booking.objects.all()))
        _consume(shelf.shows(standing._shows(None, None)))

    def joined() -> None:
        _consume(with_what_is_judged(Booking.objects.all()).iterator(CHUNK))

    return Comparison(
        f"A sweep of {SHOWS:,} shows",
        ("the shows and their bookings fetched", fetched),
        [("check_conflicts", check_conflicts), ("the bookings alone, joined", joined)],
        runs=1,
        wanted=1 / 3,
    )


def _consume(rows: Iterator) -> None:
    deque(rows, maxlen=0)


# --- The neighbours of a booking -----------------------------------------------------


def _fill_up(resources: list[Resource], size: int) -> None:
    """Rehearsals long ago until the resources have `size` bookings between them."""
    known = Booking.objects.filter(resource__in=resources, performance=None).count()
    base = epoch(clock.now()) - 4_000 * DAY
    with gate.opened():
        for first in range(known, size, BATCH * 4):
            Booking.objects.bulk_create(
                Booking(
                    resource=resources[number % len(resources)],
                    kind="rehearsal",
                    starts=base - 2 * HOUR * (number // len(resources)),
                    ends=base - 2 * HOUR * (number // len(resources)) + HOUR,
                    firm=True,
                )
                for number in range(first, min(first + BATCH * 4, size))
            )


def _neighbours(resources: list[Resource], size: int) -> Comparison:
    chance = Random(size)
    last = epoch(clock.now()) - 4_000 * DAY
    span = 2 * HOUR * (size // len(resources))
    asked = []
    for _number in range(LOOKUPS):
        resource = chance.choice(resources)
        slot = Slot(at := last - chance.randrange(span), at + HOUR)
        asked.append((resource.pk, slot))

    def bare() -> None:
        for key, slot in asked:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT id FROM performances_booking WHERE resource_id = %s "
                    "AND starts < %s ORDER BY starts DESC LIMIT 1",
                    [key, slot.starts],
                )
                cursor.fetchall()

    def found() -> None:
        for one in asked:
            nearest([one])

    return Comparison(
        f"{LOOKUPS} bookings among {size:,}",
        ("a bare indexed lookup", bare),
        [("the nearest before and after, as judging asks", found)],
        wanted=1 / 2,
    )


# --- The guard ------------------------------------------------------------------------


def _guarded(resources: list[Resource]) -> Comparison:
    ahead = epoch(clock.now()) + 20_000 * DAY

    def write() -> None:
        with transaction.atomic(), gate.opened():
            for number in range(WRITES):
                Booking.objects.create(
                    resource=resources[number % len(resources)],
                    starts=ahead + number * HOUR,
                    ends=ahead + (number + 1) * HOUR,
                    firm=True,
                )
            transaction.set_rollback(True)

    return Comparison(
        f"{WRITES:,} bookings written among 1,000,000",
        ("without the guard", _without_guard(write)),
        [("with the guard", write)],
        wanted=1 / 3,
    )


def _remove_guard() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {guard.TABLE} DROP CONSTRAINT {guard.NAME}")
            return
        for act in ("insert", "update"):
            cursor.execute(f"DROP TRIGGER {guard.NAME}_{act}")


def _without_guard(act: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        with transaction.atomic():
            _remove_guard()
            act()
            transaction.set_rollback(True)

    return run

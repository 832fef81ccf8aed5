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
from tests.benchmarks import many_shows
from tests.benchmarks.measure import Comparison, progress
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

SHOWS = 100_000
TROUPES = 75
STEP = 100_000
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
        _lay(troupes[0], venues[0], of_troupe[0], of_venue[0])
    many_shows.settle()
    return of_troupe


def _lay(troupe: Troupe, venue: Venue, of_troupe: Resource, of_venue: Resource) -> None:
    """Copies of one show; each is the first of rows made one after another."""
    begins = clock.midnight(clock.now()) + timedelta(hours=15, days=-1_000)
    show = Performance.objects.create(
        title="惠民演出",
        status="confirmed",
        venue=venue,
        region=venue.region,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=90),
        created_at=begins,
        changed_at=begins,
        public_changed_at=begins,
    )
    part = PerformanceTroupe.objects.create(performance=show, troupe=troupe)
    slot = Slot.of(show.starts_at, show.ends_at)
    booking = Booking.objects.create(
        resource=of_troupe, performance=show, firm=True,
        starts=slot.starts, ends=slot.ends,
    )  # fmt: skip
    turn, plays = f"((i - 1) / {TROUPES} + 1)", f"((i - 1) %% {TROUPES})"
    where = f"(4 * {plays} + {turn} %% 4)"
    own = {"performance_id": f"{show.pk} + i"}
    copied = (
        (Performance, show.pk, many_shows.another(f"{show.pk} + i")
            | many_shows.evenly(begins, timedelta(days=2), turn)
            | {"venue_id": f"{venue.pk} + {where}"}),
        (PerformanceTroupe, part.pk, own | {"troupe_id": f"{troupe.pk} + {plays}"}),
    )  # fmt: skip
    times = {
        "starts": f"{slot.starts} + {2 * DAY} * {turn}",
        "ends": f"{slot.ends} + {2 * DAY} * {turn}",
    }
    for model, key, changed in copied:
        many_shows.copied(model, key, changed, SHOWS)
    for resource in (f"{of_troupe.pk} + {plays}", f"{of_venue.pk} + {where}"):
        changed = own | times | {"resource_id": resource}
        many_shows.copied(Booking, booking.pk, changed, SHOWS)
        progress("shows and half of their bookings laid", SHOWS, SHOWS)
    show.delete()


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
    """Rehearsals long ago until the resources have `size` bookings between them, copied
    from one by the database itself."""
    known = Booking.objects.filter(resource__in=resources, performance=None).count()
    base = epoch(clock.now()) - 4_000 * DAY
    first, count = resources[0].pk, len(resources)
    with gate.opened():
        one = Booking.objects.create(
            resource=resources[0], kind="rehearsal", firm=True,
            starts=base + 2 * HOUR, ends=base + 3 * HOUR,
        )  # fmt: skip
        for done in range(known, size, STEP):
            number = f"({done} + i - 1)"
            starts = f"{base} - {2 * HOUR} * ({number} / {count})"
            changed = {
                "resource_id": f"{first} + {number} %% {count}",
                "starts": starts,
                "ends": f"{starts} + {HOUR}",
            }
            many_shows.copied(Booking, one.pk, changed, min(STEP, size - done))
            progress("bookings laid", min(done + STEP, size), size)
        one.delete()


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
        runs=5,
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

"""The firm bookings just before and just after a slot, found by index alone."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from django.db import connection

from ..models import Booking
from ..slots import Slot

TABLE = Booking._meta.db_table
# Asked in one statement at most: SQLite takes 500 parts of a compound, and so many
# values.
MOST_SLOTS, MOST_VALUES = 100, 20_000

# Resource id and slot.
Asked = tuple[int, Slot]


def nearest(
    asked: Sequence[Asked],
    *,
    leaving_out: Collection[int] = (),
    leaving_out_engagements: Collection[int] = (),
) -> set[int]:
    """Ids of the nearest firm bookings around each slot of a resource: the last that
    begins before the slot does, and the first that does not.

    Blackouts do not count: whoever is not available is nowhere, so no road leads from
    there. `leaving_out` are ids of performances and engagements whose bookings an act
    replaces. One statement for up to 100 slots, two index look-ups a slot: loading
    each with all that is judged, and building a query for each, cost ten times as much.
    """
    found: set[int] = set()
    left_out = [*leaving_out, *leaving_out_engagements]
    step = max(1, min(MOST_SLOTS, MOST_VALUES // (2 * (2 + len(left_out)))))
    sizes = len(leaving_out), len(leaving_out_engagements)
    for first in range(0, len(asked), step):
        some = asked[first : first + step]
        values: list[int] = []
        for resource, slot in some:
            values += 2 * [resource, slot.starts, *left_out]
        with connection.cursor() as cursor:
            cursor.execute(_statement(len(some), *sizes), values)
            found.update(key for (key,) in cursor.fetchall())
    return found


@lru_cache(maxsize=256)
def _statement(slots: int, performances: int, engagements: int) -> str:
    """Only names and signs of this file stand in it; the values come with it."""
    without = ""
    for column, count in (
        ("performance_id", performances),
        ("engagement_id", engagements),
    ):
        if count:
            places = ", ".join(["%s"] * count)
            without += f" AND ({column} IS NULL OR {column} NOT IN ({places}))"
    pair = [
        f"SELECT id FROM (SELECT id FROM {TABLE} WHERE resource_id = %s "  # noqa: S608
        f"AND starts {compared} %s AND firm AND kind <> '{Booking.Kind.BLACKOUT}'"
        f"{without} ORDER BY starts {order} LIMIT 1) AS one"
        for compared, order in (("<", "DESC"), (">=", "ASC"))
    ]
    return " UNION ALL ".join(pair * slots)

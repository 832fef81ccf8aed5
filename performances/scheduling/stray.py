"""Whether stored bookings are what is demanded of them (rule 5.2)."""

from collections.abc import Iterable

from ..models import Booking, Engagement, Performance
from .bonds import Bonds
from .demands import Demand, demands, engagement_demands

# Resource, for whose sake, from, to, firm, exclusive.
_Stored = tuple[str, str, int, int, bool, bool]


def _stored(bookings: Iterable[Booking]) -> set[_Stored]:
    return {
        (
            b.resource.key,
            b.via.key if b.via else "",
            b.starts,
            b.ends,
            b.firm,
            b.exclusive,
        )
        for b in bookings
    }


def _wanted(demanded: Iterable[Demand], bonds: Bonds) -> set[_Stored]:
    """What has to be stored: every part of each demand, and what exclusions add."""
    found: set[_Stored] = set()
    for demand in demanded:
        key, firm, exclusive = demand.resource.key, demand.firm, demand.exclusive
        for piece in demand.slot.pieces():
            found.add((key, "", piece.starts, piece.ends, firm, exclusive))
            for bond in bonds.get(key, ()):
                if piece.ends > bond.holds_from:
                    shared = bond.shared.key
                    found.add((shared, key, piece.starts, piece.ends, firm, exclusive))
    return found


def is_astray(show: Performance, bonds: Bonds) -> bool:
    stored = (b for b in show.bookings.all() if b.kind == Booking.Kind.SHOW)
    return _wanted(demands(show, show.cast), bonds) != _stored(stored)


def is_astray_too(row: Engagement, bonds: Bonds) -> bool:
    wanted = _wanted(engagement_demands(row, row.cast), bonds)
    return wanted != _stored(row.bookings.all())

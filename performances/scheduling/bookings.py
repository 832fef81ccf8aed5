"""Makes bookings what is demanded of them (rules 5.2 and 5.3)."""

from collections.abc import Sequence

from django.db.models import Model

from ..models import Booking, Engagement, Performance
from .bonds import Bonds, all_bonds, hidden_bookings
from .demands import Demand, demands, engagement_demands
from .resources import resource_ids


def book_shows(shows: Sequence[tuple[Performance, list[Model]]], bonds: Bonds) -> None:
    """Deletes the show bookings of all, then inserts what each demands with its cast
    and what `bonds` add to it.

    All old ones go before any new one comes, or the guard would refuse chains and
    swaps that are legal as a whole. Three queries; the resources exist and are locked.
    """
    Booking.objects.filter(
        performance__in=[show for show, _cast in shows], kind=Booking.Kind.SHOW
    ).delete()
    wanted = [(show, demand) for show, cast in shows for demand in demands(show, cast)]
    _insert([({"performance": show}, demand) for show, demand in wanted], bonds)


def book_engagements(rows: Sequence[tuple[Engagement, list[Model]]]) -> None:
    """The same for engagements."""
    Booking.objects.filter(engagement__in=[row for row, _cast in rows]).delete()
    wanted = [
        ({"engagement": row, "kind": row.kind}, demand)
        for row, cast in rows
        for demand in engagement_demands(row, cast)
    ]
    _insert(wanted, all_bonds() if wanted else {})


def _insert(wanted: Sequence[tuple[dict, Demand]], bonds: Bonds) -> None:
    ids = resource_ids(demand.owner for _reason, demand in wanted)
    rows = [
        Booking(
            resource_id=ids[demand.resource.key],
            starts=piece.starts,
            ends=piece.ends,
            firm=demand.firm,
            exclusive=demand.exclusive,
            **reason,
        )
        for reason, demand in wanted
        for piece in demand.slot.pieces()
    ]
    keys = {pk: key for key, pk in ids.items()}
    Booking.objects.bulk_create([*rows, *hidden_bookings(rows, keys, bonds)])

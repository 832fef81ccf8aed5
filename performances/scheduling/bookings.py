"""Makes the bookings of shows what their statuses demand (rules 5.2 and 5.3)."""

from collections.abc import Sequence

from django.db.models import Q

from troupes.models import Troupe

from ..models import Booking, Performance, Resource
from .demands import Demand, demands


def book(shows: Sequence[tuple[Performance, list[Troupe]]]) -> None:
    """Deletes the show bookings of all, then inserts what each demands with its cast.

    All old ones go before any new one comes, or the guard would refuse chains and
    swaps that are legal as a whole. Four queries; the resources exist and are locked.
    """
    Booking.objects.filter(
        performance__in=[show for show, _cast in shows], kind=Booking.Kind.SHOW
    ).delete()
    wanted = [(show, demand) for show, cast in shows for demand in demands(show, cast)]
    resources = _resources([demand for _show, demand in wanted])
    Booking.objects.bulk_create(
        Booking(
            performance=show,
            resource_id=resources[demand.troupe_id, demand.venue_id],
            starts=demand.starts,
            ends=demand.ends,
            firm=demand.firm,
            exclusive=demand.exclusive,
        )
        for show, demand in wanted
    )


def _resources(wanted: list[Demand]) -> dict[tuple[int | None, int | None], int]:
    rows = Resource.objects.filter(
        Q(troupe__in=[d.troupe_id for d in wanted if d.troupe_id])
        | Q(venue__in=[d.venue_id for d in wanted if d.venue_id])
    )
    return {(row.troupe_id, row.venue_id): row.pk for row in rows}

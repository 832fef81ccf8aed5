"""What else stood in the calendar when a show is entered after it took place."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ulanmuqi.base.quotes import within_quotes

from ..models import Booking, Performance, Resource, owned_by
from ..slots import MAX_BOOKING_SECONDS
from .demands import demands

# More than so many is no clash but a wrong day.
_MOST = 10


def clashes_of(show: Performance) -> list[dict[str, Any]]:
    """Firm bookings of what the show took, at its time, and other shows nobody had
    planned (two telephones enter one evening ten minutes apart): plain values, kept
    with the record, what its troupes were down for first. One query; the show is booked
    already, and softly."""
    wanted = [one for one in demands(show, show.cast) if one.exclusive]
    if not wanted:
        return []
    slot = wanted[0].slot
    found = (
        Booking.objects.filter(
            resource__in=Resource.objects.filter(
                owned_by([one.owner for one in wanted])
            ),
            exclusive=True,
            via=None,
            starts__lt=slot.ends,
            ends__gt=slot.starts,
            starts__gt=slot.starts - MAX_BOOKING_SECONDS,
        )
        .filter(Q(firm=True) | Q(performance__entered_after=True))
        .exclude(performance=show)
        .select_related("performance", "engagement", "resource__troupe",
                        "resource__venue", "resource__truck", "resource__member")
        .order_by("starts", "pk")
    )  # fmt: skip
    return [
        {
            "show": row.performance_id,
            "entry": row.engagement_id,
            "title": str(row.performance or row.engagement or row.note),
            "taken": str(row.resource.owner),
        }
        for row in sorted(found, key=_troupes_first)[:_MOST]
    ]


def _troupes_first(row: Booking) -> bool:
    return row.resource.kind != Resource.Kind.TROUPE


def clash_sentence(clash: dict[str, Any]) -> str:
    """One line for whoever reviews the record."""
    # Translators: zh: %(taken)s同一时间还排有“%(title)s”
    return _("%(taken)s was also down for “%(title)s” at that time") % {
        "taken": clash.get("taken", ""),
        "title": within_quotes(clash.get("title", "")),
    }

"""Offers the transfer between two shows, with the time its road takes filled in."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from troupes.models import Troupe
from ulanmuqi.base import clock, rights

from ..models import Booking, Engagement, Performance
from ..scheduling import EngagementFacts
from ..scheduling.demands import occupied_slot, road_place
from ..scheduling.road_book import Roads
from ..slots import MINUTE, epoch, moment

# Nobody plans a transfer for a show further away than this.
NEXT_WITHIN_SECONDS = 7 * 24 * 3600
_ROUND = 5 * MINUTE


@dataclass(frozen=True, slots=True)
class Offered:
    """The next show of a troupe, and where the form for the transfer is."""

    troupe: Troupe
    show: Performance
    km: float
    hours: float
    url: str


def offers(user: Any, show: Performance) -> list[Offered]:
    """A transfer to the next firm show of each troupe, where it plays elsewhere and
    none is entered. Four queries a troupe and one for the roads."""
    if not show.is_firm or not show.has_hour or show.ends_at < clock.now():
        return []
    found = [_offer(user, show, troupe) for troupe in show.troupes_in_order]
    return [offer for offer in found if offer is not None]


def proposed_transfer(user: Any, query: Any) -> EngagementFacts | None:
    """The transfer asked for by ?from=…&to=…&troupe=…; None for anything else, and
    for shows the user may not see."""
    keys = [query.get(name, "") for name in ("from", "to", "troupe")]
    if not all(key.isascii() and key.isdigit() and len(key) < 12 for key in keys):
        return None
    visible = rights.policy_for(Performance).visible(user, _shows())
    rows = {row.pk: row for row in visible.filter(pk__in=keys[:2])}
    first, second = (rows.get(int(key)) for key in keys[:2])
    troupe = Troupe.objects.filter(pk=keys[2]).first()
    if first is None or second is None or troupe is None:
        return None
    if first == second or first.starts_at >= second.starts_at:
        return None
    return _facts(first, second, troupe)


def _offer(user: Any, show: Performance, troupe: Troupe) -> Offered | None:
    if not rights.may(user, "change", troupe):
        return None
    following = _next(show, troupe)
    if following is None or _is_entered(show, following, troupe):
        return None
    leg = _leg(show, following)
    if leg is None or leg.km == 0 or leg.seconds is None:
        return None
    query = {"from": show.pk, "to": following.pk, "troupe": troupe.pk}
    return Offered(
        troupe,
        following,
        leg.km,
        round(leg.seconds / 3600, 1),
        f"{reverse('engagements:add')}?{urlencode(query)}",
    )


def _next(show: Performance, troupe: Troupe) -> Performance | None:
    ends = occupied_slot(show).ends
    booking = (
        Booking.objects.filter(
            resource__troupe=troupe,
            firm=True,
            performance__isnull=False,
            starts__gte=ends,
            starts__lt=ends + NEXT_WITHIN_SECONDS,
        )
        .order_by("starts")
        .first()
    )
    if booking is None:
        return None
    following = _shows().get(pk=booking.performance_id)
    return following if following.has_hour else None


def _is_entered(first: Performance, second: Performance, troupe: Troupe) -> bool:
    between = Engagement.objects.between(first.ends_at, second.starts_at)
    entered = between.filter(
        kind=Engagement.Kind.TRANSFER, parts__resource__troupe=troupe
    )
    return entered.exists()


def _facts(first: Performance, second: Performance, troupe: Troupe) -> EngagementFacts:
    """Sets out when the strike is done; the trucks that play in both go along."""
    starts = moment(occupied_slot(first).ends)
    leg = _leg(first, second)
    seconds = leg.seconds if leg is not None and leg.seconds else 3600
    along = [one for one in first.along_in_order if one in second.along_in_order]
    return EngagementFacts(
        kind=Engagement.Kind.TRANSFER,
        starts_at=starts,
        ends_at=_rounded_up(starts, seconds),
        takes=(troupe, *along),
        from_venue=first.venue,
        from_region=first.region,
        venue=second.venue,
        region=second.region,
    )


def _rounded_up(starts: datetime, seconds: int) -> datetime:
    return moment(ceil((epoch(starts) + seconds) / _ROUND) * _ROUND)


def _leg(first: Performance, second: Performance) -> Any:
    origin = road_place(first.venue, first.region)
    destination = road_place(second.venue, second.region)
    if origin is None or destination is None:
        return None
    ends = occupied_slot(first).ends
    return Roads(since=ends)(origin, destination, ends)


def _shows() -> Any:
    return Performance.objects.for_cards().prefetch_related(
        "along_parts__resource__truck", "along_parts__resource__member__troupe"
    )

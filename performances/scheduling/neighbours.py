"""The bookings an act must be judged against, found by index."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from ..conflicts import Claim, ResourceRef
from ..models import Booking
from ..slots import MAX_BOOKING_SECONDS
from .demands import standing_claim
from .workdays import workdays


def neighbours(
    claims: Iterable[Claim], *, leaving_out: Iterable[int] = ()
) -> list[Claim]:
    """Standing claims that overlap the proposed ones and, for whatever travels, the
    nearest firm ones before and after; and, light, what troupes and members do in
    the days around (`workdays`).

    `leaving_out` are ids of performances whose bookings the act replaces. Three
    queries, and two small ones for each travelling claim, whatever the season's size.
    """
    claims = list(claims)
    if not claims:
        return []
    rows = Booking.objects.exclude(performance__in=list(leaving_out))
    overlapping = Q(pk__in=[])
    for claim in claims:
        overlapping |= _of(claim.resource) & Q(
            starts__lt=claim.slot.ends,
            ends__gt=claim.slot.starts,
            starts__gt=claim.slot.starts - MAX_BOOKING_SECONDS,
        )
    loaded = with_what_is_judged(rows)
    found = {booking.pk: booking for booking in loaded.filter(overlapping)}
    nearest = {
        key for claim in claims if claim.travels for key in _nearest(rows, claim)
    } - set(found)
    if nearest:
        found |= {b.pk: b for b in with_what_is_judged(rows.filter(pk__in=nearest))}
    around = workdays(rows, claims, known=found)
    return [*(standing_claim(booking) for booking in found.values()), *around]


def _nearest(rows: QuerySet, claim: Claim) -> list[int]:
    """Their ids: loading each with all that is judged costs ten times as much."""
    mine = rows.filter(_of(claim.resource), firm=True).values_list("pk", flat=True)
    before = mine.filter(starts__lt=claim.slot.starts).order_by("-starts")[:1]
    after = mine.filter(starts__gte=claim.slot.starts).order_by("starts")[:1]
    return [*before, *after]


def _of(resource: ResourceRef) -> Q:
    kind, key = resource.key.split(":")
    if kind in ("troupe", "venue"):
        return Q(**{f"resource__{kind}": int(key)})
    return Q(resource=int(key))


def with_what_is_judged(rows: QuerySet) -> QuerySet:
    """Loads all that `standing_claim` reads, in the same query."""
    return rows.select_related(
        "resource__troupe",
        "resource__venue",
        "performance__venue__region__league",
        "performance__region__league",
    )

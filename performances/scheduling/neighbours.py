"""The bookings an act must be judged against, found by index."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from ..conflicts import Claim, ResourceKind, ResourceRef
from ..models import Booking, Resource
from ..slots import MAX_BOOKING_SECONDS
from .stored import standing_claims, with_what_is_judged
from .workdays import workdays


def neighbours(
    claims: Iterable[Claim],
    *,
    leaving_out: Iterable[int] = (),
    leaving_out_engagements: Iterable[int] = (),
) -> list[Claim]:
    """Standing claims that overlap the proposed ones and, for whatever travels, the
    nearest firm ones before and after; for a troupe, where its lent members are, and
    for a lent member, where the home troupe plays; and, light, what troupes and members
    do in the days around (`workdays`).

    `leaving_out` are ids of performances whose bookings the act replaces. Three
    queries, and two small ones for each travelling claim, whatever the season's size.
    """
    claims = list(claims)
    if not claims:
        return []
    rows = Booking.objects.exclude(performance__in=list(leaving_out))
    if leaving_out_engagements:
        rows = rows.exclude(engagement__in=list(leaving_out_engagements))
    known = _resources(claims)
    overlapping = Q(pk__in=[])
    for claim in claims:
        overlapping |= Q(
            resource__in=_near(claim, known),
            starts__lt=claim.slot.ends,
            ends__gt=claim.slot.starts,
            starts__gt=claim.slot.starts - MAX_BOOKING_SECONDS,
        )
    loaded = with_what_is_judged(rows)
    found = {booking.pk: booking for booking in loaded.filter(overlapping)}
    nearest = {
        key
        for claim in claims
        if claim.travels
        for key in _nearest(rows, claim, known.get(claim.resource.key, ()))
    } - set(found)
    if nearest:
        found |= {b.pk: b for b in with_what_is_judged(rows.filter(pk__in=nearest))}
    around = workdays(rows, claims, known=found)
    return [*standing_claims(found.values()), *around]


def _resources(claims: Sequence[Claim]) -> dict[str, list[int]]:
    """Ids of the resources claimed, by key, and of the lent members of each troupe
    under the troupe's key with @. One query; booking rows are then found by id."""
    refs = {claim.resource for claim in claims}
    refs |= {claim.home for claim in claims if claim.home is not None}
    wanted = Q(pk__in=[])
    for ref in refs:
        wanted |= _of(ref)
        if ref.kind is ResourceKind.TROUPE:
            wanted |= Q(member__troupe=_owner_id(ref))
    found: dict[str, list[int]] = {}
    for row in Resource.objects.filter(wanted).select_related("member"):
        found.setdefault(row.key, []).append(row.pk)
        if row.member is not None:
            found.setdefault(f"@troupe:{row.member.troupe_id}", []).append(row.pk)
    return found


def _near(claim: Claim, known: dict[str, list[int]]) -> list[int]:
    key = claim.resource.key
    home = claim.home.key if claim.home is not None else ""
    return [*known.get(key, ()), *known.get(f"@{key}", ()), *known.get(home, ())]


def _nearest(rows: QuerySet, claim: Claim, ids: Sequence[int]) -> list[int]:
    """Their ids: loading each with all that is judged costs ten times as much.

    Whatever is not available is nowhere, so no road leads from it.
    """
    mine = rows.filter(resource__in=ids, firm=True).values_list("pk", flat=True)
    mine = mine.exclude(kind=Booking.Kind.BLACKOUT)
    before = mine.filter(starts__lt=claim.slot.starts).order_by("-starts")[:1]
    after = mine.filter(starts__gte=claim.slot.starts).order_by("starts")[:1]
    return [*before, *after]


def _of(resource: ResourceRef) -> Q:
    return Q(**{resource.kind.value: _owner_id(resource)})


def _owner_id(resource: ResourceRef) -> int:
    return int(resource.key.split(":")[1])

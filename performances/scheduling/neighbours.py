"""The bookings an act must be judged against, found by index."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from ..conflicts import Claim, ResourceKind, ResourceRef
from ..models import Booking, Resource
from ..slots import MAX_BOOKING_SECONDS
from .nearest import nearest
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

    `leaving_out` are ids of performances whose bookings the act replaces. Five
    queries for an act of up to 100 claims, whatever the season's size.
    """
    claims, leaving_out = list(claims), list(leaving_out)
    leaving_out_engagements = list(leaving_out_engagements)
    if not claims:
        return []
    rows = Booking.objects.exclude(performance__in=leaving_out)
    if leaving_out_engagements:
        rows = rows.exclude(engagement__in=leaving_out_engagements)
    known = _resources(claims)
    overlapping = Q(pk__in=[])
    for claim in claims:
        overlapping |= Q(
            resource__in=_near(claim, known),
            starts__lt=claim.slot.ends,
            ends__gt=claim.slot.starts,
            starts__gt=claim.slot.starts - MAX_BOOKING_SECONDS,
        )
    met = set(rows.filter(overlapping).order_by().values_list("pk", flat=True))
    met |= _beside(claims, known, leaving_out, leaving_out_engagements)
    # Most acts meet nobody, and what is judged is much to ask for.
    found = with_what_is_judged(Booking.objects.filter(pk__in=met)) if met else ()
    around = workdays(rows, claims, known=met)
    return [*standing_claims(found), *around]


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


def _beside(
    claims: Sequence[Claim],
    known: dict[str, list[int]],
    leaving_out: Collection[int],
    leaving_out_engagements: Collection[int],
) -> set[int]:
    """Ids of the firm bookings next to whatever travels."""
    asked = [
        (resource, claim.slot)
        for claim in claims
        if claim.travels
        for resource in known.get(claim.resource.key, ())
    ]
    return nearest(
        asked,
        leaving_out=leaving_out,
        leaving_out_engagements=leaving_out_engagements,
    )


def _of(resource: ResourceRef) -> Q:
    return Q(**{resource.kind.value: _owner_id(resource)})


def _owner_id(resource: ResourceRef) -> int:
    return int(resource.key.split(":")[1])

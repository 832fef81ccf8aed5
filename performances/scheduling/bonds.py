"""What exclusions add to a claim: the hidden resource each of their members shares.

Whatever books a member of an exclusion books what its members share as well, for the
same time; the rules and the guard then keep them apart like anything else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..conflicts import Claim, ResourceKind, ResourceRef
from ..models import Booking, ExclusionResource


@dataclass(frozen=True, slots=True)
class Bond:
    """One exclusion as it binds one of its members."""

    shared: ResourceRef
    resource_id: int
    member_id: int
    holds_from: int


Bonds = Mapping[str, tuple[Bond, ...]]


def all_bonds() -> Bonds:
    """Every member's bonds by its key; one query. Exclusions are few: tens."""
    found: dict[str, tuple[Bond, ...]] = {}
    rows = ExclusionResource.objects.select_related("exclusion__resource", "resource")
    for row in rows.order_by("exclusion_id", "id"):
        exclusion = row.exclusion
        bond = Bond(
            ResourceRef(
                exclusion.resource.key,
                ResourceKind.EXCLUSION,
                exclusion.name,
                exclusion.why,
            ),
            exclusion.resource.pk,
            row.resource_id,
            exclusion.holds_from,
        )
        key = row.resource.key
        found[key] = (*found.get(key, ()), bond)
    return found


def with_bonds(claims: Iterable[Claim], bonds: Bonds) -> list[Claim]:
    """The claims, and after them those to what their exclusions share."""
    own = [claim for claim in claims if claim.via is None]
    return own + [
        replace(claim, resource=bond.shared, via=claim.resource, home=None)
        for claim in own
        for bond in bonds.get(claim.resource.key, ())
        if claim.slot.ends > bond.holds_from
    ]


def hidden_bookings(
    bookings: Iterable[Booking], keys: Mapping[int, str], bonds: Bonds
) -> list[Booking]:
    """The hidden rows that have to stand beside these; `keys` by resource id."""
    return [
        Booking(
            performance_id=row.performance_id,
            engagement_id=row.engagement_id,
            kind=row.kind,
            resource_id=bond.resource_id,
            via_id=row.resource_id,
            starts=row.starts,
            ends=row.ends,
            firm=row.firm,
            exclusive=row.exclusive,
        )
        for row in bookings
        for bond in bonds.get(keys[row.resource_id], ())
        if row.ends > bond.holds_from
    ]

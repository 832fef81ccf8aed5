"""Rows that can be booked as the judge sees them, whatever their kind."""

from collections.abc import Iterable

from django.db.models import Model

from ..conflicts import ResourceKind, ResourceRef
from ..models import Resource, kind_of, owned_by


def ref_of(owner: Model) -> ResourceRef:
    """The reference of a troupe, venue, truck, member or exclusion."""
    kind = kind_of(owner)
    why = getattr(owner, "why", "")
    return ResourceRef(f"{kind}:{owner.pk}", ResourceKind(kind), str(owner), why)


def resource_ids(owners: Iterable[Model]) -> dict[str, int]:
    """Ids of the resources by their key; one query."""
    return {row.key: row.pk for row in Resource.objects.filter(owned_by(owners))}


def make_missing(owners: Iterable[Model]) -> None:
    """Makes the resources that were never booked; race-safe. One or two queries."""
    wanted = {ref_of(owner).key: owner for owner in owners}
    missing = wanted.keys() - resource_ids(wanted.values()).keys()
    if missing:
        Resource.objects.bulk_create(
            (_resource(wanted[key]) for key in sorted(missing)), ignore_conflicts=True
        )


def _resource(owner: Model) -> Resource:
    kind = kind_of(owner)
    return Resource(kind=kind, **{f"{kind}_id": owner.pk})

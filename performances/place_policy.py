"""Who adds a place on the road, and who looks at it afterwards."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import row_policy
from ulanmuqi.places.models import Region

from .models import AddedPlace


class AddedPlacePolicy:
    """A troupe's people see what their troupe added; the coordinators of the place
    complete it. Verbs: view, change."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        reach = Q(troupe__in=scope.troupes | scope.member_of)
        if scope.coordinates:
            reach |= scope.in_regions("venue__region__path")
        return rows.filter(reach)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, AddedPlace):
            inside = scope.troupes or scope.member_of
            return scope.coordinates or (verb == "view" and bool(inside))
        if verb == "view":
            return self.visible(user, AddedPlace.objects.filter(pk=row.pk)).exists()
        return verb == "change" and scope.covers(row.venue.region)


def lies_at_home(troupe: Troupe, region: Region) -> bool:
    """Whether the region is the troupe's own banner (a league's troupe: its league) or
    lies in it."""
    return region.path.startswith(troupe.region.path)


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(AddedPlace, AddedPlacePolicy())

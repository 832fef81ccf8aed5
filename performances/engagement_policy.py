"""Who may book time without a show, and who keeps things apart (architecture 5.11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.crew_rights import may_take_along
from troupes.models import Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base import clock, row_policy
from ulanmuqi.places.models import Region, Venue

from .models import Engagement, Exclusion, Resource

_BLACKOUT = Engagement.Kind.BLACKOUT


class EngagementPolicy:
    """A troupe books its own people and trucks, and a hall for them to rehearse in;
    a venue's contact says when the venue is not available; coordinators everything of
    their region. Whoever may take all of it may change and delete it."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        own = scope.troupes | scope.member_of
        mine = Q(troupe__in=own) | Q(truck__troupe__in=own) | Q(member__troupe__in=own)
        mine |= Q(venue__in=scope.venues)
        for path in ("troupe", "venue", "truck"):
            if scope.coordinates:
                mine |= scope.in_regions(f"{path}__region__path")
        if scope.coordinates:
            mine |= scope.in_regions("member__troupe__region__path")
        reach = Resource.objects.filter(mine)
        keys = Engagement.objects.filter(parts__resource__in=reach).values("pk")
        return rows.filter(pk__in=keys)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Engagement):
            if verb == "view":
                inside = scope.troupes or scope.member_of or scope.venues
                return scope.coordinates or bool(inside)
            return scope.coordinates or bool(scope.troupes or scope.venues)
        if verb == "view":
            return self.visible(user, Engagement.objects.filter(pk=row.pk)).exists()
        if scope.everywhere:
            return True
        takes = row.cast
        if verb == "accept":
            return bool(takes) and all(scope.covers(home_of(one)) for one in takes)
        return self.denied(user, row.kind, takes, row.starts_at) is None

    def denied(
        self, user: Any, kind: str, takes: Sequence[Model], starts_at: datetime
    ) -> Model | None:
        """The first of these that the user may not take; None when all are theirs."""
        scope = scope_of(user)
        day = starts_at.astimezone(clock.SHANGHAI).date()
        halls = [one for one in takes if isinstance(one, Venue)]
        others = [one for one in takes if not isinstance(one, Venue)]
        for one in others:
            if isinstance(one, Troupe):
                mine = scope.covers(one.region) or one.pk in scope.troupes
            else:
                mine = may_take_along(user, one, day)
            if not mine:
                return one
        # A hall comes along with whoever rehearses in it.
        for hall in halls:
            if not self._may_take_hall(scope, kind, hall, comes_along=bool(others)):
                return hall
        return None

    @staticmethod
    def _may_take_hall(
        scope: Scope, kind: str, hall: Venue, *, comes_along: bool
    ) -> bool:
        if scope.covers(hall.region):
            return True
        if kind == _BLACKOUT:
            return hall.pk in scope.venues
        return comes_along


class ExclusionPolicy:
    """Coordinators keep things apart, all of which are of their region."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        if not scope.coordinates:
            return rows.none()
        mine = scope.in_regions("troupe__region__path")
        for path in ("venue__region__path", "truck__region__path"):
            mine |= scope.in_regions(path)
        mine |= scope.in_regions("member__troupe__region__path")
        reach = Resource.objects.filter(mine)
        keys = Exclusion.objects.filter(parts__resource__in=reach).values("pk")
        return rows.filter(pk__in=keys)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Exclusion) or row.pk is None:
            return scope.coordinates
        if verb == "view":
            return self.visible(user, Exclusion.objects.filter(pk=row.pk)).exists()
        return self.may_bind(user, [part.resource.owner for part in row.parts.all()])

    def may_bind(self, user: Any, members: Sequence[Model]) -> bool:
        scope = scope_of(user)
        if not scope.coordinates:
            return False
        return all(scope.covers(home_of(one)) for one in members)


def home_of(owner: Model) -> Region | None:
    """The region a troupe, venue, truck or member is at home in."""
    if isinstance(owner, Troupe | Venue):
        return owner.region
    return getattr(owner, "home", None)


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(Engagement, EngagementPolicy())
    row_policy.register(Exclusion, ExclusionPolicy())

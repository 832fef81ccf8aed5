"""Who plans, reports and reviews training, keeps the art advisers, adopts works."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.models import Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base import row_policy

from .models import ArtAdviser, TrainingSession, WorkAdoption

CHANGES = frozenset({"change", "cancel", "delete"})


class TrainingPolicy:
    """Coordinators of the region it lies in, or of every troupe that attends, plan and
    review it; a troupe's own people plan what their troupe does alone, and say how many
    of theirs were there. Verbs: view, add, change, cancel, report, review."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        reach = Q(troupes__in=scope.troupes | scope.member_of)
        if scope.coordinates:
            reach |= scope.in_regions("region__path")
            reach |= scope.in_regions("troupes__region__path")
        keys = TrainingSession.objects.filter(reach).values("pk")
        return rows.filter(pk__in=keys)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, TrainingSession):
            if verb == "view":
                return scope.coordinates or bool(scope.troupes or scope.member_of)
            return scope.coordinates or bool(scope.troupes)
        if verb == "view":
            return self.visible(
                user, TrainingSession.objects.filter(pk=row.pk)
            ).exists()
        if scope.everywhere:
            return True
        troupes = row.troupes_in_order
        if verb == "review":
            return self._coordinates(scope, row, troupes)
        if verb == "report":
            return bool(self.reports_for(user, row))
        if verb not in CHANGES:
            return False
        return bool(troupes) and all(_is_own(scope, troupe) for troupe in troupes)

    def reports_for(self, user: Any, row: TrainingSession) -> list[Troupe]:
        """Those of its troupes whose people the user may count."""
        scope = scope_of(user)
        troupes = row.troupes_in_order
        if scope.everywhere or self._coordinates(scope, row, troupes):
            return troupes
        return [troupe for troupe in troupes if _is_own(scope, troupe)]

    @staticmethod
    def _coordinates(scope: Scope, row: TrainingSession, troupes: list[Troupe]) -> bool:
        if not scope.coordinates:
            return False
        if row.region is not None and scope.covers(row.region):
            return True
        return bool(troupes) and all(scope.covers(t.region) for t in troupes)


class AdviserPolicy:
    """Coordinators see every adviser and keep those of their own region; a troupe's
    people see the advisers their troupe was ever paired with."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.coordinates:
            return rows
        own = scope.troupes | scope.member_of
        paired = ArtAdviser.objects.filter(pairings__troupe__in=own)
        return rows.filter(pk__in=paired.values("pk"))

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            if not isinstance(row, ArtAdviser):
                return scope.coordinates or bool(scope.troupes or scope.member_of)
            return self.visible(user, ArtAdviser.objects.filter(pk=row.pk)).exists()
        if not isinstance(row, ArtAdviser):
            return scope.coordinates
        return scope.coordinates and scope.covers(row.region)


class AdoptionPolicy:
    """Everybody inside sees who performs what; a troupe's leader, or a coordinator of
    its region, adopts for it and gives up. Verbs: view, add, change."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).is_inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            return scope.is_inside
        if not isinstance(row, WorkAdoption):
            return verb == "add" and bool(scope.coordinates or scope.led)
        return verb == "change" and self.may_adopt(user, row.troupe)

    def may_adopt(self, user: Any, troupe: Troupe) -> bool:
        scope = scope_of(user)
        return scope.covers(troupe.region) or troupe.pk in scope.led


def _is_own(scope: Scope, troupe: Troupe) -> bool:
    return scope.covers(troupe.region) or troupe.pk in scope.troupes


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(TrainingSession, TrainingPolicy())
    row_policy.register(ArtAdviser, AdviserPolicy())
    row_policy.register(WorkAdoption, AdoptionPolicy())

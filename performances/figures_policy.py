"""Who may see and enter what about figures (architecture 5.11).

Counted figures are public as sums; who lags behind, whose record is missing, and every
target is for those with rights over the troupe alone.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import row_policy

from .models import CarriedOver, ReportLayout, Target, YearlyGoals


def troupes_of(user: Any) -> QuerySet[Troupe]:
    """Those whose figures, missing records and targets the user may see: all of a
    region they coordinate, and their own troupe."""
    scope = scope_of(user)
    if scope.everywhere:
        return Troupe.objects.all()
    reach = Q(pk__in=scope.troupes | scope.member_of)
    if scope.coordinates:
        reach |= scope.in_regions("region__path")
    return Troupe.objects.filter(reach)


def may_look(user: Any) -> bool:
    """Whether there is any troupe whose figures are the user's business."""
    scope = scope_of(user)
    return bool(scope.coordinates or scope.troupes or scope.member_of)


class CarriedOverPolicy:
    """A troupe's people see its own; its leader and editor, and those who coordinate
    its region, enter and change them."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        return rows.filter(troupe__in=troupes_of(user))

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, CarriedOver):
            if verb == "view":
                return may_look(user)
            return bool(scope.coordinates or scope.troupes)
        if scope.covers(row.troupe.region) or row.troupe_id in scope.troupes:
            return True
        return verb == "view" and row.troupe_id in scope.member_of


class TargetPolicy:
    """Those who coordinate a troupe's region set its target, and those who coordinate
    the whole region what holds for all; the troupe's people read both."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        if scope_of(user).everywhere:
            return rows
        if not may_look(user):
            return rows.none()
        return rows.filter(Q(troupe=None) | Q(troupe__in=troupes_of(user)))

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Target):
            return may_look(user) if verb == "view" else scope.coordinates
        if verb == "view":
            return self.visible(user, Target.objects.filter(pk=row.pk)).exists()
        if row.troupe is None:
            return scope.everywhere
        return scope.covers(row.troupe.region)


class GoalsPolicy:
    """What holds everywhere is for those who coordinate everywhere."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).everywhere else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        return scope_of(user).everywhere


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(CarriedOver, CarriedOverPolicy())
    row_policy.register(Target, TargetPolicy())
    row_policy.register(YearlyGoals, GoalsPolicy())
    row_policy.register(ReportLayout, GoalsPolicy())

"""Who may say what about roads: the coordinators of a region either end lies in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from troupes.rights import Scope, scope_of
from ulanmuqi.base import row_policy
from ulanmuqi.places.models import Region

from .models import RoadLeg, RoadNotice, RoadRules


class RoadPolicy:
    """Everyone inside may look: a closed road is news for every driver.

    A leg between two leagues is both their coordinators' to write, and so is a
    notice on a road that crosses them.
    """

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).is_inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            return scope.is_inside
        if not isinstance(row, RoadLeg | RoadNotice):
            return scope.coordinates
        return scope.everywhere or self._covers_any(scope, row.regions)

    @staticmethod
    def _covers_any(scope: Scope, regions: Iterable[Region]) -> bool:
        return any(scope.covers(region) for region in regions)


class RoadRulesPolicy:
    """How roads are reckoned everywhere is for those who coordinate everywhere."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).everywhere else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        return scope_of(user).everywhere


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(RoadLeg, RoadPolicy())
    row_policy.register(RoadNotice, RoadPolicy())
    row_policy.register(RoadRules, RoadRulesPolicy())

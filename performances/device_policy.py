"""Who sees and ends the logins on people's phones (architecture 5.11)."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.models import Membership
from troupes.rights import Scope, scope_of
from ulanmuqi.base import clock, row_policy

from .models import DeviceLogin


class DevicePolicy:
    """Everybody inside sees and ends their own, coordinators those of the people who
    serve in their regions today: a lost phone is reported to them. Who has left is
    nobody's there any more, and their logins end by themselves. Verbs: view, end."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        if not scope.is_inside:
            return rows.none()
        reach = Q(user=user.pk)
        if scope.coordinates:
            reach |= Q(user__in=_people_of(scope))
        return rows.filter(reach)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb not in ("view", "end") or not scope.is_inside:
            return False
        if not isinstance(row, DeviceLogin) or scope.everywhere:
            return True
        if row.user_id == user.pk:
            return True
        return scope.coordinates and row.user_id in set(_people_of(scope))


def _people_of(scope: Scope) -> QuerySet:
    """Users who serve a troupe or venue within the regions coordinated."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    rows = Membership.objects.on(today).filter(
        scope.in_regions("troupe__region__path")
        | scope.in_regions("venue__region__path")
        | scope.in_regions("region__path")
    )
    return rows.values_list("user", flat=True)


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(DeviceLogin, DevicePolicy())

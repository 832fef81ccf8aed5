"""Who handles requests for shows: nobody else learns who asked (architecture 5.11)."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.rights import scope_of
from ulanmuqi.base import row_policy

from .models import Request


class RequestPolicy:
    """A request is handled by those who coordinate its region, and by leaders and
    editors of the troupe it is with. A troupe's members, venues and page editors see
    none: it holds a name and a telephone. Verbs: view, add, answer, hand (to another
    troupe), check (one that is held). To schedule it takes the right over the show."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        reach = Q(troupe__in=scope.troupes)
        if scope.coordinates:
            reach |= scope.in_regions("region__path")
        return rows.filter(reach)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Request):
            return bool(scope.coordinates or scope.troupes)
        if scope.covers(row.region):
            return True
        if verb == "hand":
            return False
        if verb == "add":
            # A troupe enters what somebody at home told it by telephone.
            return row.troupe_id is not None and row.troupe_id in scope.troupes
        return row.troupe_id in scope.troupes


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(Request, RequestPolicy())

"""For which troupes a user enters figures from before."""

from typing import Any

from django.db.models import QuerySet

from troupes.models import Troupe
from troupes.rights import scope_of

from ... import figures_policy


def troupes_to_enter(user: Any) -> QuerySet[Troupe]:
    """Those of a region they coordinate, and those they lead or edit."""
    scope = scope_of(user)
    found = figures_policy.troupes_of(user)
    if not scope.everywhere:
        covered = scope.in_regions("region__path")
        found = found.filter(covered) | found.filter(pk__in=scope.troupes)
    return found.distinct().order_by("region__code", "code")

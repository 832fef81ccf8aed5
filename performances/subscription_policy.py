"""Who may make, see, change and close private calendars (architecture 5.11)."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.models import Membership, Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base import row_policy
from ulanmuqi.places.models import Region, Venue

from .models import DeviceTrial, Subscription

Kind = Subscription.Scope


class SubscriptionPolicy:
    """A troupe's leader and editors keep its calendars, a venue's contact those of the
    venue, coordinators all of their region; everybody inside keeps their own.

    Verbs: view, add, change (its choices), reset, revoke. A coordinator may close a
    person's calendar but not reset it: the new address would show what that person
    sees beyond the coordinator's region.
    """

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        if not sees_a_schedule(scope):
            return rows.none()
        reach = Q(scope=Kind.PERSON, holder=user.pk)
        reach |= Q(scope=Kind.TROUPE, troupe__in=scope.troupes)
        reach |= Q(scope=Kind.VENUE, venue__in=scope.venues)
        if scope.coordinates:
            for path in ("venue__region", "troupe__region", "region"):
                reach |= scope.in_regions(f"{path}__path")
            reach |= Q(scope=Kind.PERSON, holder__in=_people_of(scope))
        return rows.filter(reach)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Subscription):
            return verb in ("view", "add", "change") and sees_a_schedule(scope)
        if row.scope == Kind.PERSON:
            return self._may_with_a_persons(user, scope, verb, row)
        return verb in _VERBS and keeps(scope, row.target)

    @staticmethod
    def _may_with_a_persons(
        user: Any, scope: Scope, verb: str, row: Subscription
    ) -> bool:
        if not sees_a_schedule(scope):
            return False
        if row.holder_id == user.pk:
            return verb in _VERBS
        if verb not in ("view", "revoke") or not scope.coordinates:
            return False
        return scope.everywhere or row.holder_id in set(_people_of(scope))


_VERBS = frozenset({"view", "add", "change", "reset", "revoke"})


def sees_a_schedule(scope: Scope) -> bool:
    """Whether there is anything a calendar of theirs could hold."""
    return bool(scope.coordinates or scope.troupes or scope.member_of or scope.venues)


def keeps(scope: Scope, target: Venue | Troupe | Region | None) -> bool:
    if isinstance(target, Venue):
        return target.pk in scope.venues or scope.covers(target.region)
    if isinstance(target, Troupe):
        return target.pk in scope.troupes or scope.covers(target.region)
    return isinstance(target, Region) and scope.covers(target)


def outlives(user: Any, target: Venue | Troupe | Region) -> bool:
    """Whether a calendar made by this user is made for others: coordinators make
    them for a venue or troupe, whoever else makes one keeps it as long as the post."""
    region = target if isinstance(target, Region) else target.region
    return not isinstance(target, Region) and scope_of(user).covers(region)


def _people_of(scope: Scope) -> QuerySet:
    """Users with a membership within the regions coordinated."""
    rows = Membership.objects.filter(
        scope.in_regions("region__path")
        | scope.in_regions("troupe__region__path")
        | scope.in_regions("venue__region__path")
    )
    return rows.values_list("user", flat=True)


class TrialPolicy:
    """Everyone inside may read what was tried; what the site then promises to everyone
    is written by those who coordinate everywhere."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).is_inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        return scope.is_inside if verb == "view" else scope.everywhere


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(DeviceTrial, TrialPolicy())
    row_policy.register(Subscription, SubscriptionPolicy())

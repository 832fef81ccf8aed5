"""Who may see, keep and book a troupe's trucks and people."""

from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from ulanmuqi.base import clock, row_policy

from .models import Loan, Member, StageTruck
from .rights import scope_of


class TruckPolicy:
    """Coordinators keep the trucks of their regions, a troupe its own. Whoever plans
    shows sees them all, to know what there is; plates ("view_private") only of those
    they may book."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        inside = scope.coordinates or scope.troupes or scope.member_of
        return rows if inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            return bool(scope.coordinates or scope.troupes or scope.member_of)
        if not isinstance(row, StageTruck):
            return bool(scope.coordinates or scope.troupes)
        if scope.covers(row.region):
            return True
        if row.troupe_id is None or row.troupe_id not in scope.troupes:
            return False
        # A truck given to the troupe's region is other people's from then on.
        return verb != "delete" and row.region_id == row.troupe.region_id


class MemberPolicy:
    """Names of people: for the home troupe, its coordinators, and the troupe that
    borrows them, whose loan is not over. Only the home troupe's people write them;
    "book" is naming one in a show, which needs a loan on that day."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        own = scope.troupes | scope.member_of
        today = clock.now().astimezone(clock.SHANGHAI).date()
        borrowed = Loan.objects.filter(troupe__in=scope.troupes, until__gte=today)
        reach = Q(troupe__in=own) | Q(pk__in=borrowed.values("member"))
        if scope.coordinates:
            reach |= scope.in_regions("troupe__region__path")
        return rows.filter(reach)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Member):
            if verb == "view":
                return bool(scope.coordinates or scope.troupes or scope.member_of)
            return bool(scope.coordinates or scope.troupes)
        if verb == "view":
            return self.visible(user, Member.objects.filter(pk=row.pk)).exists()
        if verb == "delete":
            return scope.covers(row.troupe.region)
        return scope.covers(row.troupe.region) or row.troupe_id in scope.troupes


def may_take_along(user: Any, thing: StageTruck | Member, day: date) -> bool:
    """Whether the user may book the truck, or name the member, on that day."""
    policy = TruckPolicy() if isinstance(thing, StageTruck) else MemberPolicy()
    if policy.may(user, "change", thing):
        return True
    if isinstance(thing, StageTruck):
        return False
    borrowers = scope_of(user).troupes
    return any(
        loan.troupe_id in borrowers and loan.covers(day) for loan in thing.loans.all()
    )


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(StageTruck, TruckPolicy())
    row_policy.register(Member, MemberPolicy())

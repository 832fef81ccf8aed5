"""What a user's memberships allow: one policy for every object in the site.

Rules (architecture 5.11): a coordinator acts within a region; a troupe's leader and
editor act for their troupe; a venue's contact sees what plays there; everybody else
sees nothing inside. Rights end with the day a membership ends, without any timer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from ulanmuqi.base import clock, row_policy
from ulanmuqi.places.models import Region, Venue

from .models import Membership, Troupe, Work

WRITING_ROLES = frozenset(
    {Membership.Role.TROUPE_LEADER, Membership.Role.TROUPE_EDITOR}
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The reach of one user on one day.

    `region_paths` are prefixes of Region.path the user coordinates; ("",) is the
    whole region. `troupes` may be written for, those of them in `led` are led;
    `member_of` only read. Below `read_paths` the user checks Mongolian names.
    """

    region_paths: tuple[str, ...] = ()
    edited_paths: tuple[str, ...] = ()
    read_paths: tuple[str, ...] = ()
    troupes: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()
    member_of: frozenset[int] = frozenset()
    venues: frozenset[int] = frozenset()

    @property
    def coordinates(self) -> bool:
        return bool(self.region_paths)

    @property
    def everywhere(self) -> bool:
        return "" in self.region_paths

    @property
    def is_inside(self) -> bool:
        """Whether the user has any business in the admin."""
        return bool(
            self.region_paths
            or self.edited_paths
            or self.read_paths
            or self.troupes
            or self.member_of
            or self.venues
        )

    def covers(self, region: Region | None) -> bool:
        if region is None:
            return self.everywhere
        return any(region.path.startswith(path) for path in self.region_paths)

    @property
    def page_paths(self) -> tuple[str, ...]:
        """Prefixes of Region.path whose pages the user writes."""
        return self.region_paths + self.edited_paths

    @property
    def writes_pages(self) -> bool:
        """Whether there are any pages the user may write."""
        return bool(self.page_paths or self.troupes)

    @property
    def edits_everywhere(self) -> bool:
        return "" in self.page_paths

    def presents(self, region: Region) -> bool:
        """Whether the user writes the pages about what is at home there."""
        return any(region.path.startswith(path) for path in self.page_paths)

    def reads(self, region: Region) -> bool:
        """Whether the user reads the Mongolian script, for what is at home there."""
        return any(region.path.startswith(path) for path in self.read_paths)

    def in_regions(self, field: str) -> Q:
        """A filter for rows whose `field` (a path column) lies in reach."""
        if self.everywhere:
            return Q()
        lies_in = Q(pk__in=[])
        for path in self.region_paths:
            lies_in |= Q(**{f"{field}__startswith": path})
        return lies_in


def scope_of(user: Any) -> Scope:
    """One query per user object and request; superusers reach everywhere."""
    if not getattr(user, "is_active", False):
        return Scope()
    if user.is_superuser:
        return Scope(region_paths=("",), edited_paths=("",))
    known: tuple[Any, Scope] | None = getattr(user, "_schedule_scope", None)
    today = clock.now().astimezone(clock.SHANGHAI).date()
    if known is None or known[0] != today:
        known = (today, _read_scope(user, today))
        user._schedule_scope = known
    return known[1]


def _read_scope(user: Any, today: Any) -> Scope:
    rows = user.memberships.on(today).select_related("region").order_by("role", "pk")
    return scope_from(rows)


def scope_from(memberships: Iterable[Membership]) -> Scope:
    """What these memberships, all in force, allow together; no query when their
    regions are loaded."""
    rows = list(memberships)
    role = Membership.Role

    def paths(wanted: str) -> tuple[str, ...]:
        return tuple(
            row.region.path if row.region else "" for row in rows if row.role == wanted
        )

    return Scope(
        region_paths=paths(role.COORDINATOR),
        edited_paths=paths(role.EDITOR),
        read_paths=paths(role.READER),
        troupes=frozenset(r.troupe_id for r in rows if r.role in WRITING_ROLES),
        led=frozenset(r.troupe_id for r in rows if r.role == role.TROUPE_LEADER),
        member_of=frozenset(
            r.troupe_id for r in rows if r.role in Membership.OF_TROUPE
        ),
        venues=frozenset(r.venue_id for r in rows if r.role == role.VENUE),
    )


class RegionPolicy:
    """Reference data: everyone inside may look, coordinators change their own part."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).is_inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            return scope.is_inside
        if not isinstance(row, Region):
            return scope.coordinates
        if verb == "add":
            # A league's coordinator loads the sumu and gacha of its banners.
            return row.parent is not None and scope.covers(row.parent)
        return scope.covers(row) if verb == "change" else scope.everywhere


class VenuePolicy:
    """Coordinators keep the venues of their regions; a troupe may add a place in its
    own banner.

    The private contact and technical note are for coordinators, for crews, and for
    the venue itself ("view_private").
    """

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).is_inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            return scope.is_inside
        if verb == "add":
            known = isinstance(row, Venue) and row.region_id
            if not known:
                return bool(scope.coordinates or scope.troupes)
            return scope.covers(row.region) or self._is_at_home(scope, row)
        if not isinstance(row, Venue):
            return scope.coordinates
        if verb == "view_private":
            crews = scope.coordinates or scope.troupes or scope.member_of
            return bool(crews) or row.pk in scope.venues
        return scope.covers(row.region)

    @staticmethod
    def _is_at_home(scope: Scope, venue: Venue) -> bool:
        """In the own banner of a troupe the user writes for; one query."""
        own = Troupe.objects.filter(pk__in=scope.troupes)
        homes = own.values_list("region__path", flat=True) if scope.troupes else ()
        return any(venue.region.path.startswith(home) for home in homes)


class TroupePolicy:
    """Coordinators and page editors see every troupe, a troupe's people their own.

    Duty contacts ("view_private") are for coordinators and the troupe itself.
    """

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.coordinates or scope.edited_paths or scope.venues:
            return rows
        return rows.filter(pk__in=scope.troupes | scope.member_of)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Troupe):
            if verb in ("add", "delete"):
                return scope.coordinates
            return (
                scope.is_inside
                if verb == "view"
                else bool(scope.coordinates or scope.troupes)
            )
        if scope.covers(row.region):
            return True
        if verb == "present" and scope.presents(row.region):
            return True
        if verb in ("add", "delete"):
            return False
        if row.pk in scope.troupes:
            return verb != "change" or not self._leaves_home(row)
        if verb == "view_private":
            return scope.coordinates or row.pk in scope.member_of
        return verb == "view" and self._may_look(scope, row)

    @staticmethod
    def _leaves_home(row: Troupe) -> bool:
        """Another region would be other coordinators': not for the troupe to choose."""
        stored = Troupe.objects.filter(pk=row.pk).values_list("region", flat=True)
        return row.region_id not in stored

    @staticmethod
    def _may_look(scope: Scope, row: Troupe) -> bool:
        return (
            scope.coordinates
            or bool(scope.edited_paths)
            or bool(scope.venues)
            or row.pk in scope.member_of
        )


class WorkPolicy:
    """Everyone inside sees the catalogue; a troupe keeps its own works."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).is_inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            return scope.is_inside
        if not isinstance(row, Work):
            return bool(scope.coordinates or scope.troupes)
        # Of a row not saved yet: the troupes its form chose.
        makers = list(row.troupes.all())
        if not makers:
            return scope.everywhere
        covers = scope.presents if verb == "present" else scope.covers
        return all(
            covers(troupe.region) or troupe.pk in scope.troupes for troupe in makers
        )


class MembershipPolicy:
    """Coordinators appoint people within their regions, never beyond."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        if not scope.coordinates:
            return rows.none()
        return rows.filter(
            scope.in_regions("region__path")
            | scope.in_regions("troupe__region__path")
            | scope.in_regions("venue__region__path")
        )

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Membership):
            return scope.coordinates
        if verb != "view" and row.user_id == user.pk and not scope.everywhere:
            # Nobody appoints themselves, nor prolongs their own term.
            return False
        if row.role in Membership.OF_REGION:
            return scope.covers(row.region)
        place = row.troupe or row.venue
        return place is not None and scope.covers(place.region)


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(Region, RegionPolicy())
    row_policy.register(Venue, VenuePolicy())
    row_policy.register(Troupe, TroupePolicy())
    row_policy.register(Work, WorkPolicy())
    row_policy.register(Membership, MembershipPolicy())

"""Who may do what to a performance or a showcase (architecture 5.11)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.rights import Scope, scope_of
from ulanmuqi.base import row_policy
from ulanmuqi.places.models import Region

from .models import AccessLink, CallSheet, Notice, Performance, Showcase
from .statuses import Status

# Acts a troupe may do to its own shows without prior approval.
OF_TROUPES = frozenset(
    {
        "add", "change", "confirm", "announce", "condition", "cancel", "postpone",
        "reinstate", "withdraw", "hold", "release", "decide", "unconfirm",
    }
)  # fmt: skip


class PerformancePolicy:
    """A joint show needs rights over every troupe it changes; openings are the
    coordinators' alone, who need the region of the place or of every troupe."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        reach = Q(troupes__in=scope.troupes | scope.member_of)
        reach |= Q(venue__in=scope.venues) & ~Q(status__in=("draft", "withdrawn"))
        if scope.coordinates:
            reach |= scope.in_regions("region__path")
            reach |= scope.in_regions("troupes__region__path")
        keys = Performance.objects.filter(reach).values("pk")
        return rows.filter(pk__in=keys)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, Performance):
            if verb == "view":
                reach = scope.troupes or scope.member_of or scope.venues
                return scope.coordinates or bool(reach)
            return bool(scope.coordinates or scope.troupes)
        if verb == "view":
            return self.visible(user, Performance.objects.filter(pk=row.pk)).exists()
        if scope.everywhere:
            if verb == "ask_review":
                # Whoever coordinates the whole region has nobody to ask.
                return False
            return verb != "own_answer" or self._is_its_venue(scope, row)
        if verb == "ready":
            return row.is_opening and scope.covers(row.region)
        troupes = row.troupes_in_order
        if verb == "own_answer":
            return self._is_its_venue(scope, row)
        if verb == "record_answer":
            return self._may_record(scope, row, troupes)
        if verb == "answer":
            is_venue = self._is_its_venue(scope, row)
            return is_venue or self._may_record(scope, row, troupes)
        if verb in ("announce", "ask_review", "review"):
            return self._may_announce(user, verb, row, troupes)
        if row.is_opening:
            return scope.coordinates and self._covers_all(scope, row, troupes)
        if verb not in OF_TROUPES and verb != "delete":
            return self._covers_all(scope, row, troupes)
        return self.may_place(user, troupes, row.region)

    def may_place(self, user: Any, troupes: list, region: Region | None) -> bool:
        """Whether the user may put these troupes on a stage together.

        A show that names no troupe is for those who coordinate its region.
        """
        scope = scope_of(user)
        if not troupes:
            return scope.covers(region)
        return all(
            scope.covers(troupe.region) or troupe.pk in scope.troupes
            for troupe in troupes
        )

    def _may_announce(
        self, user: Any, verb: str, row: Performance, troupes: list
    ) -> bool:
        """Where a troupe's league reviews, the troupe asks and the league announces.
        One query. Openings go with their showcase."""
        scope = scope_of(user)
        if row.is_opening:
            return verb == "announce" and self._covers_all(scope, row, troupes)
        answers = verb != "review" or scope.coordinates
        if not (answers and self.may_place(user, troupes, row.region)):
            return False
        freely = self.may_announce_freely(user, troupes)
        return not freely if verb == "ask_review" else freely

    def may_announce_freely(self, user: Any, troupes: list) -> bool:
        """Whether no league of these troupes has to be asked first; one query."""
        scope = scope_of(user)
        leagues = {
            troupe.region.league_id
            for troupe in troupes
            if not scope.covers(troupe.region)
        }
        reviewing = Region.objects.filter(pk__in=leagues, reviews_announcements=True)
        return not leagues or not reviewing.exists()

    @staticmethod
    def _is_its_venue(scope: Scope, row: Performance) -> bool:
        """The venue's own contact, of a show it may know of."""
        seen = row.status not in (Status.DRAFT, Status.WITHDRAWN)
        return seen and row.venue_id in scope.venues

    @staticmethod
    def _may_record(scope: Scope, row: Performance, troupes: list) -> bool:
        """Record what the venue said: those who coordinate the place, and who leads
        all the troupes of a show of their own."""
        if row.venue_id is None:
            return False
        if scope.coordinates and scope.covers(row.region):
            return True
        leads = bool(troupes) and all(troupe.pk in scope.led for troupe in troupes)
        return leads and not row.is_opening

    @staticmethod
    def _covers_all(scope: Scope, row: Performance, troupes: list) -> bool:
        if scope.coordinates and scope.covers(row.region):
            return True
        return bool(troupes) and all(scope.covers(t.region) for t in troupes)


class ShowcasePolicy:
    """Showcases cross leagues: those who coordinate the whole region run them."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        return rows if scope_of(user).is_inside else rows.none()

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb == "view":
            return scope.is_inside
        if verb == "present":
            return scope.edits_everywhere
        if verb == "room" and isinstance(row, Showcase):
            openings = row.performances.filter(is_opening=True)
            return self.cities(user, openings).exists()
        return scope.everywhere

    def cities(self, user: Any, openings: QuerySet) -> QuerySet:
        """Those the user sees in the opening room: coordinators of any of its cities
        see all of them, a troupe's people where their troupe plays."""
        scope = scope_of(user)
        if scope.everywhere:
            return openings
        theirs = openings.filter(scope.in_regions("region__path"))
        if scope.coordinates and theirs.exists():
            return openings
        plays = openings.filter(troupes__in=scope.troupes | scope.member_of)
        return openings.filter(pk__in=plays.values("pk"))


# A venue may call a troupe's people from so long before the stage is theirs.
CALLED_FROM = timedelta(days=7)


def venue_may_call(show: Performance, now: datetime) -> bool:
    """Whether the show's venue may see who is on duty for its troupes.

    Only for a firm show, from a week before until its crew has left: names and
    telephones of people are not for whoever keeps a link for years.
    """
    gone = show.ends_at + timedelta(minutes=show.strike_minutes)
    return show.is_firm and show.starts_at - CALLED_FROM <= now < gone


class LinkPolicy:
    """Secret links are kept by those who coordinate the region they open: a venue's,
    or the city of an opening. A venue's own contact may exchange one for a new one.
    Verbs: view, issue, reset, revoke."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        reach = Q(venue__in=scope.venues)
        if scope.coordinates:
            reach |= scope.in_regions("venue__region__path")
            reach |= scope.in_regions("performance__region__path")
        return rows.filter(reach)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if not isinstance(row, AccessLink):
            return bool(scope.coordinates or scope.venues)
        if row.kind != AccessLink.Kind.VENUE:
            return scope.coordinates and scope.covers(row.performance.region)
        if scope.covers(row.venue.region):
            return True
        return verb in ("view", "reset") and row.venue_id in scope.venues


class NoticePolicy:
    """The outbox is the coordinators': each sees what goes to the people of a region
    they coordinate. Verbs: view, change."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if not scope.coordinates:
            return rows.none()
        return rows.filter(scope.in_regions("region__path"))

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb not in ("view", "change"):
            return False
        if not isinstance(row, Notice):
            return scope.coordinates
        return scope.covers(row.region)


class CallSheetPolicy:
    """A show's call sheet is for those who coordinate its region or every troupe of
    it, and for the leaders and editors of its troupes. Verbs: view, change."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        reach = Q(performance__troupes__in=scope.troupes)
        if scope.coordinates:
            reach |= scope.in_regions("performance__region__path")
            reach |= scope.in_regions("performance__troupes__region__path")
        return rows.filter(pk__in=CallSheet.objects.filter(reach).values("pk"))

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        scope = scope_of(user)
        if verb not in ("view", "change"):
            return False
        if not isinstance(row, CallSheet):
            return bool(scope.coordinates or scope.troupes)
        show = row.performance
        if scope.covers(show.region):
            return True
        return any(
            troupe.pk in scope.troupes or scope.covers(troupe.region)
            for troupe in show.troupes_in_order
        )


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(Notice, NoticePolicy())
    row_policy.register(CallSheet, CallSheetPolicy())
    row_policy.register(Performance, PerformancePolicy())
    row_policy.register(Showcase, ShowcasePolicy())
    row_policy.register(AccessLink, LinkPolicy())

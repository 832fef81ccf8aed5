"""The rows of the board: troupes, venues or trucks, grouped by league."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from troupes.admin.choices import troupes_by_league
from troupes.models import StageTruck, Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base import rights
from ulanmuqi.places.admin.choices import league_of, venues_by_league
from ulanmuqi.places.models import Region

from ...forms.board import read_key, row_key
from ...models import Booking, Performance
from .asked import Asked, Rows

# More rows than anybody reads; the league filter leads to the rest.
MOST_ROWS = 120


@dataclass(frozen=True, slots=True)
class Row:
    """`key` names the row to the browser and in what it sends back."""

    key: str
    title: str
    group: str
    group_title: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class RowSet:
    rows: tuple[Row, ...]
    left_out: int = 0

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(row.key for row in self.rows)

    def with_bars(self, keys: Iterable[str]) -> "RowSet":
        """Those of the rows that something stands in."""
        busy = frozenset(keys)
        return replace(self, rows=tuple(row for row in self.rows if row.key in busy))

    @property
    def groups(self) -> list[tuple[str, str, list[Row]]]:
        """Leagues in order: key, name, rows."""
        found: dict[str, tuple[str, str, list[Row]]] = {}
        for row in self.rows:
            group = (row.group, row.group_title, [])
            found.setdefault(row.group, group)[2].append(row)
        return list(found.values())


def keys_of(show: Performance) -> list[str]:
    """The rows a show stands in by its facts: its troupes and its venue."""
    keys = [row_key("troupe", troupe.pk) for troupe in show.troupes_in_order]
    return [*keys, row_key("venue", show.venue_id)] if show.venue_id else keys


def key_of_booking(booking: Booking) -> str:
    kind, _colon, owner = booking.resource.key.partition(":")
    return row_key(kind, int(owner))


def rows_for(user: Any, asked: Asked, shows: Sequence[Performance]) -> RowSet:
    """The rows within the user's reach, and those used by the shows they may see.

    One query.
    """
    used = frozenset(key for show in shows for key in keys_of(show))
    scope = scope_of(user)
    if asked.rows is Rows.VENUES:
        found = _venues(scope, asked, used)
    elif asked.rows is Rows.TRUCKS:
        found = _trucks(scope, asked, shows)
    else:
        found = _troupes(user, scope, asked, used)
    return _at_most(found, used)


def _troupes(
    user: Any, scope: Scope, asked: Asked, used: frozenset[str]
) -> Sequence[Row]:
    troupes = rights.policy_for(Troupe).visible(user, troupes_by_league())
    if asked.troupe is not None:
        troupes = troupes.filter(pk=asked.troupe.pk)
    if asked.league is not None:
        troupes = troupes.filter(region__path__startswith=asked.league.path)
    rows = []
    for troupe in troupes:
        key = row_key("troupe", troupe.pk)
        is_own = scope.covers(troupe.region) or troupe.pk in scope.troupes
        in_reach = is_own or troupe.pk in scope.member_of
        if (in_reach and asked.showcase is None) or key in used:
            rows.append(_row(key, troupe.display_name, troupe.region, is_own=is_own))
    return rows


def _venues(scope: Scope, asked: Asked, used: frozenset[str]) -> Sequence[Row]:
    venues = venues_by_league()
    if asked.league is not None:
        venues = venues.filter(region__path__startswith=asked.league.path)
    rows = []
    for venue in venues:
        key = row_key("venue", venue.pk)
        in_reach = scope.covers(venue.region) or venue.pk in scope.venues
        wanted = in_reach and asked.showcase is None and asked.troupe is None
        if wanted or key in used:
            rows.append(_row(key, venue.local_name, venue.region, is_own=in_reach))
    return rows


def _trucks(scope: Scope, asked: Asked, shows: Sequence[Performance]) -> Sequence[Row]:
    """Those in reach, and those the shows take along. `is_own` is for their time
    without a show."""
    taken = Booking.objects.filter(performance__in=shows, resource__kind="truck")
    used = set(taken.values_list("resource__truck", flat=True))
    trucks = StageTruck.objects.select_related("region__league")
    if asked.league is not None:
        trucks = trucks.filter(region__path__startswith=asked.league.path)
    rows = []
    for truck in trucks.order_by("region__path", "name", "pk"):
        is_own = scope.covers(truck.region) or truck.troupe_id in scope.troupes
        in_reach = is_own and not truck.is_retired and asked.showcase is None
        if in_reach or truck.pk in used:
            key = row_key("truck", truck.pk)
            rows.append(_row(key, truck.name, truck.region, is_own=is_own))
    return rows


def _row(key: str, title: str, region: Region, *, is_own: bool) -> Row:
    group = region.league or region
    return Row(key, title, group.code, league_of(region), is_own)


def _at_most(rows: Sequence[Row], used: frozenset[str]) -> RowSet:
    """All of them, or the used ones and as many others as fit, in their order."""
    if len(rows) <= MOST_ROWS:
        return RowSet(tuple(rows))
    others = [row for row in rows if row.key not in used]
    spare = max(0, MOST_ROWS - (len(rows) - len(others)))
    kept = {row.key for row in others[:spare]} | used
    shown = tuple(row for row in rows if row.key in kept)
    return RowSet(shown, left_out=len(rows) - len(shown))


def in_rows(keys: frozenset[str]) -> Q:
    """A filter for bookings that stand in the rows."""
    named = [known for key in keys if (known := read_key(key)) is not None]
    by_kind: dict[str, list[int]] = {"troupe": [], "venue": [], "truck": []}
    for kind, pk in named:
        by_kind[kind].append(pk)
    return (
        Q(resource__troupe__in=by_kind["troupe"])
        | Q(resource__venue__in=by_kind["venue"])
        | Q(resource__truck__in=by_kind["truck"])
    )

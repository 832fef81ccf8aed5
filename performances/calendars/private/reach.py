"""What a subscription may show: decided on the server, from its row and, where it has
a holder, from that person's memberships today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from troupes.models import Membership
from troupes.rights import Scope, scope_from
from ulanmuqi.base import clock

from ...models import PrivateEntry, PrivateStamp, Subscription
from .. import scopes, stamps
from .scopes import person, stamp

Layer = PrivateEntry.Layer
_EVERYWHERE = Scope(region_paths=("",), edited_paths=("",))


@dataclass(frozen=True, slots=True)
class Reach:
    """`keys` of PrivateScope an entry must have one of; none where the rights ended.

    Entries with one of `full_keys` name private places in full. `rights_at` is when
    the holder's memberships last changed what they see; `stamp` the later of that, of
    the last change of an entry within reach and of the subscription's choices.
    """

    keys: frozenset[str] = frozenset()
    full_keys: frozenset[str] = frozenset()
    layers: tuple[str, ...] = ()
    rights_at: datetime | None = None
    stamp: datetime | None = None

    @property
    def is_open(self) -> bool:
        return bool(self.keys)

    @property
    def entries(self) -> Q:
        """Within reach and chosen, whatever their date."""
        found = PrivateEntry.objects.filter(scope_rows__key__in=sorted(self.keys))
        return Q(layer__in=self.layers, pk__in=found.values("pk"))


@dataclass(frozen=True, slots=True)
class _Holder:
    scope: Scope = field(default_factory=Scope)
    edge: datetime | None = None


def of(subscription: Subscription, now: datetime) -> Reach:
    return of_all([subscription], now)[subscription.pk]


def of_all(subscriptions: Sequence[Subscription], now: datetime) -> dict[int, Reach]:
    """By primary key; two queries however many there are (load them `for_rows`).

    The stamps are read here, before any entry: should a writer come in between, a
    copy is taken for older than it is, never for newer.
    """
    holders = _holders({one.holder_id: one.holder for one in subscriptions}, now)
    reaches = {one.pk: _of(one, holders) for one in subscriptions}
    wanted = {key for row in subscriptions for key in _stamps(row, reaches[row.pk])}
    found = PrivateStamp.objects.filter(key__in=sorted(wanted))
    known = dict(found.values_list("key", "changed_at"))
    return {
        row.pk: _stamped(row, reaches[row.pk], known, holders) for row in subscriptions
    }


def _of(row: Subscription, holders: dict[int, _Holder]) -> Reach:
    layers = tuple(_layers(row))
    if row.scope == Subscription.Scope.PERSON:
        scope = holders[row.holder_id].scope
        own = {scopes.troupe(pk) for pk in scope.troupes | scope.member_of}
        own |= {scopes.venue(pk) for pk in scope.venues}
        keys = own | {_of_path(path) for path in scope.region_paths}
        return Reach(frozenset(keys), frozenset(own), layers)
    if row.holder_id is not None and not _still_may(row, holders[row.holder_id].scope):
        return Reach()
    if row.scope == Subscription.Scope.REGION:
        return Reach(frozenset({scopes.region(row.region.code)}), frozenset(), layers)
    if row.scope == Subscription.Scope.TROUPE:
        keys = {scopes.troupe(row.troupe_id)}
    else:
        keys = {scopes.venue(row.venue.merged_into_id or row.venue_id)}
    return Reach(frozenset(keys), frozenset(keys), layers)


def _still_may(row: Subscription, scope: Scope) -> bool:
    """Whether the holder's memberships still allow what they subscribed to."""
    if row.scope == Subscription.Scope.REGION:
        return scope.covers(row.region)
    if row.scope == Subscription.Scope.TROUPE:
        return row.troupe_id in scope.troupes or scope.covers(row.troupe.region)
    return row.venue_id in scope.venues or scope.covers(row.venue.region)


def _of_path(path: str) -> str:
    """A coordinator's path: everything, or the region at its end."""
    return scopes.region(path.rstrip(".").split(".")[-1]) if path else scopes.ALL


def _layers(row: Subscription) -> Iterable[str]:
    yield Layer.SHOW
    if row.holds:
        yield Layer.HOLD
    if row.technical:
        yield Layer.WORK
    if row.holds and row.technical:
        yield Layer.HELD_WORK


def _stamps(row: Subscription, reach: Reach) -> set[str]:
    keys = {stamp(key, layer) for key in reach.keys for layer in reach.layers}
    return keys | ({person(row.holder_id)} if row.holder_id else set())


def _stamped(
    row: Subscription,
    reach: Reach,
    known: dict[str, datetime],
    holders: dict[int, _Holder],
) -> Reach:
    if not reach.is_open:
        return reach
    rights_at = None
    if row.scope == Subscription.Scope.PERSON:
        changed = (known.get(person(row.holder_id)), holders[row.holder_id].edge)
        rights_at = max(filter(None, changed), default=None)
    told = [known[key] for key in _stamps(row, reach) if key in known]
    changed_at = max(filter(None, [*told, rights_at, row.changed_at]))
    return Reach(
        reach.keys,
        reach.full_keys,
        reach.layers,
        rights_at,
        stamps.whole_second(changed_at),
    )


def _holders(users: dict[int | None, Any], now: datetime) -> dict[int, _Holder]:
    """What each holder's memberships allow today, and when that last changed by the
    calendar alone; one query, none without holders."""
    people = {pk: user for pk, user in users.items() if pk is not None}
    if not people:
        return {}
    today = now.astimezone(clock.SHANGHAI).date()
    rows: dict[int, list[Membership]] = {pk: [] for pk in people}
    found = Membership.objects.filter(user__in=people).select_related("region")
    for row in found.order_by("role", "pk"):
        rows[row.user_id].append(row)
    return {pk: _holder(people[pk], rows[pk], today) for pk in people}


def _holder(user: Any, rows: list[Membership], today: date) -> _Holder:
    if not user.is_active:
        return _Holder()
    if user.is_superuser:
        return _Holder(_EVERYWHERE)
    in_force = [
        row
        for row in rows
        if (row.since is None or row.since <= today)
        and (row.until is None or today <= row.until)
    ]
    days = [row.since for row in rows if row.since]
    days += [row.until + timedelta(days=1) for row in rows if row.until]
    begun = [day for day in days if day <= today]
    edge = clock.day_begins(max(begun)) if begun else None
    return _Holder(scope_from(in_force), edge)

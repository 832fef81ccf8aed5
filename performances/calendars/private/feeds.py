"""The bytes of a private feed: one ordered read of stored entries and a join."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Value

from ulanmuqi.base import clock
from ulanmuqi.base.names import person_name

from ... import ical, open_entry
from ...models import PrivateEntry, PrivateScope, Subscription
from .. import stamps
from ..window import OFF_DAYS, PLAYED_DAYS
from . import wording
from .plan import Kind, Layer
from .reach import Reach

_DAY = timedelta(days=1)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_HELD = frozenset({Layer.HOLD, Layer.HELD_WORK})


@dataclass(frozen=True, slots=True)
class Copy:
    """A feed's bytes and since when they are so. `stamp` is the last change by people
    that they hold; the window's edge may have moved since."""

    body: bytes
    last_modified: datetime
    stamp: datetime


def address(token: str) -> str:
    """Absolute; the only place besides the view that sees a token."""
    return f"{settings.BASE_URL}{path(token)}"


def path(token: str) -> str:
    return f"/calendars/private/{token}.ics"


def name(subscription: Subscription) -> str:
    """Its own among all feeds: the note tells two of one scope apart."""
    match subscription.scope:
        case Subscription.Scope.VENUE:
            told = wording.feed_of_venue(subscription.venue.name)
        case Subscription.Scope.TROUPE:
            told = wording.feed_of_troupe(subscription.troupe.name)
        case Subscription.Scope.REGION:
            told = wording.feed_of_region(subscription.region.name)
        case _:
            holder = subscription.holder
            told = wording.feed_of_person(person_name(holder))
    return wording.feed_of(told, subscription.note)


def render(
    subscription: Subscription,
    reach: Reach,
    *,
    token: str,
    now: datetime,
    whole_history: bool = False,
) -> Copy:
    """Two queries, whatever the number of entries. `reach` was read before."""
    scope = PrivateEntry.objects.filter(reach.entries)
    shown = scope if whole_history else scope.filter(_inside(now))
    texts = _texts(shown, subscription, reach)
    source = address(token)
    body = ical.wrap(
        texts,
        name=name(subscription),
        source=f"{source}?past=all" if whole_history else source,
        page_url=settings.BASE_URL + _page(subscription),
    )
    stamp = reach.stamp or _NEVER
    edge = None if whole_history else _last_drop(scope, since=stamp, now=now)
    return Copy(
        body, stamps.whole_second(min(max(filter(None, (stamp, edge))), now)), stamp
    )


def _inside(now: datetime) -> Q:
    today = clock.midnight(now)
    played = Q(ends_at__gt=today - PLAYED_DAYS * _DAY, is_off=False)
    return played | Q(ends_at__gt=today - OFF_DAYS * _DAY, is_off=True)


def _last_drop(
    scope: QuerySet[PrivateEntry], *, since: datetime, now: datetime
) -> datetime | None:
    """The last midnight at which the window let an entry go."""
    today = clock.midnight(now)
    found = scope.filter(ends_at__gt=since - (PLAYED_DAYS + 2) * _DAY).aggregate(
        played=Max("ends_at", filter=_gone(today, PLAYED_DAYS, is_off=False)),
        off=Max("ends_at", filter=_gone(today, OFF_DAYS, is_off=True)),
    )
    drops = [
        _midnight_after(found["played"], PLAYED_DAYS),
        _midnight_after(found["off"], OFF_DAYS),
    ]
    return max(filter(None, drops), default=None)


def _gone(today: datetime, days: int, *, is_off: bool) -> Q:
    return Q(ends_at__lte=today - days * _DAY, is_off=is_off)


def _midnight_after(ended: datetime | None, days: int) -> datetime | None:
    if ended is None:
        return None
    return clock.midnight(ended - timedelta.resolution) + (days + 1) * _DAY


def _texts(
    shown: QuerySet[PrivateEntry], subscription: Subscription, reach: Reach
) -> Iterable[str]:
    in_full = Exists(
        PrivateScope.objects.filter(
            entry=OuterRef("pk"), key__in=sorted(reach.full_keys)
        )
    )
    rows = (
        shown.annotate(in_full=in_full if reach.full_keys else Value(value=False))
        .order_by("starts_at", "uid")
        .values_list(
            "kind", "layer", "is_off", "is_whole_day", "lead_minutes", "modified_at",
            "text", "full_text", "in_full",
        )
    )  # fmt: skip
    ends = _Endings(subscription)
    for kind, layer, is_off, whole_day, lead, modified, text, full, own in rows:
        rest, chosen_at = ends.of(kind, layer, is_off, whole_day, lead)
        stamp = max(filter(None, (modified, chosen_at)))
        if full and reach.rights_at:
            # Whether a private place is told may have changed with a membership.
            stamp = max(stamp, reach.rights_at)
        told = full if own and full else text
        yield open_entry.closed(told, modified=stamp, rest=rest)


class _Endings:
    """How each entry ends by the subscription's choices; made once for each kind."""

    def __init__(self, subscription: Subscription) -> None:
        self._row = subscription
        self._known: dict[tuple, tuple[str, datetime | None]] = {}

    def of(
        self, kind: str, layer: str, is_off: bool, whole_day: bool, lead: int
    ) -> tuple[str, datetime | None]:
        """The lines, and since when the owner wants them so."""
        key = (kind, layer, is_off, whole_day, lead)
        if key not in self._known:
            self._known[key] = self._made(*key)
        return self._known[key]

    def _made(
        self, kind: str, layer: str, is_off: bool, whole_day: bool, lead: int
    ) -> tuple[str, datetime | None]:
        row = self._row
        if is_off:
            # Nobody has to come: it neither rings nor keeps the time busy.
            return open_entry.ending(), None
        rings = kind in (Kind.SHOW, Kind.LOAD_IN) and layer not in _HELD
        alarm = self._alarm(kind, whole_day, lead) if rings else None
        is_busy = row.opaque and kind != Kind.SHOW
        chosen = [row.alarm_at if rings else None]
        chosen += [row.opaque_at if kind != Kind.SHOW else None]
        told = open_entry.ending(is_busy=is_busy, alarm=alarm)
        return told, max(filter(None, chosen), default=None)

    def _alarm(self, kind: str, whole_day: bool, lead: int) -> timedelta | None:
        """Before load-in it rings on the load-in's own entry where that is shown."""
        chosen = self._row.alarm_before
        if chosen is None:
            return None
        anchor, before = chosen
        is_on_load_in = anchor == "load_in" and self._row.technical and lead > 0
        if kind == Kind.LOAD_IN:
            return before if anchor == "load_in" else None
        if is_on_load_in:
            return None
        if whole_day:
            return open_entry.EVENING_BEFORE
        return before + timedelta(minutes=lead if anchor == "load_in" else 0)


def _page(subscription: Subscription) -> str:
    """A page that opens for everybody; a private venue has none but its banner's."""
    match subscription.scope:
        case Subscription.Scope.VENUE:
            return _page_of_venue(subscription)
        case Subscription.Scope.TROUPE:
            return f"/schedule/?troupe={subscription.troupe.code}"
        case Subscription.Scope.REGION:
            return f"/regions/{subscription.region.code}/"
        case _:
            return "/schedule/"


def _page_of_venue(subscription: Subscription) -> str:
    venue = subscription.venue
    if not venue.is_private:
        return f"/venues/{venue.code}/"
    area = venue.region.banner or venue.region.league or venue.region
    return f"/regions/{area.code}/"

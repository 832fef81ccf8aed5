"""Which changes concern whom; leaves are cut by a cursor, never by an offset."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from ..calendars import scopes
from ..models import Change, ChangeScope
from ..statuses import INSIDE
from .cursor import Cursor

LEAF = 40
# More than this since the last look is told as "and more".
SINCE_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Leaf:
    """Newest first; `later` begins the next, older leaf."""

    changes: list[Change]
    later: Cursor | None


def public(now: datetime) -> QuerySet[Change]:
    """What the public was told by now, newest first, with what its sentences need."""
    return (
        Change.objects.filter(at__lte=now, performance__announced_at__lte=now)
        .exclude(performance__status__in=INSIDE)
        .select_related("performance", "showcase")
        .order_by("-at", "-id")
    )


def concerning(rows: QuerySet[Change], *keys: str) -> QuerySet[Change]:
    """Only what concerns at least one of the scopes (calendars.scopes)."""
    mine = ChangeScope.objects.filter(change=OuterRef("pk"), key__in=keys)
    return rows.filter(Exists(mine))


def between(
    rows: QuerySet[Change], start: datetime | None, end: datetime | None
) -> QuerySet[Change]:
    """Told in [start, end); both aware, either may be open."""
    if start is not None:
        rows = rows.filter(at__gte=start)
    return rows.filter(at__lt=end) if end is not None else rows


def since(
    now: datetime,
    at: datetime | None,
    *,
    venue: Venue | None = None,
    troupe: Troupe | None = None,
    region: Region | None = None,
) -> list[Change]:
    """What changed after `at` (aware; None: ever) for one venue, troupe or region,
    newest first, at most SINCE_AT_MOST. One query.

    A show that left the venue or troupe is told too, which its calendar cannot
    (feed contract 32). For a venue that was merged ask with the one that goes on.
    """
    keys = [
        key
        for key in (
            scopes.venue(venue.pk) if venue else "",
            scopes.troupe(troupe.pk) if troupe else "",
            scopes.region(region.code) if region else "",
        )
        if key
    ]
    return list(news(now, at, *keys)[:SINCE_AT_MOST])


def news(now: datetime, at: datetime | None, *keys: str) -> QuerySet[Change]:
    """As `since`, for scopes by their keys; not cut."""
    rows = concerning(public(now), *keys)
    return rows.filter(at__gt=at) if at is not None else rows


def at_venue(code: str) -> Venue | None:
    """A venue the public may ask by; a merged one answers as the one that goes on."""
    row = Venue.objects.filter(code=code).select_related("merged_into").first()
    while row is not None and row.merged_into is not None:
        row = row.merged_into
    return row if row is not None and not row.is_private else None


def leaf(rows: QuerySet[Change], before: Cursor | None, *, size: int = LEAF) -> Leaf:
    """One query. An act on several openings is never cut in two, so that its one
    sentence stays one; of an act with more rows than a leaf the cut is where it is."""
    if before is not None:
        rows = rows.filter(Q(at__lt=before.at) | Q(at=before.at, id__lt=before.key))
    found = list(rows[: size + 1])
    if len(found) <= size:
        return Leaf(found, None)
    kept = found[:size]
    if found[size].act:
        whole = [row for row in kept if row.act != found[size].act]
        kept = whole or kept
    last = kept[-1]
    return Leaf(kept, Cursor(last.at, last.pk))

"""The bytes of a public feed: one ordered read of stored entries and a join."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Q

from ulanmuqi.base import clock

from .. import ical
from ..models import Performance
from ..statuses import INSIDE
from . import stamps, window

# What a feed without any show answers as Last-Modified: it never changed.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """One public calendar. `kind` and `code` are "" for the feed of everything."""

    key: str
    name: str
    kind: str
    code: str
    page_path: str
    shows: Q

    @property
    def path(self) -> str:
        if not self.kind:
            return "/calendars/all.ics"
        return f"/calendars/{self.kind}/{self.code}.ics"

    @property
    def address(self) -> str:
        return f"{settings.BASE_URL}{self.path}"

    @property
    def file_name(self) -> str:
        return "-".join(filter(None, ("ulanmuqi", self.kind, self.code))) + ".ics"


@dataclass(frozen=True, slots=True)
class Copy:
    """A feed's bytes, since when they are so, and until when they stay so."""

    body: bytes
    last_modified: datetime
    valid_until: datetime


def render(feed: Feed, *, now: datetime, whole_history: bool = False) -> Copy:
    """Three queries. The stamp is read before the rows: should a writer come in
    between, the stamp is too old, never too new, and the reader asks again.
    """
    stamp = stamps.changed_at(feed.key) or _NEVER
    scope = Performance.objects.filter(
        feed.shows, announced_at__isnull=False, calendar_entry__isnull=False
    ).exclude(status__in=INSIDE)
    shown = scope.filter(announced_at__lte=now)
    if not whole_history:
        shown = shown.filter(window.inside(now))
    texts = list(shown.in_order().values_list("calendar_entry__text", flat=True))
    edges = window.edges(scope, since=min(stamp, now), now=now)
    body = ical.wrap(
        texts,
        name=feed.name,
        source=f"{feed.address}?past=all" if whole_history else feed.address,
        page_url=f"{settings.BASE_URL}{feed.page_path}",
    )
    last_drop = None if whole_history else edges.last_drop
    changes = filter(None, (stamp, last_drop, edges.last_announcement))
    midnight = clock.next_midnight(now)
    return Copy(
        body=body,
        last_modified=stamps.whole_second(min(max(changes), now)),
        valid_until=min(edges.next_announcement or midnight, midnight),
    )


def single(public_id: str, *, now: datetime) -> tuple[Performance, Copy] | None:
    """One show as a file to keep, or nothing when the public may not see it."""
    show = (
        Performance.objects.public(now)
        .filter(public_id=public_id, calendar_entry__isnull=False)
        .select_related("calendar_entry")
        .first()
    )
    if show is None:
        return None
    changed = max(show.calendar_entry.modified_at, show.announced_at)
    copy = Copy(
        body=ical.wrap([show.calendar_entry.text]),
        last_modified=stamps.whole_second(min(changed, now)),
        valid_until=clock.next_midnight(now),
    )
    return show, copy

"""The bytes of a public feed: one ordered read of stored entries and a join."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from ulanmuqi.base import clock

from .. import ical
from ..models import Performance
from ..statuses import INSIDE
from . import by_key, stamps, window


@dataclass(frozen=True, slots=True)
class Feed:
    """One public calendar. `kind` and `code` are "" for the feed of everything.

    `name` is what the calendar itself is called, for every reader; `name_en`, "" where
    nobody knows it, is for English pages about it.
    `by_date`: its rows are found by their date first, and not by what they belong to.
    """

    key: str
    name: str
    kind: str
    code: str
    page_path: str
    shows: Q
    by_date: bool = True
    name_en: str = ""

    @property
    def local_name(self) -> str:
        return self.name_en if self.local_language == "en" else self.name

    @property
    def local_language(self) -> str:
        """Of `local_name`, as HTML writes it."""
        in_english = (get_language() or "").startswith("en") and self.name_en
        return "en" if in_english else "zh-Hans"

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
    """A feed's bytes, since when they are so, and until when they stay so: while the
    stamps have these versions and the clock has not come to `valid_until`."""

    body: bytes
    last_modified: datetime
    valid_until: datetime
    stamps: dict[str, int]


def render(feed: Feed, *, now: datetime, whole_history: bool = False) -> Copy:
    """Three queries. The stamp is read before the rows: should a writer come in
    between, the stamp is too old, never too new, and the reader asks again.
    """
    stamp = stamps.read(feed.key)
    scope = _scope(feed)
    shown = scope.filter(told_at__lte=now)
    if not whole_history:
        shown = shown.filter(window.inside(now, by_date=feed.by_date))
    texts = list(shown.values_list(by_key.entry("text"), flat=True))
    edges = window.edges(
        scope.alias(entered=by_key.entry("pk")).filter(entered__isnull=False),
        since=min(stamp.changed_at, now),
        now=now,
        by_date=feed.by_date,
    )
    body = ical.wrap(
        [text for text in texts if text is not None],
        name=feed.name,
        source=f"{feed.address}?past=all" if whole_history else feed.address,
        page_url=f"{settings.BASE_URL}{feed.page_path}",
    )
    last_drop = None if whole_history else edges.last_drop
    changes = filter(None, (stamp.changed_at, last_drop, edges.last_announcement))
    return Copy(
        body=body,
        last_modified=stamps.whole_second(min(max(changes), now)),
        valid_until=_until(now, stamp.changed_at, edges.next_announcement),
        stamps={feed.key: stamp.version},
    )


def _scope(feed: Feed) -> QuerySet[Performance]:
    """Every show that is or will be public in the feed, in order."""
    told, starts = F("announced_at"), F("starts_at")
    if not feed.by_date:
        # The same values, hidden from the planner: an index on them would lead it
        # through the shows of everybody else.
        told, starts = Coalesce(told, told), Coalesce(starts, starts)
    return (
        Performance.objects.alias(told_at=told)
        .filter(feed.shows, told_at__isnull=False)
        .exclude(status__in=INSIDE)
        .order_by(starts, "id")
    )


def single(public_id: str, *, now: datetime) -> tuple[Performance, Copy] | None:
    """One show as a file to keep, or nothing when the public may not see it.

    Two queries. A change of an entry raises the stamp of every feed it stands in, so
    any one of them tells of it; the last is that of its venue, or of a work.
    """
    show = (
        Performance.objects.public(now)
        .filter(public_id=public_id, calendar_entry__isnull=False)
        .select_related("calendar_entry")
        .first()
    )
    if show is None:
        return None
    entry = show.calendar_entry
    key = max(entry.scopes)
    changed = max(entry.modified_at, show.announced_at)
    copy = Copy(
        body=ical.wrap([entry.text]),
        last_modified=stamps.whole_second(min(changed, now)),
        valid_until=_until(now, changed),
        stamps={key: stamps.read(key).version},
    )
    return show, copy


def _until(now: datetime, *turns: datetime | None) -> datetime:
    """The next of these that lies ahead, midnight at the latest.

    A stamp can: the second change within a second is dated a second later, and
    Last-Modified may not say so before.
    """
    ahead = [turn for turn in turns if turn is not None and turn > now]
    return min([clock.next_midnight(now), *ahead])

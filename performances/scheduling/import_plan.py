"""What taking over a foreign calendar would do to each of its events; reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..ics_files import ForeignShow, Problem, Reading
from ..models import ImportedShow, Performance, PrivateEntry
from ..slots import local_day, moment
from ..statuses import INSIDE, OFF
from .allowed import SHOWS
from .facts import ShowFacts, facts_of
from .import_facts import facts_from, revised, stamp_of
from .import_places import Places
from .locks import ALONG

Key = tuple[str, str]


class Fate(StrEnum):
    """What becomes of an event of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCLEAR = "unclear"
    UNCHANGED = "unchanged"
    OLDER = "older"
    CALLED_OFF = "called_off"
    OFF_THERE = "off_there"
    GONE = "gone"
    SETTLED = "settled"
    SETTLED_OFF = "settled_off"
    OURS = "ours"
    OVER = "over"
    DELETED_HERE = "deleted_here"


MAY_BE_TAKEN = frozenset(
    {Fate.NEW, Fate.CHANGED, Fate.UNCLEAR, Fate.CALLED_OFF, Fate.DELETED_HERE}
)
PLACES_ANEW = frozenset({Fate.NEW, Fate.DELETED_HERE})


@dataclass(frozen=True, slots=True)
class Row:
    """One event and what taking it over would do.

    `performance` is ours, where there is one the user may see; `before` and `facts`
    are its facts now and then. `like` is the title of another show of the troupe on
    that day, so it was perhaps entered by hand.
    """

    fate: Fate
    key: Key
    show: ForeignShow | None = None
    performance: Performance | None = None
    before: ShowFacts | None = None
    facts: ShowFacts | None = None
    record: ImportedShow | None = None
    like: str = ""
    place_is_known: bool = True

    @property
    def mark(self) -> str:
        """What the box of the table sends."""
        return sha256("\n".join(self.key).encode()).hexdigest()[:20]

    @property
    def may_be_taken(self) -> bool:
        return self.fate in MAY_BE_TAKEN

    @property
    def is_offered(self) -> bool:
        """Ticked at first: what is new here or newer there, and clear."""
        return self.fate is Fate.CHANGED or (self.fate is Fate.NEW and not self.like)


@dataclass(slots=True)
class _Known:
    """All that is known here about the events of a file, read in seven queries."""

    troupe: Troupe
    by: Any
    now: datetime
    places: Places
    records: dict[Key, ImportedShow] = field(default_factory=dict)
    shows: dict[UUID, Performance] = field(default_factory=dict)
    seen: set[UUID] = field(default_factory=set)
    others: set[UUID] = field(default_factory=set)
    days: dict[Any, str] = field(default_factory=dict)


def plan_import(reading: Reading, troupe: Troupe, *, by: Any) -> list[Row]:
    """A row for each event of the file, by its start; then what is gone from it.

    A bounded number of queries however many events.
    """
    known = _look_up(reading.shows, troupe, by)
    rows = [_row(show, known) for show in reading.shows]
    named = {show.key for show in reading.shows}
    # What could not be read is not gone. A series that goes on was read.
    misread = {
        one.uid for one in reading.misread if one.problem is not Problem.SERIES_CUT
    }
    for key, record in known.records.items():
        ours = known.shows.get(record.show)
        if key in named or record.uid in misread or ours is None:
            continue
        if ours.starts_at >= known.now and ours.status not in OFF:
            facts = facts_of(ours)
            rows.append(Row(Fate.GONE, key, None, ours, facts, facts, record))
    return rows


def _look_up(shows: Sequence[ForeignShow], troupe: Troupe, by: Any) -> _Known:
    now = clock.now()
    known = _Known(troupe, by, now, Places.of(show.place for show in shows))
    uids = {show.uid for show in shows}
    ahead = Performance.objects.filter(starts_at__gte=now, troupes=troupe)
    own = ImportedShow.objects.filter(troupe=troupe)
    # The whole of what this troupe took over and has not played yet, and whatever
    # the file names.
    records = own.filter(uid__in=uids) | own.filter(show__in=ahead.values("uid"))
    known.records = {(one.uid, one.recurrence): one for one in records}
    written = {uid for uid in map(_as_uuid, uids) if uid is not None}
    wanted = written | {one.show for one in known.records.values()}
    rows = Performance.objects.for_cards().prefetch_related("programme__work", *ALONG)
    known.shows = {one.uid: one for one in rows.filter(uid__in=wanted)}
    visible = Performance.objects.filter(uid__in=wanted)
    if by is not None:
        visible = SHOWS.visible(by, visible)
    known.seen = set(visible.values_list("uid", flat=True))
    known.others = set(
        PrivateEntry.objects.filter(pk__in=written).values_list("pk", flat=True)
    )
    known.days = _days_played(shows, troupe)
    return known


def _days_played(shows: Iterable[ForeignShow], troupe: Troupe) -> dict[Any, str]:
    """Titles of what the troupe has on the days of the file, by day; one query."""
    days = {_day(show) for show in shows}
    if not days:
        return {}
    first, last = local_day(min(days), _ZONE), local_day(max(days), _ZONE)
    rows = Performance.objects.filter(
        troupes=troupe,
        starts_at__gte=moment(first.starts),
        starts_at__lt=moment(last.ends),
    ).exclude(status__in=OFF)
    return {
        starts_at.astimezone(clock.SHANGHAI).date(): title
        for starts_at, title in rows.values_list("starts_at", "title")
    }


_ZONE = "Asia/Shanghai"


def _day(show: ForeignShow) -> Any:
    if isinstance(show.starts, datetime):
        return show.starts.astimezone(clock.SHANGHAI).date()
    return show.starts


def _row(show: ForeignShow, known: _Known) -> Row:
    record = known.records.get(show.key)
    if record is not None:
        return _known_row(show, record, known)
    own = _as_uuid(show.uid)
    if own is not None and (own in known.shows or own in known.others):
        ours = known.shows.get(own) if own in known.seen else None
        return Row(Fate.OURS, show.key, show, ours)
    return _new_row(show, known, None)


def _new_row(show: ForeignShow, known: _Known, record: ImportedShow | None) -> Row:
    if show.is_cancelled:
        return Row(Fate.OFF_THERE, show.key, show)
    venue = known.places.find(show.place, near=known.troupe.region)
    facts = facts_from(show, known.troupe, venue)
    if facts.ends_at <= known.now:
        return Row(Fate.OVER, show.key, show)
    return Row(
        Fate.NEW if record is None else Fate.DELETED_HERE,
        show.key,
        show,
        facts=facts,
        record=record,
        like=known.days.get(_day(show), ""),
        place_is_known=venue is not None or not show.place,
    )


def _known_row(show: ForeignShow, record: ImportedShow, known: _Known) -> Row:
    ours = known.shows.get(record.show)
    if ours is None:
        return _new_row(show, known, record)
    newer = show.stamp.is_newer_than(stamp_of(record))
    may = ours.uid in known.seen and (
        known.by is None or SHOWS.may(known.by, "change", ours)
    )
    is_settled = ours.announced_at is not None or ours.status not in INSIDE or not may
    before = facts_of(ours)
    shown = ours if ours.uid in known.seen else None
    if show.is_cancelled:
        fate = Fate.SETTLED_OFF if is_settled else Fate.CALLED_OFF
        if newer is False:
            fate = Fate.OLDER
        elif ours.status in OFF:
            fate = Fate.UNCHANGED
        return Row(fate, show.key, show, shown, before, before, record)
    venue = known.places.find(show.place, near=known.troupe.region)
    new = facts_from(show, known.troupe, venue)
    facts = revised(before, show, new, record.said)
    if facts == before:
        fate = Fate.UNCHANGED
    elif newer is False:
        fate = Fate.OLDER
    elif is_settled:
        fate = Fate.SETTLED
    else:
        fate = Fate.CHANGED if newer else Fate.UNCLEAR
    return Row(
        fate, show.key, show, shown, before, facts, record,
        place_is_known=venue is not None or not show.place,
    )  # fmt: skip


def _as_uuid(text: str) -> UUID | None:
    try:
        found = UUID(text)
    except ValueError:
        return None
    # UUID() also reads braces and a urn, which no calendar of ours writes.
    return found if text.lower() == str(found) else None

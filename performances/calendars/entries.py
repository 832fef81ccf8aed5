"""Stores the calendar text of shows, rendered once per change.

Called by `performances.scheduling` inside its writing transaction, with the gate of
the schedule models open. A change that the entry does not show changes nothing: no
text, no stamp of any feed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q

from troupes.models import Troupe, Work
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from .. import ical, search
from ..models import (
    CalendarEntry,
    Performance,
    PerformanceResource,
    PerformanceTroupe,
    ProgrammeItem,
    Showcase,
)
from ..statuses import INSIDE, Status
from . import facts, scopes, stamps, versions
from .private import store

BATCH = 500


def refresh(performances: Iterable[Performance], *, at: datetime | None = None) -> None:
    """Brings the stored text and the stamps of the feeds up to the saved rows.

    Shows that replace, or are replaced by, one of these tell each other's dates, so
    they are looked at too. What they are found by is kept up with them. Sixteen queries
    for up to 500 shows, two more for new feeds, one more where what a sheet on paper
    says differs, three for new names.
    """
    _refresh({performance.pk for performance in performances}, at or clock.now())


def refresh_for_venue(
    venue: Venue, *, renamed: Iterable[str] = (), at: datetime | None = None
) -> None:
    """After its name, address, point, region or public precision may have changed.

    Here and below: feeds whose entries differ are stamped, and with them, in the same
    write, the `renamed` ones: their name changes even while they hold no show.
    """
    _refresh_shown(Q(venue=venue), renamed, at)


def refresh_for_troupe(
    troupe: Troupe, *, renamed: Iterable[str] = (), at: datetime | None = None
) -> None:
    played = Q(troupe_parts__troupe=troupe)
    _refresh_shown(played, renamed, at)


def refresh_for_work(
    work: Work, *, renamed: Iterable[str] = (), at: datetime | None = None
) -> None:
    _refresh_shown(Q(programme__work=work), renamed, at)


def refresh_for_showcase(
    showcase: Showcase, *, renamed: Iterable[str] = (), at: datetime | None = None
) -> None:
    """After its title, T-zero or announcement may have changed."""
    part = Q(showcase=showcase)
    _refresh_shown(part, renamed, at)


def refresh_for_region(
    region: Region, *, renamed: Iterable[str] = (), at: datetime | None = None
) -> None:
    """After its name or its place in the tree may have changed.

    The feeds of all that lies in a league or banner say its name, show or no show.
    """
    below = Q(venue__region__path__startswith=region.path) | Q(
        region__path__startswith=region.path
    )
    _refresh_shown(below, renamed, at)


def stale(ids: Iterable[int], *, at: datetime) -> Iterator[Performance]:
    """Shows whose stored entry is not what would be rendered now; writes nothing."""
    shows = sorted(load(ids), key=lambda show: show.pk)
    behind = store.stale_shows(shows, at=at) | versions.behind(shows)
    for performance in shows:
        if performance.pk in behind or _compared(performance, at).entry is not None:
            yield performance


def load(ids: Iterable[int]) -> list[Performance]:
    """Shows with everything an entry tells, in no order; four queries for any number,
    one more for openings, and up to three where one replaces another.

    `lead_uid` and `lead_announced_at` are of the opening that all others of the same
    showcase point to: the oldest that was announced and not put off.
    """
    area = ("league", "banner")
    at = [f"region__{part}" for part in area]
    shows = (
        Performance.objects.filter(pk__in=ids)
        .select_related("calendar_entry", "showcase", "replacement", *at)
        .select_related(*(f"venue__{part}" for part in at))
        .prefetch_related(
            Prefetch("replaces", Performance.objects.select_related("venue")),
            Prefetch("replacement__venue", Venue.objects.select_related(*at)),
            Prefetch("replacement__region", Region.objects.select_related(*area)),
            Prefetch(
                "troupe_parts",
                PerformanceTroupe.objects.select_related("troupe__region"),
            ),
            Prefetch("programme", ProgrammeItem.objects.select_related("work")),
            Prefetch(
                "along_parts",
                PerformanceResource.objects.select_related("resource__truck"),
            ),
        )
        .order_by()
    )
    loaded = list(shows)
    leads = _leads({show.showcase_id for show in loaded if show.is_opening})
    for show in loaded:
        lead = leads.get(show.showcase_id, (None, None))
        show.lead_uid, show.lead_announced_at = lead
    return loaded


def _leads(showcases: set[int]) -> dict[int, tuple[UUID, datetime]]:
    """By showcase. One query, or none."""
    if not showcases:
        return {}
    openings = (
        Performance.objects.filter(showcase__in=showcases, is_opening=True)
        .filter(announced_at__isnull=False)
        .exclude(status__in=[*INSIDE, Status.POSTPONED])
        .order_by("-pk")
    )
    # Of several of one showcase the last stays: the oldest.
    told = openings.values_list("showcase", "uid", "announced_at")
    return {showcase: (uid, at) for showcase, uid, at in told}


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The row to save, if any, and the feeds whose stamps rise."""

    entry: CalendarEntry | None = None
    keys: set[str] = field(default_factory=set)


def _refresh_shown(where: Q, renamed: Iterable[str], at: datetime | None) -> None:
    _refresh(_shown(where), at or clock.now(), set(renamed))


def _shown(where: Q) -> set[int]:
    told = Q(calendar_entry__isnull=False) | Q(private_entries__isnull=False)
    shown = Performance.objects.filter(where).filter(told)
    return set(shown.values_list("pk", flat=True))


def _refresh(ids: set[int], at: datetime, keys: Iterable[str] = ()) -> None:
    raised = set(keys)
    for batch in _batches(ids | _linked(ids)):
        raised |= _refresh_batch(batch, at)
    stamps.raise_all(raised, at=at)


def _linked(ids: set[int]) -> set[int]:
    linked: set[int] = set()
    for batch in _batches(ids):
        told = Q(replaces__in=batch) | Q(replacement__in=batch)
        # All openings of a showcase point to one of them.
        openings = Performance.objects.filter(pk__in=batch, is_opening=True)
        told |= Q(is_opening=True, showcase__in=openings.values("showcase"))
        linked |= set(Performance.objects.filter(told).values_list("pk", flat=True))
    return linked


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _refresh_batch(ids: list[int], at: datetime) -> set[str]:
    _wait_for_writers(ids)
    shows = sorted(load(ids), key=lambda show: show.pk)
    outcomes = [_compared(performance, at) for performance in shows]
    entries = [outcome.entry for outcome in outcomes if outcome.entry is not None]
    CalendarEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["performance"],
        update_fields=["text", "sequence", "modified_at", "scopes", "public_from"],
    )
    store.refresh_shows(shows, _public_stamps(shows, entries), at=at)
    versions.follow(shows, at=at)
    search.keep(shows)
    return set().union(*(outcome.keys for outcome in outcomes))


def _public_stamps(
    shows: Iterable[Performance], fresh: Iterable[CalendarEntry]
) -> dict[int, datetime]:
    """LAST-MODIFIED of every public entry as it is now."""
    stored = [getattr(show, "calendar_entry", None) for show in shows]
    known = [entry for entry in stored if entry is not None]
    return {entry.performance_id: entry.modified_at for entry in [*known, *fresh]}


def _wait_for_writers(ids: list[int]) -> None:
    """A rename must not store what an act that is not committed yet has changed."""
    if connection.features.has_select_for_update:
        rows = Performance.objects.select_for_update().filter(pk__in=ids)
        list(rows.order_by("pk").values_list("pk", flat=True))


def _compared(performance: Performance, at: datetime) -> _Outcome:
    entry = getattr(performance, "calendar_entry", None)
    if performance.announced_at is None or performance.status in INSIDE:
        return _taken_out(entry, at)
    before = _stands_in(entry, at)
    fresh = _rendered(performance, entry, at)
    after = _stands_in(fresh, at)
    if entry is None or entry.text != fresh.text:
        return _Outcome(fresh, before | after)
    if (entry.scopes, entry.public_from) != (fresh.scopes, fresh.public_from):
        return _Outcome(fresh, before ^ after)
    return _Outcome()


def _taken_out(entry: CalendarEntry | None, at: datetime) -> _Outcome:
    """Back inside: the text stays, so that LAST-MODIFIED can only rise."""
    if entry is None or entry.public_from is None:
        return _Outcome()
    left = CalendarEntry(
        performance_id=entry.performance_id,
        text=entry.text,
        sequence=entry.sequence,
        modified_at=entry.modified_at,
    )
    return _Outcome(left, _stands_in(entry, at))


def _stands_in(entry: CalendarEntry | None, at: datetime) -> set[str]:
    if entry is None or entry.public_from is None or entry.public_from > at:
        return set()
    return set(entry.scopes)


def _rendered(
    performance: Performance, entry: CalendarEntry | None, at: datetime
) -> CalendarEntry:
    """The entry as it should be; its stamp rises only when its text differs."""
    if entry is not None:
        modified = entry.modified_at
        text = _text(performance, modified, at)
    if entry is None or text != entry.text:
        modified = stamps.later(
            max(at, performance.created_at), entry.modified_at if entry else None
        )
        text = _text(performance, modified, at)
    return CalendarEntry(
        performance_id=performance.pk,
        text=text,
        sequence=performance.sequence,
        modified_at=modified,
        scopes=scopes.of(performance),
        public_from=performance.announced_at,
    )


def _text(performance: Performance, modified: datetime, at: datetime) -> str:
    return ical.render_entry(facts.of(performance, modified=modified, at=at))

"""Notes what an act means to the venues it touches; read on their own pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from ulanmuqi.places.models import Venue

from ..models import Performance, VenueNews
from ..statuses import OFF, Status
from .facts import ShowFacts
from .snapshot import Snapshot

# Statuses in which a show is no business of its venue.
_UNSEEN = frozenset({Status.DRAFT, Status.WITHDRAWN})
_SAY_WHY = OFF | {Status.CONDITIONAL, Status.LATE}
_TIME = ("starts_at", "ends_at", "precision", "day_part", "next_word_at")
_STAGE = ("load_in_minutes", "strike_minutes")
_DOORS = ("doors_minutes",)
# Told as "changed", not value by value: the run sheet has them.
_READ_THERE = ("programme", "technical_note", "expected_audience")
_NEEDS_PREFIX = "needs_"
# One row follows the other when venues are merged: nobody moved.
SILENT = frozenset({"schedule.merge", "schedule.follow"})
_LONGEST_REASON = 300


class Acted(Protocol):
    """One row of an act: as it is now, and as it was (None for a new show)."""

    performance: Performance
    action: str
    before: Snapshot | None


def tell_venues(batch: Sequence[Acted], reason: str, now: datetime) -> None:
    """One insert however many shows; none when no venue has anything to hear."""
    news = [
        row
        for one in batch
        if one.action not in SILENT
        for row in _news_of(one, reason, now)
    ]
    if news:
        VenueNews.objects.bulk_create(news)


def note_discarded(performance: Performance, now: datetime) -> None:
    """Call before a hold is thrown away: the venue need keep no time for it."""
    if performance.venue is None or performance.status in _UNSEEN:
        return
    before = Snapshot.of(performance)
    VenueNews.objects.create(
        venue=performance.venue,
        performance=performance,
        kind=VenueNews.Kind.LEFT,
        at=now,
        title=performance.title,
        was={name: _value(before, name) for name in _TIME},
        now={"status": "discarded"},
    )


def _news_of(one: Acted, reason: str, now: datetime) -> list[VenueNews]:
    before, after = one.before, Snapshot.of(one.performance)
    venues = {_venue(before), _venue(after)} - {None}
    made = []
    for venue in sorted(venues, key=lambda venue: venue.pk):
        told = _told(venue, before, after)
        if told is None:
            continue
        kind, was, is_now = told
        made.append(
            VenueNews(
                venue=venue,
                performance=one.performance,
                kind=kind,
                at=now,
                title=after.facts.title,
                was=was,
                now=is_now,
                reason=reason[:_LONGEST_REASON] if _is_said(kind, is_now) else "",
            )
        )
    return made


def _is_said(kind: str, is_now: dict[str, Any]) -> bool:
    """Only a reason the public may read: one for leaving, for confirming past others
    or for releasing may speak of places the venue has no business with."""
    if kind != VenueNews.Kind.CHANGED:
        return False
    return "starts_at" in is_now or is_now.get("status") in _SAY_WHY


def _told(
    venue: Venue, before: Snapshot | None, after: Snapshot
) -> tuple[str, dict[str, Any], dict[str, Any]] | None:
    """Kind, was and now for one venue; None where it has nothing to hear."""
    saw, sees = _sees(venue, before), _sees(venue, after)
    if saw and sees:
        was, is_now = _difference(before, after)
        return (VenueNews.Kind.CHANGED, was, is_now) if is_now else None
    if sees:
        return VenueNews.Kind.CAME, {}, _facts(after)
    if saw:
        # Still planned here, but unseen: released or withdrawn.
        is_now = {"status": after.status} if _venue(after) == venue else {}
        return VenueNews.Kind.LEFT, _facts(before), is_now
    return None


def _venue(snapshot: Snapshot | None) -> Venue | None:
    return snapshot.facts.venue if snapshot is not None else None


def _sees(venue: Venue, snapshot: Snapshot | None) -> bool:
    return _venue(snapshot) == venue and snapshot.status not in _UNSEEN


def _facts(snapshot: Snapshot) -> dict[str, Any]:
    return {
        name: _value(snapshot, name) for name in ("status", *_TIME, *_STAGE, *_DOORS)
    }


def _difference(
    before: Snapshot, after: Snapshot
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs, as (was, now); times and status always in whole groups."""
    was: dict[str, Any] = {}
    is_now: dict[str, Any] = {}
    groups = (_TIME, _STAGE, _DOORS, ("status", "decide_by"), ("title",), ("troupes",))
    for group in groups:
        old, new = (
            {name: _value(snapshot, name) for name in group}
            for snapshot in (before, after)
        )
        if old != new:
            was |= old
            is_now |= new
    for name in _read_there():
        if getattr(before.facts, name) != getattr(after.facts, name):
            is_now[name] = True
    return was, is_now


def _read_there() -> tuple[str, ...]:
    needs = (n for n in ShowFacts.__dataclass_fields__ if n.startswith(_NEEDS_PREFIX))
    return (*_READ_THERE, *needs)


def _value(snapshot: Snapshot, name: str) -> Any:
    value = getattr(snapshot.facts, name, None)
    if not hasattr(snapshot.facts, name):
        value = getattr(snapshot, name)
    if name == "troupes":
        return [troupe.display_name for troupe in value]
    return value.isoformat() if isinstance(value, datetime) else value

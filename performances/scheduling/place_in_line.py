"""Since when a show claims its time and place, what place in line that is, and whether
its venue's answer still speaks of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from ..models import Booking, Performance
from ..slots import MAX_BOOKING_SECONDS
from ..statuses import BOOKED, Status
from .demands import demands, occupied_slot
from .facts import ShowFacts
from .resources import resource_ids
from .snapshot import Snapshot

# What a venue was asked: for whom changes nothing for it, when and how long does.
_ASKED = ("venue", "starts_at", "ends_at", "load_in_minutes", "strike_minutes")


@dataclass(frozen=True, slots=True)
class LinePlace:
    """The place in line an act gave up, for the act that takes it back: claimed since
    `since`, left at `left_at`."""

    since: datetime
    left_at: datetime


def take_place(
    row: Performance,
    before: Snapshot | None,
    now: datetime,
    *,
    is_same: bool = False,
) -> None:
    """Sets `held_at`: at the end of the line for a new claim, as before for one that
    keeps its venue, its troupes and any part of its time; or that `is_same`, under
    another name."""
    if row.status not in BOOKED:
        row.held_at = None
        return
    claimed = before is not None and before.status in BOOKED
    if row.held_at is None or not (
        claimed and (is_same or keeps_place(row, before.facts))
    ):
        row.held_at = now


def return_to_place(row: Performance, place: LinePlace, cast: Sequence[Model]) -> None:
    """The place the row had, unless somebody joined that line after it was left: they
    were told who stands before them. One query; the resources are locked."""
    wanted = demands(row, cast)
    if not wanted:
        return
    slot = wanted[0].slot
    joined = Booking.objects.filter(
        resource__in=resource_ids([demand.owner for demand in wanted]).values(),
        starts__lt=slot.ends,
        ends__gt=slot.starts,
        starts__gt=slot.starts - MAX_BOOKING_SECONDS,
        performance__status=Status.HOLD,
        performance__held_at__gt=place.left_at,
    ).exclude(performance=row.pk)
    if not joined.exists():
        row.held_at = place.since


def answer_lapses(row: Performance, before: Snapshot, now: datetime) -> None:
    """The venue's answer was to another question, or nobody asks any more."""
    stops = row.status not in BOOKED and before.status in BOOKED
    asks_anew = any(
        getattr(row, name) != getattr(before.facts, name) for name in _ASKED
    )
    if not (stops or asks_anew):
        return
    standing = row.venue_answers.standing()
    if not stops:
        # A venue merged into another was asked under its old name.
        standing = standing.exclude(
            venue=row.venue_id,
            asked_starts_at=row.starts_at,
            asked_ends_at=row.ends_at,
            asked_load_in_minutes=row.load_in_minutes,
            asked_strike_minutes=row.strike_minutes,
        )
    standing.update(lapsed_at=now)


def keeps_place(row: Performance, facts: ShowFacts) -> bool:
    """Whether the row keeps its place in line with these facts: the same venue and
    troupes, and any part of its time."""
    if facts.venue != row.venue or set(facts.troupes) != set(row.troupes_in_order):
        return False
    other = Performance(**facts.columns())
    return occupied_slot(other).overlaps(occupied_slot(row))

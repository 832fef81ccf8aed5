"""Since when a show claims its time and place, what place in line that is, and whether
its venue's answer still speaks of them."""

from datetime import datetime

from ..models import Performance
from ..statuses import BOOKED
from .demands import occupied_slot
from .facts import ShowFacts
from .snapshot import Snapshot

# What a venue was asked: for whom changes nothing for it, when and how long does.
_ASKED = ("venue", "starts_at", "ends_at", "load_in_minutes", "strike_minutes")


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

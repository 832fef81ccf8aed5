"""The rule of the road: can whoever played here be there in time?"""

from math import ceil, floor

from .claims import Claim
from .roads import Leg, Travel, journey
from .rules import Conflict, Plain, Rule, Severity, pair_print
from .slots import HOUR, MINUTE


def unreachable(
    earlier: Claim,
    later: Claim,
    *,
    mine_is_later: bool = False,
    travel: Travel = journey,
) -> Conflict | None:
    """The road from one strike to the next load-in takes longer than there is time.

    None for what does not travel, without hour or place, for overlaps (told by other
    rules), and where the time suffices. Params: resource, resource_kind; from_title,
    from_place, from_ends (strike done); to_title, to_place, to_starts (load-in
    begins), to_stage_starts; km, known_leg, approximate (a place stands for its
    seat); seconds_needed (buffers included; -1 when the road is closed without an
    end), seconds_there_are, and as hours to the tenth hours_needed (rounded up) and
    hours_there_are (down); earliest_start: when the later show can begin on stage,
    load-in kept, rounded up to the minute (0: nobody can say); and why the road is
    slow, see `_slowed_by`.
    """
    if earlier.place is None or later.place is None:
        return None
    if not (earlier.travels and later.travels) or earlier.slot.overlaps(later.slot):
        return None
    leg = travel(earlier.place, later.origin or later.place, earlier.slot.ends)
    there_are = earlier.slot.gap_seconds(later.slot)
    if leg.fits(there_are):
        return None
    mine, other = (later, earlier) if mine_is_later else (earlier, later)
    return Conflict(
        rule=Rule.UNREACHABLE,
        severity=Severity.WARN,
        performance=mine.performance,
        other=other.performance,
        resource=mine.resource,
        at=later.slot.starts,
        params={
            "resource": mine.resource.label,
            "resource_kind": mine.resource.kind.value,
            "from_title": earlier.title,
            "from_place": leg.origin.name,
            "from_ends": earlier.slot.ends,
            "to_title": later.title,
            "to_place": leg.destination.name,
            "to_starts": later.slot.starts,
            "to_stage_starts": later.stage.starts,
            **_road(leg, earlier, later),
            **_slowed_by(leg),
        },
        fingerprint=pair_print(Rule.UNREACHABLE, earlier, later, leg.km, _seconds(leg)),
    )


def _seconds(leg: Leg) -> int:
    return -1 if leg.seconds is None else leg.seconds


def _road(leg: Leg, earlier: Claim, later: Claim) -> dict[str, Plain]:
    there_are = earlier.slot.gap_seconds(later.slot)
    load_in = later.stage.starts - later.slot.starts
    earliest = 0
    if leg.seconds is not None:
        earliest = earlier.slot.ends + leg.seconds + load_in
    return {
        "km": leg.km,
        "known_leg": leg.known,
        "approximate": leg.approximate,
        "seconds_needed": _seconds(leg),
        "seconds_there_are": there_are,
        "hours_needed": ceil(max(0, _seconds(leg)) * 10 / HOUR) / 10,
        "hours_there_are": floor(there_are * 10 / HOUR) / 10,
        "earliest_start": ceil(earliest / MINUTE) * MINUTE,
    }


def _slowed_by(leg: Leg) -> dict[str, Plain]:
    """Params: buffer_minutes (packing and arriving); season ("" for none) and
    season_factor; waiting_hours before closed roads, rounded up to the tenth; and of
    the worst notice notice, notice_source, notice_factor (0: closed), notice_until
    (0: no end), with notices, how many there are."""
    worst = leg.notices[0] if leg.notices else None
    return {
        "buffer_minutes": ceil(leg.buffer_seconds / MINUTE),
        "season": leg.season,
        "season_factor": leg.season_factor,
        "waiting_hours": ceil(leg.waiting_seconds * 10 / HOUR) / 10,
        "notices": len(leg.notices),
        "notice": worst.label if worst else "",
        "notice_source": worst.source if worst else "",
        "notice_factor": (worst.factor or 0) if worst else 0,
        "notice_until": (worst.ends or 0) if worst else 0,
    }

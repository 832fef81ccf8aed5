"""The rules of the schedule: one small function each, values in, a conflict or None.

Conflicts are data. The sentence is made elsewhere from `rule` and `params`; each
rule's docstring names its params. Instants are UTC seconds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from math import ceil

from .claims import Claim, Proposal, ResourceKind, ResourceRef
from .slots import HOUR, MAX_BOOKING_SECONDS, MINUTE


class Severity(StrEnum):
    """block: refused. warn: a coordinator may accept it. note: good to know."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


class Rule(StrEnum):
    DOUBLE_BOOKING = "double_booking"
    HELD_OVERLAP = "held_overlap"
    JUMPS_QUEUE = "jumps_queue"
    HELD_BEHIND = "held_behind"
    SHARED_OVERLAP = "shared_overlap"
    WIDE_OVERLAP = "wide_overlap"
    UNREACHABLE = "unreachable"
    NO_HOUR = "no_hour"
    VENUE_UNKNOWN = "venue_unknown"
    TOO_LONG = "too_long"
    PAST_START = "past_start"
    REPORTED = "reported"
    DAILY_LIMIT = "daily_limit"
    DAYS_IN_A_ROW = "days_in_a_row"
    SHORT_REST = "short_rest"
    CLOSED_HOURS = "closed_hours"
    CAPACITY = "capacity"
    STAGE_SIZE = "stage_size"
    POWER = "power"
    TRUCK_ACCESS = "truck_access"
    DRESSING_ROOMS = "dressing_rooms"
    HEATING = "heating"
    LIGHT = "light"
    SOUND = "sound"
    SHEET_UNKNOWN = "sheet_unknown"
    WINTER_OUTDOORS = "winter_outdoors"
    AFTER_DARK = "after_dark"
    HOME_PLAYS = "home_plays"
    NEVER_BOTH = "never_both"
    TOO_FAST = "too_fast"


Plain = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One rule broken, with every figure its sentence needs.

    `at` is the instant it bites. `fingerprint` hashes the facts judged, the same from
    whichever side, and not the names: an accepted warning holds while it does.
    `among` are all shows it is about where that can be more than two.
    """

    rule: Rule
    severity: Severity
    performance: str
    other: str | None = None
    resource: ResourceRef | None = None
    at: int
    params: Mapping[str, Plain] = field(hash=False)
    fingerprint: str
    among: tuple[str, ...] = ()

    @property
    def shows(self) -> frozenset[str]:
        """The keys of every show it stands against."""
        return frozenset({self.performance, *self.among} | {self.other or ""}) - {""}


def double_booking(mine: Claim, other: Claim) -> Conflict | None:
    """Two firm exclusive claims on one resource overlap. Params: see `meeting`."""
    if not (_both_firm(mine, other) and _both_exclusive(mine, other)):
        return None
    return meeting(Rule.DOUBLE_BOOKING, Severity.BLOCK, mine, other)


def held_overlap(mine: Claim, other: Claim) -> Conflict | None:
    """Two exclusive claims overlap, both know their hour, and not both are firm.

    What a firm show does to the line of holds is told by `queues`. Params: see
    `meeting`.
    """
    if _both_firm(mine, other) or not _both_exclusive(mine, other):
        return None
    if mine.passes(other):
        return None
    if not _both_have_hours(mine, other):
        return None
    return meeting(Rule.HELD_OVERLAP, Severity.WARN, mine, other)


def wide_overlap(mine: Claim, other: Claim) -> Conflict | None:
    """As `held_overlap`, but one knows only its day or part of it: they may meet.

    Params: see `meeting`.
    """
    if _both_firm(mine, other) or not _both_exclusive(mine, other):
        return None
    if _both_have_hours(mine, other):
        return None
    return meeting(Rule.WIDE_OVERLAP, Severity.NOTE, mine, other)


def shared_overlap(mine: Claim, other: Claim) -> Conflict | None:
    """Both are on a resource that may be shared, at once. Params: see `meeting`."""
    if _both_exclusive(mine, other):
        return None
    return meeting(Rule.SHARED_OVERLAP, Severity.NOTE, mine, other)


def no_hour(proposal: Proposal) -> Conflict | None:
    """An opening, or a show made firm, knows only its day or part of it.

    Params: title, precision, is_opening, firm, starts.
    """
    if proposal.precision.has_hour or not (proposal.is_opening or proposal.firm):
        return None
    return _act(
        Rule.NO_HOUR,
        Severity.BLOCK,
        proposal,
        precision=proposal.precision.value,
        is_opening=proposal.is_opening,
        firm=proposal.firm,
    )


def venue_unknown(proposal: Proposal) -> Conflict | None:
    """An opening has no venue. Params: title, starts."""
    if proposal.venue_known or not proposal.is_opening:
        return None
    return _act(Rule.VENUE_UNKNOWN, Severity.BLOCK, proposal)


def too_long(proposal: Proposal) -> Conflict | None:
    """From load-in to strike it is longer than any booking may be.

    Params: title, starts, hours (rounded up), allowed_hours.
    """
    if proposal.may_last or not proposal.slot.is_too_long:
        return None
    return _act(
        Rule.TOO_LONG,
        Severity.BLOCK,
        proposal,
        hours=ceil(proposal.slot.seconds / HOUR),
        allowed_hours=MAX_BOOKING_SECONDS // HOUR,
    )


def past_start(proposal: Proposal, now: int) -> Conflict | None:
    """A new time lies in the past; one without an hour, when its day or part is over.

    Params: title, starts. The fingerprint does not know the clock.
    """
    stage = proposal.stage
    begun = stage.starts if proposal.precision.has_hour else stage.ends - 1
    if not proposal.is_new or begun >= now:
        return None
    return _act(Rule.PAST_START, Severity.WARN, proposal)


def reported(
    performance: str, at: int, *, is_reviewed: bool, **told: Plain
) -> Conflict:
    """A show that was reported is to change: its record waits for the league again.

    Never stored: each act is answered for anew. Params: title, onsite, online (""
    where not said), is_reviewed.
    """
    return Conflict(
        rule=Rule.REPORTED,
        severity=Severity.WARN,
        performance=performance,
        at=at,
        params={**told, "is_reviewed": is_reviewed},
        fingerprint=hashed(Rule.REPORTED, performance, at, is_reviewed),
    )


OVERLAP_RULES = (double_booking, held_overlap, wide_overlap, shared_overlap)
ACT_RULES = (no_hour, venue_unknown, too_long)


def meeting(
    rule: Rule, severity: Severity, mine: Claim, other: Claim
) -> Conflict | None:
    """None when they do not overlap, stand on two resources or are one show's.

    Of an exclusion also: via, other_via (the two that are never busy at once), why.
    Of a person also: cast and other_cast, the troupes that play.
    Params: resource, resource_kind; overlap_starts, overlap_ends, overlap_minutes
    (rounded up); for mine title, kind, status, firm, precision, place ("" when not
    known), starts and ends (load-in to strike), stage_starts, stage_ends; the same
    for the other, each with other_ before it.
    """
    both = mine.slot.intersection(other.slot)
    if both is None or mine.resource.key != other.resource.key:
        return None
    if mine.performance == other.performance:
        return None
    return Conflict(
        rule=rule,
        severity=severity,
        performance=mine.performance,
        other=other.performance,
        resource=mine.resource,
        at=both.starts,
        params={
            "resource": mine.resource.label,
            "resource_kind": mine.resource.kind.value,
            "overlap_starts": both.starts,
            "overlap_ends": both.ends,
            "overlap_minutes": ceil(both.seconds / MINUTE),
            **({"why": mine.resource.why} if mine.resource.why else {}),
            **told(mine),
            **{f"other_{name}": value for name, value in told(other).items()},
        },
        fingerprint=pair_print(rule, mine, other),
    )


def told(claim: Claim) -> dict[str, Plain]:
    return {
        "title": claim.title,
        "kind": str(claim.kind),
        "status": str(claim.status),
        "firm": claim.firm,
        "precision": claim.precision.value,
        "place": claim.place.name if claim.place else "",
        "starts": claim.slot.starts,
        "ends": claim.slot.ends,
        "stage_starts": claim.stage.starts,
        "stage_ends": claim.stage.ends,
        **({"cast": claim.cast} if claim.resource.kind is ResourceKind.MEMBER else {}),
        **(_via(claim.via) if claim.via else {}),
    }


def _via(via: ResourceRef) -> dict[str, Plain]:
    return {"via": via.label, "via_kind": via.kind.value}


def _act(
    rule: Rule, severity: Severity, proposal: Proposal, **params: Plain
) -> Conflict:
    stage, slot = proposal.stage, proposal.slot
    return Conflict(
        rule=rule,
        severity=severity,
        performance=proposal.performance,
        at=stage.starts,
        params={"title": proposal.title, "starts": stage.starts, **params},
        fingerprint=hashed(
            rule,
            proposal.performance,
            [stage.starts, stage.ends, slot.starts, slot.ends],
            [proposal.precision, proposal.is_opening, proposal.firm],
        ),
    )


def _both_firm(mine: Claim, other: Claim) -> bool:
    return mine.firm and other.firm


def _both_exclusive(mine: Claim, other: Claim) -> bool:
    """A shared ground that is not available is not available to anybody."""
    if "blackout" in (mine.kind, other.kind):
        return True
    return mine.exclusive and other.exclusive


def _both_have_hours(mine: Claim, other: Claim) -> bool:
    return mine.precision.has_hour and other.precision.has_hour


def pair_print(rule: Rule, mine: Claim, other: Claim, *more: float) -> str:
    facts = sorted(json.dumps(claim.facts) for claim in (mine, other))
    return hashed(rule, facts, more)


def hashed(*facts: object) -> str:
    """The fingerprint of facts that are plain JSON values."""
    return sha256(json.dumps(facts).encode()).hexdigest()[:32]

"""The line before a resource: who waits for its time, in which order, and who goes
ahead of those who waited longer. Pure; instants are UTC seconds.

Places are computed whenever they are asked for and stored nowhere, so the line closes
up by itself when a hold is let go, made firm, called off, or its time has run out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .claims import Claim, ResourceRef, find_overlaps
from .rules import Conflict, Rule, Severity, hashed, meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One hold's place in the line for one resource: 1 waits first, of `of` holds.

    `ahead` are the claims of those who wait before it, the longest wait first.
    """

    resource: ResourceRef
    place: int
    of: int
    ahead: tuple[Claim, ...] = ()


def ranks(claims: Iterable[Claim], *, now: int) -> dict[str, tuple[Rank, ...]]:
    """The ranks of every show that waits in a line of two or more, by its key.

    Two holds are in one line when they want one exclusive resource at overlapping
    times and both know their hour; a day without an hour may still fit beside. A hold
    alone has no rank, and an overdue one waits no longer. O(n log n) and the pairs.
    """
    ahead: dict[Claim, list[Claim]] = defaultdict(list)
    behind: dict[Claim, int] = defaultdict(int)
    for one, other in find_overlaps(claim for claim in claims if waits(claim, now=now)):
        first, second = (one, other) if one.came_before(other) else (other, one)
        ahead[second].append(first)
        behind[first] += 1
    found: dict[str, list[Rank]] = defaultdict(list)
    for claim in {**ahead, **behind}:
        before = sorted(ahead.get(claim, ()), key=Claim.place_in_line)
        found[claim.performance].append(
            Rank(
                resource=claim.resource,
                place=len(before) + 1,
                of=len(before) + 1 + behind.get(claim, 0),
                ahead=tuple(before),
            )
        )
    return {
        key: tuple(sorted(of_show, key=lambda rank: rank.resource.key))
        for key, of_show in found.items()
    }


def waits(claim: Claim, *, now: int) -> bool:
    """Whether it stands in a line: a hold with its hour, for as long as it may."""
    knows_hour = claim.exclusive and claim.precision.has_hour
    return claim.is_hold and knows_hour and not claim.is_overdue(now)


def jumps_queue(mine: Claim, other: Claim) -> Conflict | None:
    """A show is firm in time for which another hold has waited longer.

    Params: as `rules.meeting`, with other_since, when the other began to hold, and
    other_until, when it is decided at the latest (0: no such time).
    """
    if not _ahead_of_a_hold(mine, other) or not other.came_before(mine):
        return None
    found = meeting(Rule.JUMPS_QUEUE, Severity.WARN, mine, other)
    if found is None:
        return None
    waited = {"other_since": other.since or 0, "other_until": other.until or 0}
    return replace(
        found,
        params={**found.params, **waited},
        fingerprint=hashed(Rule.JUMPS_QUEUE, found.fingerprint, other.since),
    )


def held_behind(mine: Claim, other: Claim) -> Conflict | None:
    """A hold waits behind a firm show, in case that falls through.

    Params: as `rules.meeting`.
    """
    if not _ahead_of_a_hold(mine, other) or other.came_before(mine):
        return None
    return meeting(Rule.HELD_BEHIND, Severity.NOTE, mine, other)


QUEUE_RULES = (jumps_queue, held_behind)


def _ahead_of_a_hold(mine: Claim, other: Claim) -> bool:
    return mine.passes(other) and mine.exclusive and other.exclusive

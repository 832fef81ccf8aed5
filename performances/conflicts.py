"""What stands against an act: one judge for form, board, import and nightly check.

Pure: values in, conflicts out; `now` and the way to reckon travel are arguments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .claims import (
    Claim,
    Proposal,
    ResourceKind,
    ResourceRef,
    find_absences,
    find_journeys,
    find_overlaps,
)
from .daylight import after_dark, winter_outdoors
from .house_hours import closed_hours
from .limits import DEFAULT_LIMITS, Limits
from .queues import QUEUE_RULES, jumps_queue
from .reach import unreachable
from .roads import Travel, journey
from .rules import (
    ACT_RULES,
    OVERLAP_RULES,
    Conflict,
    Plain,
    Rule,
    Severity,
    past_start,
)
from .sharing import home_plays, never_both, too_fast
from .stage_fit import STAGE_RULES
from .workload import overworked, short_rest

__all__ = [
    "Claim",
    "Conflict",
    "Limits",
    "Plain",
    "Proposal",
    "ResourceKind",
    "ResourceRef",
    "Rule",
    "Severity",
    "judge",
    "judge_standing",
]

_RANK = tuple(Severity)
# What a show's own place and hour can have against it, whatever else is planned.
SHOW_RULES = (*STAGE_RULES, closed_hours, winter_outdoors, after_dark)


def judge(
    proposals: Iterable[Proposal],
    neighbours: Iterable[Claim] = (),
    *,
    now: int,
    travel: Travel = journey,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Conflict, ...]:
    """Everything against the proposals, as one batch: blocks first, then by time.

    `neighbours` are the standing claims on the proposed resources: those that overlap
    and, for what travels, the nearest firm ones before and after, and the firm ones of
    the days around. What the proposed shows claimed until now is left out. The order
    of the input does not matter.
    """
    batch = tuple(proposals)
    acted_on = {proposal.performance for proposal in batch}
    proposed = [claim for proposal in batch for claim in proposal.claims]
    standing = [
        claim
        for claim in neighbours
        if claim.performance not in acted_on and not claim.is_overdue(now)
    ]

    found = [rule(proposal) for proposal in batch for rule in ACT_RULES]
    found += [past_start(proposal, now) for proposal in batch]
    found += _of_shows(batch, limits)
    found += [never_both(proposal) for proposal in batch]
    for pair in find_overlaps([*proposed, *standing]):
        mine, other = pair if pair[0].performance in acted_on else pair[::-1]
        if mine.performance in acted_on:
            found += [rule(mine, other) for rule in (*OVERLAP_RULES, *QUEUE_RULES)]
    found += _absences([*proposed, *standing], acted_on)
    found += [too_fast(claim, travel=travel) for claim in _transfers(proposed)]
    line = [*proposed, *(claim for claim in standing if claim.firm)]
    for earlier, later in find_journeys(line):
        if not acted_on & {earlier.performance, later.performance}:
            continue
        late = earlier.performance not in acted_on
        found.append(unreachable(earlier, later, mine_is_later=late, travel=travel))
        found.append(
            short_rest(earlier, later, limits, mine_is_later=late, travel=travel)
        )
    for conflict in overworked(line, limits):
        found += [
            replace(conflict, performance=mine)
            for mine in sorted(acted_on & conflict.shows)
        ]
    return _in_order(found)


def judge_standing(
    claims: Sequence[Claim],
    proposals: Iterable[Proposal] = (),
    *,
    travel: Travel = journey,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Conflict, ...]:
    """Everything wrong between the claims of a season, and with the place and hour of
    the shows given as `proposals`: O(n log n) and what it finds.

    Each conflict belongs to the earlier show of the two; `Conflict.shows` names all.
    Leave overdue holds out.
    """
    found: list[Conflict | None] = []
    for earlier, later in find_overlaps(claims):
        found += [rule(earlier, later) for rule in OVERLAP_RULES]
        # It belongs to the firm show, whichever of the two is earlier.
        found += [jumps_queue(earlier, later), jumps_queue(later, earlier)]
    found += [home_plays(away, show) for away, show in find_absences(claims)]
    found += [too_fast(claim, travel=travel) for claim in _transfers(claims)]
    firm = [claim for claim in claims if claim.firm]
    for earlier, later in find_journeys(firm):
        found.append(unreachable(earlier, later, travel=travel))
        found.append(short_rest(earlier, later, limits, travel=travel))
    found += overworked(firm, limits)
    found += _of_shows(proposals, limits)
    return _in_order(found)


def _of_shows(proposals: Iterable[Proposal], limits: Limits) -> list[Conflict | None]:
    """Drafts and what is off claim nothing, and nothing is held against them; nor
    against what is no show."""
    claiming = [put for put in proposals if put.claims and not put.may_last]
    return [rule(proposal, limits) for proposal in claiming for rule in SHOW_RULES]


def _absences(claims: Sequence[Claim], acted_on: set[str]) -> Iterator[Conflict | None]:
    for away, show in find_absences(claims):
        if away.performance in acted_on:
            yield home_plays(away, show)
        elif show.performance in acted_on:
            yield home_plays(away, show, mine_is_show=True)


def _transfers(claims: Iterable[Claim]) -> list[Claim]:
    """One claim of each transfer: all that go along take the same road."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.origin is not None and claim.travels:
            found.setdefault(claim.performance, claim)
    return list(found.values())


def _in_order(found: Iterable[Conflict | None]) -> tuple[Conflict, ...]:
    """Blocks first, then by time; the rest only makes the order certain."""
    return tuple(
        sorted(
            (conflict for conflict in found if conflict is not None),
            key=lambda conflict: (
                _RANK.index(conflict.severity),
                conflict.at,
                conflict.rule,
                conflict.resource.key if conflict.resource else "",
                conflict.performance,
                conflict.fingerprint,
            ),
        )
    )

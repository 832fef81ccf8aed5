"""Where else a show could go: one other start at which nothing stands against it.

Pure: the standing claims come in, one start goes out, judged by the same judge.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from .conflicts import Claim, Conflict, Limits, Rule, Severity, judge_standing
from .limits import DEFAULT_LIMITS
from .roads import Travel, journey
from .slots import MINUTE, Slot, epoch, moment

# Curtains are proposed on the half hour, and not before the morning nor at night.
STEP_SECONDS = 30 * MINUTE
EARLIEST_HOUR, LATEST_HOUR = 9, 21
DAYS_EITHER_WAY = 7

MENDED_BY_TIME = frozenset(
    {
        Rule.DOUBLE_BOOKING, Rule.HELD_OVERLAP, Rule.JUMPS_QUEUE, Rule.UNREACHABLE,
        Rule.DAILY_LIMIT, Rule.DAYS_IN_A_ROW, Rule.SHORT_REST,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remedy:
    """Show `performance` (its key) would be free of the conflict when its curtain
    rises at `starts` (UTC seconds)."""

    performance: str
    starts: int


def remedy(
    conflict: Conflict,
    claims: Sequence[Claim],
    *,
    movable: Iterable[str],
    within: Slot,
    now: int,
    zone: str,
    travel: Travel = journey,
    limits: Limits = DEFAULT_LIMITS,
) -> Remedy | None:
    """The nearest better start for one of the shows; None when there is none, and for
    what no other time would mend.

    `movable` are keys of shows that may be moved, in the order in which they should
    give way. Tried are the same day after the other show, then the same hour on the
    days around it, later ones first, inside `within` (the claims of other days are
    not known) and not in the past. O(candidates × n log n) for the n claims of the
    resources concerned.
    """
    if conflict.rule not in MENDED_BY_TIME:
        return None
    for key in movable:
        if key not in conflict.shows:
            continue
        mine = [claim for claim in claims if claim.performance == key]
        if not mine or not mine[0].precision.has_hour:
            continue
        held = {claim.resource.key for claim in mine}
        others = [
            claim
            for claim in claims
            if claim.performance != key and claim.resource.key in held
        ]
        for starts in _candidates(conflict, key, mine[0], others, ZoneInfo(zone)):
            moved = [_moved(claim, starts) for claim in mine]
            inside = all(within.covers(claim.slot) for claim in moved)
            if not inside or starts < now:
                continue
            found = judge_standing([*moved, *others], travel=travel, limits=limits)
            if _is_free(key, found):
                return Remedy(key, starts)
    return None


def _candidates(
    conflict: Conflict, key: str, mine: Claim, others: list[Claim], zone: ZoneInfo
) -> Iterator[int]:
    """Starts on the stage, best first."""
    load_in = mine.stage.starts - mine.slot.starts
    if conflict.rule is Rule.UNREACHABLE:
        after = conflict.params["earliest_start"]
        # 0: the road is closed, and nobody can say until when.
        is_later = mine.slot.starts == conflict.at and bool(after)
        clear = [int(after)] if is_later else []
    else:
        other = conflict.shows - {key}
        ends = [claim.slot.ends for claim in others if claim.performance in other]
        clear = [max(ends) + load_in] if ends else []
    for starts in clear:
        rounded = -(-starts // STEP_SECONDS) * STEP_SECONDS
        hour = moment(rounded).astimezone(zone).hour
        is_same_day = _day(rounded, zone) == _day(mine.stage.starts, zone)
        if is_same_day and EARLIEST_HOUR <= hour <= LATEST_HOUR:
            yield rounded
    wall = moment(mine.stage.starts).astimezone(zone)
    for days in range(1, DAYS_EITHER_WAY + 1):
        for sign in (1, -1):
            yield epoch(wall + timedelta(days=days * sign))


def _day(seconds: int, zone: ZoneInfo) -> object:
    return moment(seconds).astimezone(zone).date()


def _moved(claim: Claim, starts: int) -> Claim:
    by = starts - claim.stage.starts
    return replace(claim, slot=claim.slot.shifted(by), stage=claim.stage.shifted(by))


def _is_free(key: str, found: Iterable[Conflict]) -> bool:
    return not any(
        key in conflict.shows and conflict.severity is not Severity.NOTE
        for conflict in found
    )

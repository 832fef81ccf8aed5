"""Where T-zero came from: the hour all cities were told before it was moved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# What was moved longer before it has become the plan.
NEWS_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Move:
    """One move of T-zero, at an instant, for a reason. All aware."""

    at: datetime
    was: datetime
    now: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """`was_at` is the hour before the first of the moves that are news, `reason` that
    of the last. `is_news`: moved shortly before it, and not back to where it was."""

    was_at: datetime
    is_at: datetime
    reason: str
    is_news: bool


def moved(moves: Iterable[Move], opens_at: datetime | None) -> Moved | None:
    """How T-zero came to be at `opens_at`; nothing when no move led there.

    Several delays in a row are one: from the hour first promised to that of now. Of
    the cities that one act moved, most came from the same hour: that was T-zero.
    """
    acts: dict[datetime, list[Move]] = {}
    for one in moves:
        if one.was != one.now:
            acts.setdefault(one.at, []).append(one)
    line = sorted(acts, reverse=True)
    last = _of_t_zero(acts[line[0]], opens_at) if line else None
    if opens_at is None or last is None:
        return None
    was_at = last.was
    for at in line[1:]:
        before = _of_t_zero(acts[at], was_at)
        if before is None or opens_at - at > NEWS_FOR:
            break
        was_at = before.was
    is_news = opens_at - last.at <= NEWS_FOR and was_at != opens_at
    return Moved(was_at, opens_at, last.reason, is_news)


def _of_t_zero(together: list[Move], led_to: datetime | None) -> Move | None:
    """The move of T-zero among those of one act, when it led there."""
    there = [one for one in together if one.now == led_to]
    if not there:
        return None
    ((was, _count),) = Counter(one.was for one in there).most_common(1)
    return next(one for one in there if one.was == was)

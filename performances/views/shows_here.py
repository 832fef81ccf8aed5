"""What plays at a place: the days to come, and the last shows that were there."""

from dataclasses import dataclass
from datetime import date, datetime

from ulanmuqi.base import clock

from ..models.performance_rows import PerformanceQuerySet
from . import rows
from .cards import DayGroup, PerformanceCard, card, days

# Whole days until there are this many: the page has more to say than its shows.
ENOUGH = 16
PAST_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class ShowsHere:
    """`groups` are whole days from today on; `more` shows follow them, from `later` on.
    `past` are the last ones that took place, the latest first."""

    groups: tuple[DayGroup, ...]
    later: date | None
    more: int
    past: tuple[PerformanceCard, ...]


def shows_here(here: PerformanceQuerySet, now: datetime) -> ShowsHere:
    """Listed rows of one place. Seven queries, fewer where there is nothing."""
    midnight = clock.midnight(now)
    today = midnight.astimezone(clock.SHANGHAI).date()
    sheet = rows.sheet(here, today, None, leaf=False)
    groups = days(sheet.rows, now)
    shown = _enough(groups)
    ahead = rows.between(here, today, None).count()
    past = here.firm().filter(starts_at__lt=midnight).order_by("-starts_at", "-id")
    return ShowsHere(
        groups=shown,
        later=groups[len(shown)].day if len(shown) < len(groups) else sheet.later,
        more=ahead - sum(group.count for group in shown),
        past=tuple(card(row, now) for row in past.for_cards()[:PAST_AT_MOST]),
    )


def _enough(groups: list[DayGroup]) -> tuple[DayGroup, ...]:
    count = 0
    for number, group in enumerate(groups):
        if count >= ENOUGH:
            return tuple(groups[:number])
        count += group.count
    return tuple(groups)

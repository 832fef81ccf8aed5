"""What each league's part of the front page shows: today there, else what comes next.

The page is the same bytes for everybody, so every league's few rows are in it; which
ones are seen is decided on the visitor's device (static/js/place.js).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ..models import Performance
from .cards import PerformanceCard, card

# As many as a phone shows without scrolling far; the rest is a link away.
TODAY_AT_MOST = 4
NEXT_AT_MOST = 3
# A league that has nothing in this time says so and leads on.
LOOK_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class LeagueToday:
    """`shows` are today's still to end, or the next ones when there are none today.

    `today` and `ahead` count all of today and of LOOK_AHEAD; `key` is what the device
    keeps when this league is chosen.
    """

    region: Region
    shows: tuple[PerformanceCard, ...]
    today: int
    ahead: int

    @property
    def more(self) -> int:
        """How many of today's are not among `shows`."""
        return max(self.today - len(self.shows), 0) if self.today else 0


def leagues_today(now: datetime) -> list[LeagueToday]:
    """Every league by code. Four queries, whatever the season's size."""
    found = _found(now)
    wanted = [pk for today, coming in found.values() for pk in _first(today, coming)]
    rows = Performance.objects.filter(pk__in=wanted).for_cards().in_order()
    cards: dict[int, list[PerformanceCard]] = {}
    for row in rows:
        cards.setdefault(row.region.league_id, []).append(card(row, now))
    return [
        LeagueToday(
            region=league,
            shows=tuple(cards.get(league.pk, ())),
            today=len(found.get(league.pk, ((), ()))[0]),
            ahead=sum(map(len, found.get(league.pk, ((), ())))),
        )
        for league in Region.objects.leagues()
    ]


def _found(now: datetime) -> dict[int, tuple[list[int], list[int]]]:
    """Keys of today's shows and of those to come, by the league's key."""
    until = clock.midnight(now) + LOOK_AHEAD
    rows = (
        Performance.objects.listed(now)
        .filter(ends_at__gt=now, starts_at__lt=until)
        .exclude(region__league=None)
        .in_order()
        .values_list("region__league_id", "pk", "starts_at")
    )
    tomorrow = clock.next_midnight(now)
    found: dict[int, tuple[list[int], list[int]]] = {}
    for league, pk, starts_at in rows:
        today, coming = found.setdefault(league, ([], []))
        (today if starts_at < tomorrow else coming).append(pk)
    return found


def _first(today: list[int], coming: list[int]) -> list[int]:
    return today[:TODAY_AT_MOST] or coming[:NEXT_AT_MOST]

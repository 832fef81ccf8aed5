"""The framed entry of a list: a showcase and its simultaneous openings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ulanmuqi.base.clock import SHANGHAI

from ...models import Performance, Showcase
from . import place as words
from .performance import PerformanceCard, card
from .state import State


@dataclass(frozen=True, slots=True)
class OpeningCard:
    city: str
    venue: str
    show: PerformanceCard

    @property
    def state(self) -> State:
        return self.show.state

    @property
    def mark(self) -> str:
        """The class of the bud on the line."""
        if self.state.is_off:
            return "off"
        return "late" if self.state is State.LATE else ""


@dataclass(frozen=True, slots=True)
class ShowcaseCard:
    """`state` is waiting, live, ended or off; `opens_at` is aware, in Shanghai."""

    code: str
    title: str
    state: str
    opens_at: datetime
    hour_is_example: bool
    is_example: bool
    openings: tuple[OpeningCard, ...]

    @property
    def day(self) -> date:
        return self.opens_at.date()

    @property
    def standing(self) -> int:
        """In how many cities the curtain rises."""
        return sum(not opening.state.is_off for opening in self.openings)

    @property
    def is_many(self) -> bool:
        return len(self.openings) > 4

    @property
    def sort_key(self) -> tuple[bool, datetime, str]:
        return (False, self.opens_at, self.code)


def showcase_card(
    showcase: Showcase, openings: Iterable[Performance], now: datetime
) -> ShowcaseCard:
    """Openings are public rows loaded with `for_cards`, at least one; no query."""
    rows = west_to_east(openings)
    cards = tuple(
        OpeningCard(city=words.city_name(show.place), venue=show.venue, show=show)
        for show in (card(row, now) for row in rows)
    )
    opens = showcase.t_zero or min(row.starts_at for row in rows)
    return ShowcaseCard(
        code=showcase.code,
        title=showcase.local_title,
        state=overall(opening.state for opening in cards),
        opens_at=opens.astimezone(SHANGHAI),
        hour_is_example=showcase.t_zero_is_example,
        is_example=showcase.is_example,
        openings=cards,
    )


def overall(states: Iterable[State]) -> str:
    """One word for all cities together: any curtain up makes it live."""
    standing = {state for state in states if not state.is_off}
    if not standing:
        return "off"
    if standing == {State.OVER}:
        return "ended"
    return "live" if standing & {State.LIVE, State.OVER} else "waiting"


def west_to_east(openings: Iterable[Performance]) -> list[Performance]:
    """By the seat of the league or city, so that the order tells nothing closer.

    An opening that moved gives way to its replacement when both are here.
    """
    rows = list(openings)
    replaced = {row.replaces_id for row in rows}
    return sorted((row for row in rows if row.pk not in replaced), key=_longitude)


def _longitude(performance: Performance) -> tuple[float, int]:
    region = performance.venue.region if performance.venue else performance.region
    league = region.league if region else None
    lon = league.lon if league is not None and league.lon is not None else 180.0
    return (lon, performance.pk)

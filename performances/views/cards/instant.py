"""The instant line: every city of a showcase as one column, hems on one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base.clock import SHANGHAI

from ...models import Performance, Showcase
from . import place as words
from .performance import PerformanceCard, card
from .programme import current_line, programme
from .showcase import overall, west_to_east
from .state import State


class LineState(StrEnum):
    WAITING = "waiting"
    LIVE = "live"
    ENDED = "ended"
    OFF = "off"


class ColumnState(StrEnum):
    WAITING = "waiting"
    LIVE = "live"
    ENDED = "ended"
    LATE = "late"
    OFF = "off"

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


_LABELS = {
    # Translators: zh: 候场
    ColumnState.WAITING: gettext_lazy("Waiting for the curtain"),
    ColumnState.LIVE: State.LIVE.label,
    # Translators: zh: 已落幕
    ColumnState.ENDED: gettext_lazy("Curtain down"),
    ColumnState.LATE: State.LATE.label,
    ColumnState.OFF: State.CANCELLED.label,
}
_BY_STATE = {
    State.LIVE: ColumnState.LIVE,
    State.OVER: ColumnState.ENDED,
    State.LATE: ColumnState.LATE,
    State.MOVED: ColumnState.OFF,
    State.CANCELLED: ColumnState.OFF,
    State.WITHDRAWN: ColumnState.OFF,
}


@dataclass(frozen=True, slots=True)
class InstantColumn:
    """`playing` is the item on stage now; `name_mn` the city's vertical name."""

    city: str
    name_mn: str
    state: ColumnState
    show: PerformanceCard
    playing: str

    @property
    def label(self) -> str | Promise:
        """The public word: a city that moved to another day is not cancelled."""
        if self.state is ColumnState.OFF:
            return self.show.state.label
        return self.state.label


@dataclass(frozen=True, slots=True)
class InstantLine:
    """`opens_at` is aware, in Shanghai; `now` lets the countdown correct a clock."""

    state: LineState
    opens_at: datetime
    now: datetime
    is_example: bool
    columns: tuple[InstantColumn, ...]

    @property
    def days_left(self) -> int:
        """Midnights in Shanghai until the opening."""
        return (self.opens_at.date() - self.now.astimezone(SHANGHAI).date()).days

    @property
    def standing(self) -> int:
        """Cities that open at this instant or have opened."""
        calm = (ColumnState.OFF, ColumnState.LATE)
        return sum(column.state not in calm for column in self.columns)

    @property
    def exceptions(self) -> tuple[InstantColumn, ...]:
        loud = (ColumnState.OFF, ColumnState.LATE)
        return tuple(column for column in self.columns if column.state in loud)

    @property
    def sentence(self) -> str:
        """The picture in words, for whoever does not see it."""
        cities = _(", ").join(column.city for column in self.columns)
        facts = {
            "count": len(self.columns),
            "cities": cities,
            "time": f"{self.opens_at:%H:%M}",
        }
        return _SENTENCES[self.state] % facts


_SENTENCES = {
    # Translators: zh: %(count)d幅大幕悬在同一高度，等待%(time)s同时升起：%(cities)s
    LineState.WAITING: gettext_lazy(
        "%(count)d curtains hang at one height and wait for %(time)s: %(cities)s"
    ),
    # Translators: zh: 大幕已在%(time)s同时升起，%(count)d地：%(cities)s
    LineState.LIVE: gettext_lazy(
        "The curtains rose together at %(time)s in %(count)d cities: %(cities)s"
    ),
    # Translators: zh: %(time)s启幕的%(count)d地演出已经落幕：%(cities)s
    LineState.ENDED: gettext_lazy(
        "The curtains that rose at %(time)s in %(count)d cities are down: %(cities)s"
    ),
    # Translators: zh: 原定%(time)s在%(count)d地同时启幕，已不按原定时间举行：%(cities)s
    LineState.OFF: gettext_lazy(
        "What was to open at %(time)s in %(count)d cities does not: %(cities)s"
    ),
}


def instant_line(
    showcase: Showcase, openings: Iterable[Performance], now: datetime
) -> InstantLine | None:
    """Nothing without openings.

    Needs public openings loaded with `for_cards` and `programme__work`; no query then.
    """
    rows = west_to_east(openings)
    if not rows:
        return None
    columns = tuple(_column(row, rows, now) for row in rows)
    opens = showcase.t_zero or min(row.starts_at for row in rows)
    return InstantLine(
        state=LineState(overall(column.show.state for column in columns)),
        opens_at=opens.astimezone(SHANGHAI),
        now=now,
        is_example=showcase.t_zero_is_example or showcase.is_example,
        columns=columns,
    )


def city_of(performance: Performance, rows: list[Performance]) -> str:
    """The league or city, or the banner where one league opens twice."""
    place = performance.place
    same = [row for row in rows if row.place.league_code == place.league_code]
    banner = words.banner_name(place)
    return banner if len(same) > 1 and banner else words.city_name(place)


def _column(
    performance: Performance, rows: list[Performance], now: datetime
) -> InstantColumn:
    show = card(performance, now)
    state = _BY_STATE.get(show.state, ColumnState.WAITING)
    line = None
    if state is ColumnState.LIVE:
        line = current_line(programme(performance), now)
    return InstantColumn(
        city=city_of(performance, rows),
        name_mn=_vertical_name(performance),
        state=state,
        show=show,
        playing=line.title if line else "",
    )


def _vertical_name(performance: Performance) -> str:
    """Of the league or city, never of anything closer."""
    region = performance.venue.region if performance.venue else performance.region
    return region.league.mongolian if region and region.league else ""

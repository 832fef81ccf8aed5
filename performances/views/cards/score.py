"""The score: cities side by side, time running down, so a row tells one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ulanmuqi.base.clock import SHANGHAI

from ...models import Performance, Showcase
from .instant import city_of
from .performance import card
from .programme import ProgrammeLine, programme
from .showcase import west_to_east
from .state import State

STEP = 15
# What an item of unknown length is drawn as.
_USUAL = 8
# Heights are classes of score.css, one a minute up to this.
TALLEST = 240


@dataclass(frozen=True, slots=True)
class ScoreItem:
    line: ProgrammeLine
    height: int
    is_on: bool
    is_done: bool

    @property
    def is_short(self) -> bool:
        return self.height < 6


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """`gaps` are minutes of waiting before the first item (a late opening)."""

    city: str
    troupes: tuple[str, ...]
    url: str
    state: State
    gaps: tuple[int, ...]
    items: tuple[ScoreItem, ...]
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Score:
    """`marks` are the quarter hours of the ruler, in Shanghai time."""

    opens_at: datetime
    marks: tuple[datetime, ...]
    columns: tuple[ScoreColumn, ...]
    genres: tuple[tuple[str, str], ...]
    is_example: bool


def score(
    showcase: Showcase, openings: Iterable[Performance], now: datetime
) -> Score | None:
    """Nothing while no city has a programme.

    Needs public openings loaded with `for_cards` and `programme__work`; no query then.
    """
    rows = west_to_east(openings)
    standing = [row for row in rows if not row.is_off]
    if not standing:
        return None
    opens = showcase.t_zero or min(row.starts_at for row in standing)
    columns = tuple(_column(row, rows, opens, now) for row in standing)
    lines = [item.line for column in columns for item in column.items]
    if not lines:
        return None
    return Score(
        opens_at=opens.astimezone(SHANGHAI),
        marks=_marks(opens, columns),
        columns=columns,
        genres=tuple(
            dict.fromkeys(
                (line.genre, line.genre_label) for line in lines if line.genre
            )
        ),
        is_example=any(line.is_example for line in lines) or showcase.is_example,
    )


def _column(
    performance: Performance, rows: list[Performance], opens: datetime, now: datetime
) -> ScoreColumn:
    show = card(performance, now)
    lines = programme(performance)
    live = show.state is State.LIVE
    return ScoreColumn(
        city=city_of(performance, rows),
        troupes=show.troupes,
        url=show.url,
        state=show.state,
        gaps=_gaps(int((performance.starts_at - opens).total_seconds() // 60)),
        items=tuple(
            ScoreItem(
                line=line,
                height=min(line.minutes or _USUAL, TALLEST),
                is_on=live and line.is_on(now),
                is_done=not show.state.is_loud and line.is_done(now),
            )
            for line in lines
        ),
        ends_at=lines[-1].ends_at if lines else None,
    )


def _gaps(minutes: int) -> tuple[int, ...]:
    """Whole classes of height, four hours in all at most."""
    rest = max(0, min(minutes, TALLEST))
    return (rest,) if rest else ()


def _marks(opens: datetime, columns: tuple[ScoreColumn, ...]) -> tuple[datetime, ...]:
    """Every quarter of an hour, to the one that follows the last curtain."""
    longest = max(
        sum(column.gaps) + sum(item.height for item in column.items)
        for column in columns
    )
    local = opens.astimezone(SHANGHAI)
    steps = range(0, longest + STEP, STEP)
    return tuple(local + timedelta(minutes=step) for step in steps)

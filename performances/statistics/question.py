"""What is asked: which days, whose work, of which genre, seen by whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from ulanmuqi.base import clock

from .periods import Period


class By(Enum):
    """What makes a row of a table."""

    ALL = "all"
    TROUPE = "troupe"
    LEAGUE = "league"
    GENRE = "genre"
    MONTH = "month"
    YEAR = "year"

    @property
    def is_owner(self) -> bool:
        return self in (By.TROUPE, By.LEAGUE)


# The league of what belongs to the whole region alone, such as its own troupe.
NO_LEAGUE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`troupes` are the ids of those whose work is counted; None counts everything,
    shows without a troupe too. `is_public` leaves out shows that were planned and
    never announced; those that were reported afterwards count, since a sum tells
    nothing of them. `leagues` are the ids of those whose own desk is asked for with
    its troupes: what it answers itself is in no troupe's hands. `knows_gacha` is False
    while no list of gacha is loaded.
    """

    period: Period
    now: datetime
    troupes: frozenset[int] | None = None
    leagues: frozenset[int] = frozenset()
    genre: str = ""
    is_public: bool = False
    knows_gacha: bool = True

    @property
    def start(self) -> datetime:
        return clock.day_begins(self.period.first)

    @property
    def end(self) -> datetime:
        """Midnight after the last day."""
        return clock.day_begins(self.period.last + timedelta(days=1))

    @property
    def today(self) -> date:
        return self.now.astimezone(clock.SHANGHAI).date()

    @property
    def has_begun(self) -> bool:
        """Of days to come there are no figures, which is not nought."""
        return self.period.first <= self.today

    @property
    def begun_months(self) -> tuple[date, ...]:
        """The first day of each month in question that is over or going on."""
        return tuple(day for day in self.period.months() if day <= self.today)

    @property
    def told_days(self) -> Period:
        """The part of the period that has begun: nobody reports of tomorrow."""
        return self.period.until(self.today)

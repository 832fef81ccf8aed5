"""What public templates receive: frozen values, built from rows and an instant.

Nothing here asks the clock or the database: builders take `now` and rows loaded by
the QuerySet verb they name.
"""

from .changes import ChangeLine, changes
from .days import DayGroup, LeagueGroup, days
from .instant import ColumnState, InstantColumn, InstantLine, LineState, instant_line
from .month import DayCount, Month, MonthDay, month_of, weeks_around
from .performance import Moved, PerformanceCard, card
from .programme import ProgrammeLine, current_line, programme
from .score import Score, ScoreColumn, score
from .showcase import OpeningCard, ShowcaseCard, showcase_card
from .state import State

__all__ = [
    "ChangeLine",
    "ColumnState",
    "DayCount",
    "DayGroup",
    "InstantColumn",
    "InstantLine",
    "LeagueGroup",
    "LineState",
    "Month",
    "MonthDay",
    "Moved",
    "OpeningCard",
    "PerformanceCard",
    "ProgrammeLine",
    "Score",
    "ScoreColumn",
    "ShowcaseCard",
    "State",
    "card",
    "changes",
    "current_line",
    "days",
    "instant_line",
    "month_of",
    "programme",
    "score",
    "showcase_card",
    "weeks_around",
]

"""The ways to look at what was asked of the schedule: by day, by month, on a map.

Each is a function in a file of its own that turns a `Question` into a `Shown`, in a
number of queries that does not depend on the season; `views/schedule.py` lists them.
"""

from .by_day import by_day
from .by_month import by_month
from .on_map import on_map
from .question import Question, Shown

__all__ = ["Question", "Shown", "by_day", "by_month", "on_map"]

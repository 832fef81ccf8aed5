"""Figures of the troupes' work, counted from rows whenever they are asked for.

Read only, nothing is stored. Every function costs a number of queries that depends on
neither troupes nor shows; sums and counts are made by the database. The rules:

- a show counts that took place (`Performance.objects.given`): firm and over.
  Cancelled, postponed and withdrawn shows never count;
- it counts once for each of its troupes and once in every total above them: a league's
  total counts a show of two of its troupes once, the region's one of two leagues once;
- a show on site and online stands in both columns, and the overlap is told;
- attendances come from records alone; a show without one is *missing* and says so;
- kilometres and days belong to a troupe's day, whatever it played on it;
- days, months and years are those of Shanghai, by the start of a show;
- figures from before the system (`CarriedOver`) stand apart and are never added.
"""

from .figures import Figures, Standing
from .periods import Period
from .question import By, Question
from .shows import took_place
from .tables import (
    blank,
    by_genre,
    by_league,
    by_month,
    by_troupe,
    by_year,
    gacha_lists,
    total,
)

__all__ = [
    "By",
    "Figures",
    "Period",
    "Question",
    "Standing",
    "blank",
    "by_genre",
    "by_league",
    "by_month",
    "by_troupe",
    "by_year",
    "gacha_lists",
    "took_place",
    "total",
]

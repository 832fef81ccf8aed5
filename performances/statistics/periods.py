"""A stretch of days that is counted: a month, quarter, half, year, or any two dates.

Days are days in Shanghai; both ends are included.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

YEARS = (1957, 2100)
# From the first year to the last; whoever asks for more is answered with the year.
LONGEST = timedelta(days=366 * 150)
_NAMED = re.compile(r"(\d{4})(?:-(?:h([12])|q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)
_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_months(cls, year: int, first: int, count: int) -> Self:
        last = first + count - 1
        return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]))

    @classmethod
    def named(cls, key: str) -> Self | None:
        """`2023`, `2023-h1`, `2023-q4`, `2023-11`; None for anything else."""
        found = _NAMED.fullmatch(key)
        if found is None or not YEARS[0] <= int(found[1]) <= YEARS[1]:
            return None
        year = int(found[1])
        if found[2]:
            return cls.of_months(year, 6 * int(found[2]) - 5, 6)
        if found[3]:
            return cls.of_months(year, 3 * int(found[3]) - 2, 3)
        return cls.of_months(year, int(found[4]), 1) if found[4] else cls.of_year(year)

    @classmethod
    def between(cls, first: date, last: date) -> Self | None:
        """None where the end lies before the beginning, or much too far away."""
        return cls(first, last) if timedelta(0) <= last - first <= LONGEST else None

    @property
    def key(self) -> str:
        """As `named` reads it, "" for two dates that are none of those."""
        year = self.first.year
        names = [str(year), f"{year}-h1", f"{year}-h2"]
        names += [f"{year}-q{quarter}" for quarter in range(1, 5)]
        names += [f"{year}-{month:02}" for month in range(1, _MONTHS + 1)]
        return next((name for name in names if Period.named(name) == self), "")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of whole years; None for any other stretch."""
        whole = self.first == date(self.first.year, 1, 1)
        whole = whole and self.last == date(self.last.year, 12, 31)
        return (self.first.year, self.last.year) if whole else None

    def months(self) -> Iterator[date]:
        """The first day of each month that has a day in it."""
        day = self.first.replace(day=1)
        while day <= self.last:
            yield day
            day = (day + timedelta(days=32)).replace(day=1)

    def until(self, day: date) -> "Period":
        """No longer than that day: what lies ahead has no figures yet."""
        return Period(self.first, max(self.first, min(self.last, day)))

"""Which year and whose figures somebody asks for, in its one spelling."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from ...statistics.periods import YEARS

_YEAR = re.compile(r"\d{4}", re.ASCII)
_LEAGUE = re.compile(r"\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """None and "" are the present year and the whole region."""

    year: int | None = None
    league: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Never raises: garbage counts as not asked."""
        year, league = query.get("year", ""), query.get("league", "")
        known = _YEAR.fullmatch(year) and YEARS[0] <= int(year) <= YEARS[1]
        return cls(
            int(year) if known else None, league if _LEAGUE.fullmatch(league) else ""
        )

    def is_all_of(self, query: QueryDict) -> bool:
        """Whether nothing else was asked, such as a year nobody counts in."""
        told = ("" if self.year is None else str(self.year), self.league)
        return told == (query.get("year", ""), query.get("league", ""))

    @property
    def query(self) -> str:
        named = (("league", self.league), ("year", self.year or ""))
        return urlencode([(name, value) for name, value in named if value])


def spelled(query: QueryDict) -> str | None:
    """None for what was made up: it leads to the page without it."""
    asked = Asked.of(query)
    return asked.query if asked.is_all_of(query) else None

"""What the board's address asks for: which rows, which days, narrowed by what."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ...forms.instants import FIRST_YEAR, LAST_YEAR
from ...models import Showcase
from ...slots import Slot, local_day
from ...statuses import OFF, Status

USUAL_DAYS, MOST_DAYS = 10, 31
ZONE = clock.SHANGHAI.key


class Rows(StrEnum):
    TROUPES = "troupes"
    VENUES = "venues"
    TRUCKS = "trucks"


@dataclass(frozen=True, slots=True)
class Asked:
    """Days are Beijing's. A filter that names nothing that exists is no filter.
    `only_busy` leaves out the rows nothing stands in."""

    rows: Rows
    first: date
    days: int
    league: Region | None = None
    troupe: Troupe | None = None
    showcase: Showcase | None = None
    statuses: tuple[str, ...] = ()
    only_busy: bool = False

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def window(self) -> Slot:
        """From the first midnight to the one after the last day, UTC seconds."""
        return Slot(local_day(self.first, ZONE).starts, local_day(self.last, ZONE).ends)

    @property
    def shown_statuses(self) -> tuple[str, ...]:
        """Without a filter: everything that is not off."""
        return self.statuses or tuple(s for s in Status.values if s not in OFF)

    @property
    def is_narrowed(self) -> bool:
        named = self.league or self.troupe or self.showcase
        return bool(named or self.statuses or self.only_busy)

    def query(self, **changes: Any) -> str:
        """The address's query for the same look with something changed."""
        asked = replace(self, **changes)
        pairs: list[tuple[str, Any]] = [
            ("rows", asked.rows.value),
            ("from", asked.first.isoformat()),
            ("days", asked.days),
        ]
        if asked.league is not None:
            pairs.append(("league", asked.league.code))
        if asked.troupe is not None:
            pairs.append(("troupe", asked.troupe.pk))
        if asked.showcase is not None:
            pairs.append(("showcase", asked.showcase.pk))
        pairs += [("status", status) for status in asked.statuses]
        if asked.only_busy:
            pairs.append(("busy", "1"))
        return urlencode(pairs)

    def moved(self, days: int) -> str:
        return self.query(first=_bounded(self.first + timedelta(days=days)))


def read(query: QueryDict, *, today: date) -> Asked:
    """The board as the address asks for it; what makes no sense is left out.

    At most three queries, one for each filter that names a row.
    """
    rows = query.get("rows", "")
    known = [status for status in Status.values if status in query.getlist("status")]
    return Asked(
        rows=Rows(rows) if rows in set(Rows) else Rows.TROUPES,
        first=_day(query.get("from", "")) or today,
        days=_number(query.get("days", ""), 1, MOST_DAYS) or USUAL_DAYS,
        league=_league(query.get("league", "")),
        troupe=_row(Troupe, query.get("troupe", "")),
        showcase=_row(Showcase, query.get("showcase", "")),
        statuses=tuple(known),
        only_busy=query.get("busy", "") == "1",
    )


def _day(said: str) -> date | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _bounded(day: date) -> date:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return min(max(day, first), last)


def _number(said: str, least: int, most: int) -> int | None:
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        return None
    return number if least <= (number := int(said)) <= most else None


def _league(said: str) -> Region | None:
    if not (said.isascii() and said.isdigit() and len(said) <= 12):
        return None
    return Region.objects.filter(code=said).first()


def _row(model: Any, said: str) -> Any:
    key = _number(said, 1, 999_999_999)
    return model.objects.filter(pk=key).first() if key is not None else None

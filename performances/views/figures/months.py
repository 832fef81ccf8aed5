"""The months of a year in public: shows, who came, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ulanmuqi.base.templatetags.dates import month

from ... import charts
from ...measures import OF_SHOWS, Measure
from ...statistics import By, Figures, Period, Question, before, shows
from . import rows
from .years import first_planned

_NO_SHOWS = Figures(dict.fromkeys(OF_SHOWS, 0))


@dataclass(frozen=True, slots=True)
class Month:
    """`address` leads to its shows on the schedule, "" where that cannot be asked for
    them. While it has not begun nothing stands in `figures`, nor where it lies before
    this site (`is_before`) and a report of its time tells of it. `until` is today in
    the month that is going on; `sessions` are None where nobody asked for them."""

    first: date
    figures: Figures
    address: str
    until: date | None
    sessions: int | None = None
    is_before: bool = False
    has_begun: bool = True

    @property
    def shows(self) -> int | None:
        return self.figures[Measure.SHOWS]

    def with_sessions(self, count: int) -> "Month":
        is_known = self.has_begun and (count or not self.is_before)
        return replace(self, sessions=count) if is_known else self


def of_shows(asked: Question, troupe: str = "") -> tuple[Month, ...]:
    """All months of the year in question, of the troupe of that code or of everybody
    who is asked for. Two queries, three where figures from before tell of a month."""
    counted, today = shows.counted(asked, By.MONTH), asked.today
    told_before = before.months_before(asked)
    kept_since = first_planned(asked.now) if told_before else None
    told = []
    for first in asked.period.months():
        last = Period.of_months(first.year, first.month, 1).last
        if first > today:
            told.append(Month(first, Figures(), "", None, has_begun=False))
            continue
        # A show reported afterwards tells of its own day, not of its month.
        last_before = kept_since is None or last < kept_since
        is_before = first in told_before and (last_before or first not in counted)
        none = Figures() if is_before else _NO_SHOWS
        figures = Figures(counted[first][0]) if first in counted else none
        until = today if today <= last else None
        address = ""
        if troupe or asked.troupes is None:
            whose = {"troupe": troupe} if troupe else {}
            address = rows.shows_url(first, until or last, **whose)
        told.append(Month(first, figures, address, until, is_before=is_before))
    return tuple(told)


def before_the_site(months: Sequence[Month]) -> frozenset[date]:
    return frozenset(one.first for one in months if one.is_before)


def bars(months: Sequence[Month]) -> charts.Bars:
    """Those that have begun; the one that is going on in red."""
    begun = [one for one in months if one.has_begun]
    return charts.bars(
        [(month(one.first), one.shows) for one in begun],
        marked=[n for n, one in enumerate(begun) if one.until],
    )

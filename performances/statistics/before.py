"""What figures from before say of a year that is also counted here: never added, and
no month they cover is one in which nothing was done."""

from collections.abc import Iterable, Mapping
from datetime import date

from ..measures import Measure
from ..models import CarriedOver
from .cutting import of_troupes
from .periods import Period
from .question import Question

_OF_SHOWS = (Measure.SHOWS, Measure.ONSITE_SHOWS, Measure.ONLINE_SHOWS)
_OF_TARGETS = {Measure.SHOWS: _OF_SHOWS, Measure.DAYS: (Measure.DAYS,)}

# By measure, in the order of tables.
Before = tuple[tuple[Measure, int], ...]


def beside_targets(year: int) -> Mapping[tuple[int, Measure], Before]:
    """By troupe and what a target is set for: figures of days within the year. Of rows
    whose days overlap the longest counts. One query."""
    whole = Period.of_year(year)
    rows = CarriedOver.objects.filter(first__gte=whole.first, last__lte=whole.last)
    found: dict[tuple[int, str], list[CarriedOver]] = {}
    for row in rows.order_by("first", "-last", "pk"):
        found.setdefault((row.troupe_id, row.measure), []).append(row)
    told: dict[tuple[int, Measure], Before] = {}
    for troupe in {troupe for troupe, _measure in found}:
        for target, measures in _OF_TARGETS.items():
            said = tuple(
                (one, _apart(found[troupe, one.value]))
                for one in measures
                if (troupe, one.value) in found
            )
            if said:
                told[troupe, target] = said
    return told


def months_before(asked: Question) -> frozenset[date]:
    """First days of the months of which figures from before tell how many shows there
    were, of anybody who is asked for. One query."""
    rows = CarriedOver.objects.filter(
        of_troupes(asked),
        measure__in=_OF_SHOWS,
        first__lte=asked.period.last,
        last__gte=asked.period.first,
    )
    spans = set(rows.values_list("first", "last"))
    return frozenset(
        first
        for first in asked.begun_months
        if any(
            begin <= first and Period.of_months(first.year, first.month, 1).last <= end
            for begin, end in spans
        )
    )


def _apart(rows: Iterable[CarriedOver]) -> int:
    """Rows in the order of their first day, the longest first."""
    total, until = 0, date.min
    for row in rows:
        if row.first > until:
            total, until = total + row.value, row.last
    return total

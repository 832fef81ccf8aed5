"""What figures from before say of a year that is also counted here: never added, and
no month they cover is one in which nothing was done."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from ..measures import Measure
from ..models import CarriedOver
from .periods import Period
from .question import Question

_OF_SHOWS = (Measure.SHOWS, Measure.ONSITE_SHOWS, Measure.ONLINE_SHOWS)
_OF_TARGETS = {Measure.SHOWS: _OF_SHOWS, Measure.DAYS: (Measure.DAYS,)}

# By measure, in the order of tables.
Before = tuple[tuple[Measure, int], ...]


def told(period: Period, troupes: Collection[int] | None) -> QuerySet[CarriedOver]:
    """Of any day of the period, by troupe and source; None is everybody."""
    found = CarriedOver.objects.filter(first__lte=period.last, last__gte=period.first)
    if troupes is not None:
        found = found.filter(troupe__in=troupes)
    order = ("troupe__code", "first", "last", "source", "measure", "pk")
    return found.select_related("troupe__region__league").order_by(*order)


def beside_targets(year: int) -> Mapping[tuple[int, Measure], Before]:
    """By troupe and what a target is set for: figures of days within the year. Of rows
    whose days overlap the longest counts. One query."""
    whole = Period.of_year(year)
    rows = CarriedOver.objects.filter(first__gte=whole.first, last__lte=whole.last)
    found: dict[tuple[int, str], list[CarriedOver]] = {}
    for row in rows.order_by("first", "pk"):
        found.setdefault((row.troupe_id, row.measure), []).append(row)
    beside: dict[tuple[int, Measure], Before] = {}
    for troupe in {troupe for troupe, _measure in found}:
        for target, measures in _OF_TARGETS.items():
            said = tuple(
                (one, _apart(found[troupe, one.value]))
                for one in measures
                if (troupe, one.value) in found
            )
            if said:
                beside[troupe, target] = said
    return beside


def months_before(asked: Question) -> frozenset[date]:
    """First days of the months of which figures from before tell, in whole or in part,
    how many shows there were, of anybody who is asked for. One query."""
    rows = told(asked.period, asked.troupes).filter(measure__in=_OF_SHOWS)
    spans = set(rows.order_by().values_list("first", "last"))
    return frozenset(
        first
        for first in asked.begun_months
        if any(
            begin <= Period.of_months(first.year, first.month, 1).last and first <= end
            for begin, end in spans
        )
    )


def _apart(rows: Iterable[CarriedOver]) -> int:
    """The longest first, and no row a day of which is told by a longer one."""
    taken: list[CarriedOver] = []
    for row in sorted(rows, key=lambda one: one.first - one.last):
        if all(row.last < one.first or one.last < row.first for one in taken):
            taken.append(row)
    return sum(one.value for one in taken)

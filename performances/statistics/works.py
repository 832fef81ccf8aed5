"""Works created: by the year they are new in, and within it by their first showing.

Of many only the year is known. They count in it and in none of its months: of a month
nobody can then say that nothing was created.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import Combinable

from troupes.genres import category_of, genres
from troupes.models import Work

from ..measures import Measure
from .cutting import KEY, day, grouped, of_troupes, owner
from .question import By, Question

# In a month of the year it is new in.
_DATED = Q(first_shown__year=F("new_work_year"))


def created(asked: Question, by: By) -> dict[Any, dict[Measure, int | None]]:
    """None, which is not nought, for whoever has none of these days and one of these
    years that is in no month. One query, two by month."""
    if by is By.MONTH:
        return _by_month(asked)
    rows = grouped(
        _of_the_years(asked), by, _key(by),
        told=Count("pk", distinct=True, filter=_told(asked)),
        dated=Count("pk", distinct=True, filter=_DATED),
        all=Count("pk", distinct=True),
    )  # fmt: skip
    told: Counter[Any] = Counter()
    unknown: Counter[Any] = Counter()
    for row in rows:
        key = category_of(row[KEY]).value if by is By.GENRE else row[KEY]
        told[key] += row["told"]
        unknown[key] += row["all"] - row["dated"]
    whole = asked.period.years is not None
    return {
        key: {Measure.WORKS: n if n or whole or not unknown[key] else None}
        for key, n in told.items()
    }


def undated(asked: Question) -> Mapping[int, int]:
    """How many works of each year in question are in none of its months. One query."""
    rows = _of_the_years(asked).exclude(_DATED).order_by().values_list("new_work_year")
    return dict(rows.annotate(n=Count("pk", distinct=True)))


def new_works(asked: Question) -> QuerySet[Work]:
    """The very rows: of whole years those that are new in them, of anything shorter
    those first shown then. A merged work counts as the one it became."""
    return _of_the_years(asked).filter(_told(asked))


def _by_month(asked: Question) -> dict[date, dict[Measure, int | None]]:
    dated = _of_the_years(asked).filter(_DATED, _within(asked))
    rows = grouped(
        dated, By.MONTH, day(By.MONTH, "first_shown"), n=Count("pk", distinct=True)
    )
    told = {row[KEY]: row["n"] for row in rows}
    unknown = undated(asked)
    return {
        first: {Measure.WORKS: told.get(first, None if unknown.get(first.year) else 0)}
        for first in asked.begun_months
    }


def _key(by: By) -> Combinable:
    if by.is_owner:
        return owner(by, "troupes")
    if by is By.GENRE:
        return F("genre")
    return F("new_work_year") if by is By.YEAR else day(by, "first_shown")


def _of_the_years(asked: Question) -> QuerySet[Work]:
    found = Q(
        new_work_year__gte=asked.period.first.year,
        new_work_year__lte=asked.period.last.year,
    )
    if asked.genre:
        codes = [one.code for one in genres().values() if one.category == asked.genre]
        found &= Q(genre__in=codes)
    return Work.objects.standing().filter(found, of_troupes(asked, "troupes"))


def _told(asked: Question) -> Q:
    if asked.period.years is not None:
        return Q(new_work_year__isnull=False)
    return _DATED & _within(asked)


def _within(asked: Question) -> Q:
    return Q(first_shown__gte=asked.period.first, first_shown__lte=asked.period.last)

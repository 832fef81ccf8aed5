"""Works created: by the year they are new in, and within it by their first showing."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from troupes.genres import category_of, genres
from troupes.models import Work

from ..measures import Measure
from .cutting import KEY, day, grouped, of_troupes, owner
from .question import By, Question


def created(asked: Question, by: By) -> dict[Any, dict[Measure, int]]:
    """One query. By month, a work whose first showing nobody noted is in none."""
    if by.is_owner:
        rows = grouped(
            new_works(asked), owner(by, "troupes"), n=Count("pk", distinct=True)
        )
    elif by is By.GENRE:
        rows = grouped(new_works(asked), F("genre"), n=Count("pk", distinct=True))
    elif by is By.YEAR:
        rows = grouped(
            new_works(asked), F("new_work_year"), n=Count("pk", distinct=True)
        )
    else:
        rows = grouped(
            new_works(asked), day(by, "first_shown"), n=Count("pk", distinct=True)
        )
    counted: dict[Any, dict[Measure, int]] = {}
    for row in rows:
        key = category_of(row[KEY]).value if by is By.GENRE else row[KEY]
        before = counted.get(key, {}).get(Measure.WORKS, 0)
        counted[key] = {Measure.WORKS: before + row["n"]}
    return counted


def new_works(asked: Question) -> QuerySet[Work]:
    """The very rows: of whole years those that are new in them, of anything shorter
    those first shown then. A merged work counts as the one it became."""
    period = asked.period
    first, last = period.years or (period.first.year, period.last.year)
    found = Q(new_work_year__gte=first, new_work_year__lte=last)
    if period.years is None:
        found &= Q(first_shown__gte=period.first, first_shown__lte=period.last)
    if asked.genre:
        codes = [one.code for one in genres().values() if one.category == asked.genre]
        found &= Q(genre__in=codes)
    return Work.objects.standing().filter(found, of_troupes(asked, "troupes"))

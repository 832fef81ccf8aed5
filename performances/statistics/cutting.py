"""What the rows of a table are grouped by, as the database is asked for it."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from ulanmuqi.base.clock import SHANGHAI

from .question import NO_LEAGUE, By, Question

# The name of the group in a row that the database answers.
KEY = "group"
_MONTHS = 12


def owner(by: By, troupe: str = "troupe") -> Combinable:
    """Of a row that belongs to one troupe: the troupe's id, or its league's."""
    if by is By.TROUPE:
        return F(troupe)
    return Coalesce(F(f"{troupe}__region__league_id"), Value(NO_LEAGUE))


def day(by: By, field: str) -> Combinable:
    """Of a row with a date in Shanghai."""
    return _stretch(by, field)


def instant(by: By, field: str) -> Combinable:
    """Of a row with an instant: its month or year in Shanghai."""
    return _stretch(by, field, SHANGHAI)


def _stretch(by: By, field: str, zone: ZoneInfo | None = None) -> Combinable:
    """A month or year as a whole number, until `named` names it: dates come unlike
    from dates and from instants, and from each database in its own way."""
    year = ExtractYear(field, tzinfo=zone)
    match by:
        case By.MONTH:
            return year * _MONTHS + ExtractMonth(field, tzinfo=zone) - 1
        case By.YEAR:
            return year
    return Value(0)


def named(by: By, key: Any) -> Any:
    """A group as tables know it: a month by its first day, None for rows that are in
    no month."""
    if by is not By.MONTH or key is None:
        return key
    # PostgreSQL's years and months are numerics.
    year, month = divmod(int(key), _MONTHS)
    return date(year, month + 1, 1)


def of_troupes(asked: Question, troupe: str = "troupe") -> Q:
    """Rows of the troupes that are asked for."""
    return Q() if asked.troupes is None else Q(**{f"{troupe}__in": asked.troupes})


def grouped(
    rows: QuerySet, by: By, key: Combinable, **sums: Any
) -> list[dict[str, Any]]:
    """One query: a row a group, its key as `KEY`."""
    found = rows.order_by().annotate(**{KEY: key}).values(KEY).annotate(**sums)
    return [{**row, KEY: named(by, row[KEY])} for row in found]

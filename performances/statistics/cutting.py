"""What the rows of a table are grouped by, as the database is asked for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractYear, TruncMonth

from ulanmuqi.base.clock import SHANGHAI

from .question import NO_LEAGUE, By, Question

# The name of the group in a row that the database answers.
KEY = "group"


def owner(by: By, troupe: str = "troupe") -> Combinable:
    """Of a row that belongs to one troupe: the troupe's id, or its league's."""
    if by is By.TROUPE:
        return F(troupe)
    return Coalesce(F(f"{troupe}__region__league_id"), Value(NO_LEAGUE))


def day(by: By, field: str) -> Combinable:
    """Of a row with a date in Shanghai."""
    match by:
        case By.MONTH:
            return TruncMonth(field)
        case By.YEAR:
            return ExtractYear(field)
    return Value(0)


def instant(by: By, field: str) -> Combinable:
    """Of a row with an instant: its month or year in Shanghai."""
    match by:
        case By.MONTH:
            return TruncMonth(field, tzinfo=SHANGHAI)
        case By.YEAR:
            return ExtractYear(field, tzinfo=SHANGHAI)
    return Value(0)


def of_troupes(asked: Question, troupe: str = "troupe") -> Q:
    """Rows of the troupes that are asked for."""
    return Q() if asked.troupes is None else Q(**{f"{troupe}__in": asked.troupes})


def grouped(rows: QuerySet, key: Combinable, **sums: Any) -> list[dict[str, Any]]:
    """One query: a row a group, its key as `KEY` with months as days."""
    found = rows.order_by().annotate(**{KEY: key}).values(KEY).annotate(**sums)
    return list(_with_days(found))


def _with_days(rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for row in rows:
        key = row[KEY]
        if isinstance(key, datetime):
            key = key.astimezone(SHANGHAI).date()
        yield {**row, KEY: key}

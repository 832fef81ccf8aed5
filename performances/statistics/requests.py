"""Requests for shows that got an answer."""

from typing import Any

from django.db.models import BigIntegerField, Case, Count, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ..measures import Measure
from ..models import Request
from .cutting import KEY, grouped, instant, of_troupes, owner
from .question import NO_LEAGUE, By, Question


def answered(asked: Question, by: By) -> dict[Any, dict[Measure, int]]:
    """By the day of the first answer, and whose hands it was in: a troupe's, or those
    of the league it came from. One query."""
    rows = answered_requests(asked)
    if by is By.TROUPE:
        rows = rows.filter(troupe__isnull=False)
    told = grouped(rows, by, _key(by), n=Count("pk"))
    return {row[KEY]: {Measure.REQUESTS: row["n"]} for row in told}


def _key(by: By) -> Combinable:
    if by is By.LEAGUE:
        from_there = Coalesce("region__league_id", Value(NO_LEAGUE))
        return Case(
            When(troupe__isnull=True, then=from_there),
            default=owner(by),
            output_field=BigIntegerField(),
        )
    return owner(by) if by.is_owner else instant(by, "answered_at")


def answered_requests(asked: Question) -> QuerySet[Request]:
    """The very rows."""
    rows = Request.objects.answered(asked.start, asked.end)
    whose = of_troupes(asked)
    if asked.troupes is not None and asked.leagues:
        whose |= Q(troupe__isnull=True, region__league__in=asked.leagues)
    return rows.filter(whose, answered_at__lte=asked.now)

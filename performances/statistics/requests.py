"""Requests for shows that got an answer."""

from typing import Any

from django.db.models import Count, QuerySet

from ..measures import Measure
from ..models import Request
from .cutting import KEY, grouped, instant, of_troupes, owner
from .question import By, Question


def answered(asked: Question, by: By) -> dict[Any, dict[Measure, int]]:
    """By the day of the first answer, and whose hands it was in. One query."""
    key = owner(by) if by.is_owner else instant(by, "answered_at")
    rows = answered_requests(asked)
    if by.is_owner:
        rows = rows.filter(troupe__isnull=False)
    told = grouped(rows, by, key, n=Count("pk"))
    return {row[KEY]: {Measure.REQUESTS: row["n"]} for row in told}


def answered_requests(asked: Question) -> QuerySet[Request]:
    """The very rows."""
    rows = Request.objects.answered(asked.start, asked.end)
    return rows.filter(of_troupes(asked), answered_at__lte=asked.now)

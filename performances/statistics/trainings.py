"""Training sessions that took place, and who was there."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ..measures import Measure
from ..models import TrainingSession, TrainingTroupe
from .cutting import KEY, grouped, instant, of_troupes, owner
from .question import By, Question


def taught(asked: Question, by: By) -> dict[Any, dict[Measure, int]]:
    """A session of several troupes counts once for each and once above; its people
    count for their own troupe, and those of no troupe in the region's total alone.
    Two queries, one by troupe and by league."""
    told: dict[Any, dict[Measure, int]] = {}
    parts = TrainingTroupe.objects.filter(
        of_troupes(asked), session__in=sessions(asked).values("pk")
    )
    key = owner(by) if by.is_owner else instant(by, "session__starts_at")
    for row in grouped(
        parts, by, key, n=Count("session", distinct=True), people=Sum("attended")
    ):
        told[row[KEY]] = {
            Measure.TRAININGS: row["n"],
            Measure.TRAINED: row["people"] or 0,
        }
    if by.is_owner or asked.troupes is not None:
        return told
    for row in grouped(
        sessions(asked),
        by,
        instant(by, "starts_at"),
        n=Count("pk", distinct=True),
        others=Sum("other_people"),
    ):
        people = told.get(row[KEY], {}).get(Measure.TRAINED, 0)
        told[row[KEY]] = {
            Measure.TRAININGS: row["n"],
            Measure.TRAINED: people + (row["others"] or 0),
        }
    return told


def by_month(asked: Question) -> dict[tuple[date, bool], int]:
    """Sessions by month, visits of a paired adviser (True) apart. One query."""
    is_paired = Q(kind=TrainingSession.Kind.PAIRING)
    rows = grouped(
        sessions(asked), By.MONTH, instant(By.MONTH, "starts_at"),
        paired=Count("pk", filter=is_paired), others=Count("pk", filter=~is_paired),
    )  # fmt: skip
    told = {}
    for row in rows:
        told[row[KEY], True], told[row[KEY], False] = row["paired"], row["others"]
    return told


def sessions(asked: Question) -> QuerySet[TrainingSession]:
    """The very rows: begun in the period, over by now, not cancelled."""
    begun = TrainingSession.objects.over(asked.now).begun_in(asked.start, asked.end)
    return begun if asked.troupes is None else begun.of_troupes(asked.troupes)


def people_of(asked: Question) -> Combinable:
    """How many of those in question came to a session; without troupes, everybody."""
    parts = TrainingTroupe.objects.filter(of_troupes(asked), session=OuterRef("pk"))
    summed = parts.order_by().values("session").annotate(n=Sum("attended")).values("n")
    own = Coalesce(Subquery(summed), Value(0))
    if asked.troupes is not None:
        return own
    return own + Coalesce(F("other_people"), Value(0))

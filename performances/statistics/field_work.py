"""What a troupe's days hold besides shows: the road, coaching, service, and which
gacha saw it."""

from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from ulanmuqi.places.models import Region

from ..measures import Measure
from ..models import FieldAct, PerformanceTroupe, TroupeDay
from .cutting import KEY, day, grouped, instant, named, of_troupes, owner
from .question import By, Question
from .shows import took_place

Counted = dict[Any, dict[Measure, int]]
_GACHA = Region.Level.GACHA


def travelled(asked: Question, by: By) -> Counted:
    """Kilometres, and days in the grassroots: of troupes' days, so two troupes on the
    road together have travelled twice the way. One query."""
    rows = grouped(
        days(asked),
        by,
        owner(by) if by.is_owner else day(by, "day"),
        km=Sum("distance_km"),
        out=Count("pk", filter=Q(in_grassroots=True)),
    )
    return {
        row[KEY]: {Measure.DISTANCE: row["km"] or 0, Measure.DAYS: row["out"]}
        for row in rows
    }


def coached_and_served(asked: Question, by: By) -> Counted:
    """People coached, and service acts. One query."""
    rows = grouped(
        acts(asked),
        by,
        owner(by) if by.is_owner else day(by, "day"),
        people=Sum("people", filter=Q(kind=FieldAct.Kind.COACHING)),
        served=Count("pk", filter=Q(kind=FieldAct.Kind.SERVICE)),
    )
    return {
        row[KEY]: {
            Measure.COACHED: row["people"] or 0,
            Measure.SERVICES: row["served"],
        }
        for row in rows
    }


def days(asked: Question) -> QuerySet[TroupeDay]:
    told = asked.told_days
    return TroupeDay.objects.filter(
        of_troupes(asked), day__gte=told.first, day__lte=told.last
    )


def acts(asked: Question) -> QuerySet[FieldAct]:
    told = asked.told_days
    return FieldAct.objects.filter(
        of_troupes(asked), day__gte=told.first, day__lte=told.last
    )


def gacha(asked: Question, by: By) -> Counted:
    """Different gacha that saw a show, coaching or service: one that saw two troupes
    counts once for each of them and once above. One query."""
    told = _seen_at_shows(asked, by).union(_seen_at_work(asked, by))
    sql, params = told.query.sql_with_params()
    with connection.cursor() as cursor:
        # The inner text is the ORM's own; every value is a parameter.
        cursor.execute(
            f'SELECT "{KEY}", COUNT(*) FROM ({sql}) AS seen GROUP BY "{KEY}"',  # noqa: S608
            params,
        )
        return {
            named(by, key): {Measure.GACHA: count} for key, count in cursor.fetchall()
        }


def _seen_at_shows(asked: Question, by: By) -> QuerySet:
    if by.is_owner:
        rows = PerformanceTroupe.objects.filter(
            of_troupes(asked),
            performance__in=took_place(asked),
            performance__region__level=_GACHA,
        )
        return _pairs(rows, owner(by), "performance__region_id")
    shows = took_place(asked).filter(region__level=_GACHA)
    return _pairs(shows, instant(by, "starts_at"), "region_id")


def _seen_at_work(asked: Question, by: By) -> QuerySet:
    key = owner(by) if by.is_owner else day(by, "day")
    return _pairs(acts(asked).filter(region__level=_GACHA), key, "region_id")


def _pairs(rows: QuerySet, key: Combinable, place: str) -> QuerySet:
    found = rows.order_by().annotate(**{KEY: key}, seen=F(place))
    return found.values(KEY, "seen").distinct()

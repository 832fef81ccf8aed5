"""The very rows behind a figure, so that whoever doubts it can look."""

from enum import StrEnum

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ulanmuqi.places.models import Region

from ..measures import OF_SHOWS, Measure
from ..models import FieldAct, Performance, Record, ReportState
from . import field_work, requests, shows, trainings, works
from .question import Question

_MODES = {
    Measure.ONSITE_SHOWS: ("on_site", "both"),
    Measure.ONLINE_SHOWS: ("online", "both"),
}
# Whatever the show was: who came stands in the record.
_SAID = {
    Measure.ONSITE_ATTENDANCES: "record__onsite_audience",
    Measure.ONLINE_VIEWS: "record__online_views",
}


def rows_of(asked: Question, measure: Measure) -> QuerySet:
    """What was counted, the latest first, each with what it `adds`: together that is
    the figure. Of attendances only shows with a record that says how many, of gacha
    the regions themselves with `visits` and `last`."""
    if measure in OF_SHOWS:
        return _shows(asked, measure)
    match measure:
        case Measure.DISTANCE:
            found = field_work.days(asked).filter(distance_km__gt=0)
            return _adding(found, F("distance_km")).order_by("-day", "-pk")
        case Measure.DAYS:
            found = field_work.days(asked).filter(in_grassroots=True)
            return _adding(found).order_by("-day", "-pk")
        case Measure.COACHED:
            found = field_work.acts(asked).filter(kind=FieldAct.Kind.COACHING)
            people = Coalesce(F("people"), Value(0))
            return _adding(found, people).order_by("-day", "-pk")
        case Measure.SERVICES:
            found = field_work.acts(asked).filter(kind=FieldAct.Kind.SERVICE)
            return _adding(found).order_by("-day", "-pk")
        case Measure.GACHA:
            return _adding(_gacha(asked))
        case Measure.WORKS:
            found = works.new_works(asked).distinct()
            return _adding(found).order_by("-new_work_year", "code")
        case Measure.REQUESTS:
            found = requests.answered_requests(asked)
            return _adding(found).order_by("-answered_at", "-pk")
    found = trainings.sessions(asked)
    if measure is Measure.TRAINED:
        return _adding(found, trainings.people_of(asked)).order_by("-starts_at", "-pk")
    return _adding(found).order_by("-starts_at", "-pk")


class Stands(StrEnum):
    """How far the record of a show is read; `figures.Standing` counts them."""

    REVIEWED = "reviewed"
    REPORTED = "reported"
    RETURNED = "returned"
    MISSING = "missing"


_STANDS = {
    Stands.REVIEWED: Q(record__state=ReportState.REVIEWED),
    Stands.REPORTED: Q(record__state__in=(ReportState.REPORTED, ReportState.RETURNED)),
    Stands.RETURNED: Q(record__state=ReportState.RETURNED),
    Stands.MISSING: Q(record__isnull=True),
}


def standing(asked: Question, stands: Stands) -> QuerySet[Performance]:
    """Shows that took place and whose records stand so, the latest first."""
    found = shows.took_place(asked).filter(_STANDS[stands])
    return _adding(found).order_by("-starts_at", "-pk")


def _adding(rows: QuerySet, number: Combinable | None = None) -> QuerySet:
    return rows.annotate(adds=number or Value(1))


def _shows(asked: Question, measure: Measure) -> QuerySet[Performance]:
    found = shows.took_place(asked)
    number: Combinable | None = None
    if modes := _MODES.get(measure):
        found = found.filter(mode__in=modes)
    if said := _SAID.get(measure):
        found, number = found.filter(**{f"{said}__isnull": False}), F(said)
    return _adding(found, number).order_by("-starts_at", "-pk")


def _gacha(asked: Question) -> QuerySet[Region]:
    played = shows.took_place(asked).filter(region=OuterRef("pk"))
    worked = field_work.acts(asked).filter(region=OuterRef("pk"))
    seen = Region.objects.filter(
        Q(Exists(played)) | Q(Exists(worked)), level=Region.Level.GACHA
    )
    counted = Q(performances__in=shows.took_place(asked))
    return seen.annotate(
        visits=Count("performances", filter=counted, distinct=True),
        last=Max("performances__starts_at", filter=counted),
    ).order_by("code")


def records_of(shown: list[Performance]) -> dict[int, Record]:
    """By the id of the show. One query."""
    found = Record.objects.filter(performance__in=shown)
    return {record.performance_id: record for record in found}

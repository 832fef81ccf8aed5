"""The very rows behind a figure, so that whoever doubts it can look."""

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from ulanmuqi.places.models import Region

from ..measures import OF_SHOWS, Measure
from ..models import FieldAct, Performance, Record
from . import field_work, requests, shows, trainings, works
from .question import Question

_MODES = {
    Measure.ONSITE_SHOWS: ("on_site", "both"),
    Measure.ONSITE_ATTENDANCES: ("on_site", "both"),
    Measure.ONLINE_SHOWS: ("online", "both"),
    Measure.ONLINE_VIEWS: ("online", "both"),
}


def rows_of(asked: Question, measure: Measure) -> QuerySet:
    """What was counted, the latest first; of attendances only shows with a record that
    says how many, of gacha the regions themselves with `visits` and `last`."""
    if measure in OF_SHOWS:
        return _shows(asked, measure)
    match measure:
        case Measure.DISTANCE:
            return field_work.days(asked).filter(distance_km__gt=0).order_by("-day")
        case Measure.DAYS:
            return field_work.days(asked).filter(in_grassroots=True).order_by("-day")
        case Measure.COACHED | Measure.SERVICES:
            kind = FieldAct.Kind.COACHING
            if measure is Measure.SERVICES:
                kind = FieldAct.Kind.SERVICE
            return field_work.acts(asked).filter(kind=kind).order_by("-day", "-pk")
        case Measure.GACHA:
            return _gacha(asked)
        case Measure.WORKS:
            found = works.new_works(asked).distinct()
            return found.order_by("-new_work_year", "code")
        case Measure.REQUESTS:
            return requests.answered_requests(asked).order_by("-answered_at")
    return trainings.sessions(asked).order_by("-starts_at")


def missing(asked: Question) -> QuerySet[Performance]:
    """Shows that took place and of which nobody has said anything, the latest first."""
    return shows.took_place(asked).filter(record__isnull=True).order_by("-starts_at")


def _shows(asked: Question, measure: Measure) -> QuerySet[Performance]:
    found = shows.took_place(asked)
    if modes := _MODES.get(measure):
        found = found.filter(mode__in=modes)
    if measure is Measure.ONSITE_ATTENDANCES:
        found = found.filter(record__onsite_audience__isnull=False)
    if measure is Measure.ONLINE_VIEWS:
        found = found.filter(record__online_views__isnull=False)
    return found.order_by("-starts_at", "-pk")


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

"""Shows that took place, and who came: counted by the database, a joint show once."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from ..measures import Measure
from ..models import Performance, PerformanceTroupe, ReportState
from ..statuses import FIRM
from .cutting import KEY, grouped, instant, of_troupes, owner
from .figures import Standing
from .question import By, Question

_ON_SITE = (Performance.Mode.ON_SITE, Performance.Mode.BOTH)
_ONLINE = (Performance.Mode.ONLINE, Performance.Mode.BOTH)
Counted = dict[Measure, int | None]


def took_place(asked: Question) -> QuerySet[Performance]:
    """The very rows the figures are counted from."""
    shows = Performance.objects.filter(_stood(asked))
    if asked.troupes is None:
        return shows
    parts = PerformanceTroupe.objects.filter(
        performance=OuterRef("pk"), troupe__in=asked.troupes
    )
    return shows.filter(Exists(parts))


def counted(asked: Question, by: By) -> dict[Any, tuple[Counted, Standing]]:
    """Figures of shows and how far their records are read, by group. One query."""
    if by.is_owner:
        rows = grouped(_parts(asked, by), by, owner(by), **_sums("performance__"))
    else:
        key = F("genre") if by is By.GENRE else instant(by, "starts_at")
        rows = grouped(took_place(asked), by, key, **_sums(""))
    return {row[KEY]: (_figures(row), _standing(row)) for row in rows}


def _stood(asked: Question, show: str = "") -> Q:
    # As `Performance.objects.given`, also for rows that only point to a show.
    told = {
        "status__in": FIRM,
        "starts_at__gte": asked.start,
        "starts_at__lt": asked.end,
        "ends_at__lte": asked.now,
    }
    if asked.genre:
        told["genre"] = asked.genre
    stood = Q(**{f"{show}{name}": value for name, value in told.items()})
    if asked.is_public:
        known = Q(**{f"{show}announced_at__lte": asked.now})
        stood &= known | Q(**{f"{show}entered_after": True})
    return stood


def _parts(asked: Question, by: By) -> QuerySet[PerformanceTroupe]:
    """A row for each show and troupe; by league, of troupes of one league only the
    first, so that the show is counted there once."""
    parts = PerformanceTroupe.objects.filter(
        _stood(asked, "performance__"), of_troupes(asked)
    )
    if by is By.TROUPE:
        return parts
    earlier = PerformanceTroupe.objects.filter(
        of_troupes(asked), performance=OuterRef("performance"), pk__lt=OuterRef("pk")
    ).annotate(league=owner(by))
    same = earlier.filter(league=OuterRef("home"))
    return parts.annotate(home=owner(by)).filter(~Exists(same))


def _sums(show: str) -> dict[str, Any]:
    def having(**what: Any) -> Q:
        return Q(**{f"{show}{name}": value for name, value in what.items()})

    key = f"{show}pk"
    return {
        "shows": Count(key),
        "onsite": Count(key, filter=having(mode__in=_ON_SITE)),
        "online": Count(key, filter=having(mode__in=_ONLINE)),
        "both": Count(key, filter=having(mode=Performance.Mode.BOTH)),
        "people": Sum(f"{show}record__onsite_audience"),
        "views": Sum(f"{show}record__online_views"),
        "reviewed": Count(key, filter=having(record__state=ReportState.REVIEWED)),
        "returned": Count(key, filter=having(record__state=ReportState.RETURNED)),
        "missing": Count(key, filter=having(record__isnull=True)),
        "afterwards": Count(key, filter=having(entered_after=True)),
    }


def _figures(row: Mapping[str, Any]) -> Counted:
    """An audience nobody told of any show is not known, which is not nought."""
    figures: Counted = {
        Measure.SHOWS: row["shows"],
        Measure.ONSITE_SHOWS: row["onsite"],
        Measure.ONLINE_SHOWS: row["online"],
    }
    told = (
        (Measure.ONSITE_ATTENDANCES, row["people"], row["onsite"]),
        (Measure.ONLINE_VIEWS, row["views"], row["online"]),
    )
    return figures | {
        measure: people if played else people or 0 for measure, people, played in told
    }


def _standing(row: Mapping[str, Any]) -> Standing:
    return Standing(
        reviewed=row["reviewed"],
        reported=row["shows"] - row["reviewed"] - row["missing"],
        returned=row["returned"],
        missing=row["missing"],
        both=row["both"],
        afterwards=row["afterwards"],
    )

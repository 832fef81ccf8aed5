"""What a page says of training: from its session, else from what the page itself says.

A page is what editors publish; nothing here tells of a session without one, nor of the
time it takes from anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language

from troupes.models import TrainingPage, Troupe, Work
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.base.readers import in_readers_language
from ulanmuqi.places.models import Region
from ulanmuqi.places.public import PublicPlace

from ..models import TrainingSession


@dataclass(frozen=True, slots=True)
class Teacher:
    """`name` is "" where the person did not agree to be named."""

    name: str
    known_as: str


@dataclass(frozen=True, slots=True)
class TrainingTold:
    """`where` is no closer than the place may be told; `people` were there."""

    page: TrainingPage
    first: date
    last: date | None
    where: str
    troupes: tuple[Troupe, ...]
    hours: int | None
    people: int | None
    teachers: tuple[Teacher, ...] = ()
    works: tuple[Work, ...] = ()
    is_cancelled: bool = False


def told(pages: Iterable[TrainingPage]) -> list[TrainingTold]:
    """In the order of the pages, which come with region and troupes; six queries
    where one of them has a session, else one."""
    shown = list(pages)
    keys = [page.translation_key for page in shown]
    rows = TrainingSession.objects.for_rows().filter(page__translation_key__in=keys)
    sessions = {row.page.translation_key: row for row in rows}
    return [
        _of_session(page, sessions[page.translation_key])
        if page.translation_key in sessions
        else _of_page(page)
        for page in shown
    ]


def training_pages() -> QuerySet[TrainingPage]:
    """Public pages, the latest first by the session's day where there is one."""
    key = OuterRef("translation_key")
    began = TrainingSession.objects.filter(page__translation_key=key)
    day = Cast("starts_on", DateTimeField())
    pages = in_readers_language(TrainingPage.objects.all()).annotate(
        begins=Coalesce(Subquery(began.order_by("pk").values("starts_at")[:1]), day)
    )
    pages = pages.select_related("region__league").prefetch_related("troupes")
    return pages.order_by("-begins", "-pk")


def training_pages_of(troupe: Troupe) -> QuerySet[TrainingPage]:
    """Those the troupe attended, by the session or by the page."""
    attended = TrainingSession.objects.of_troupes([troupe.pk]).exclude(page=None)
    keys = attended.values("page__translation_key")
    named = TrainingPage.objects.filter(troupes=troupe).values("pk")
    return training_pages().filter(Q(translation_key__in=keys) | Q(pk__in=named))


def _of_page(page: TrainingPage) -> TrainingTold:
    """A page without a session, a preview too."""
    return TrainingTold(
        page=page,
        first=page.starts_on,
        last=page.ends_on,
        where=_area_and_place(page.region, page.place),
        troupes=tuple(page.troupes.all()),
        hours=page.hours,
        people=page.trainees,
    )


def _of_session(page: TrainingPage, row: TrainingSession) -> TrainingTold:
    zone = ZoneInfo(row.venue.time_zone) if row.venue else SHANGHAI
    # Whole days end with midnight, which is the day before.
    last = (row.ends_at - timedelta(seconds=1)).astimezone(zone).date()
    return TrainingTold(
        page=page,
        first=row.starts_at.astimezone(zone).date(),
        last=last,
        where=_where(row),
        troupes=tuple(row.troupes_in_order),
        hours=row.hours,
        # Some troupes' numbers alone, or ones that were sent back, are no figure.
        people=row.people if row.is_told else None,
        teachers=tuple(
            Teacher(one.told_name if one.may_name else "", one.told_as)
            for one in row.teachers.all()
            if one.may_name or one.told_as
        ),
        works=tuple(part.work for part in row.work_parts.all()),
        is_cancelled=row.is_cancelled,
    )


def _where(row: TrainingSession) -> str:
    """A private place is told by its banner alone, so its words stay inside too."""
    if row.venue is None:
        return _area_and_place(row.region, row.place)
    place = PublicPlace.of(row.venue)
    if row.venue.is_private:
        return place.name
    parts = (place.banner or place.league, row.venue.local_name, row.place)
    return " ".join(part for part in parts if part)


def _area_and_place(region: Region | None, place: str) -> str:
    """The region once: a place in words often begins with its name. Those words are
    Chinese, so whoever reads English is told the region in English beside them."""
    if region is None:
        return place
    if place and (get_language() or "").startswith("en"):
        return f"{region.local_name} · {place}"
    says_it = any(
        place.startswith(name) for name in (region.name, region.short_name) if name
    )
    return place if says_it else f"{region.local_name} {place}".strip()

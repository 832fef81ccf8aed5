"""Troupes, works and training as visitors look for them."""

from collections.abc import Iterable, Iterator

from ulanmuqi.finding import following, page_words, sources
from ulanmuqi.finding.documents import Kind
from ulanmuqi.finding.spelling import Said
from ulanmuqi.places.findable import names_of
from ulanmuqi.places.models import Region

from .models import (
    TrainingIndexPage,
    TrainingPage,
    Troupe,
    TroupeIndexPage,
    TroupeMember,
    TroupePage,
    Work,
    WorkCreator,
    WorkIndexPage,
    WorkPage,
)


def register() -> None:
    sources.register(Kind.TROUPE, _troupes)
    sources.register(Kind.WORK, _works)
    following.follow(Troupe, Kind.TROUPE)
    following.follow(Region, Kind.TROUPE, _at_home_in)
    following.follow(TroupeMember, Kind.TROUPE, lambda row: [row.page.troupe_id])
    following.follow(Work, Kind.WORK)
    following.follow(WorkCreator, Kind.WORK, lambda row: [row.work_id])
    page_words.register_row_pages(TroupePage, Kind.TROUPE)
    page_words.register_row_pages(WorkPage, Kind.WORK)
    page_words.register_pages(
        TrainingPage, TrainingIndexPage, TroupeIndexPage, WorkIndexPage
    )


def _troupes(keys: Iterable[int] | None) -> Iterator[tuple[int, Said]]:
    """Its names; its home and its members; what its pages say."""
    rows = Troupe.objects.select_related("region__league", "region__banner")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    found = list(rows.order_by("pk"))
    pages = page_words.by_row(TroupePage, [row.pk for row in found])
    for row in found:
        names = (row.name, row.short_name, row.name_en, row.mongolian)
        own = pages.get(row.pk, [])
        home = [name for part in row.region.public_parts for name in names_of(part)]
        members = [member.name for page in own for member in page.members.all()]
        yield row.pk, Said(names, (*home, *members), _said(own))


def _works(keys: Iterable[int] | None) -> Iterator[tuple[int, Said]]:
    """Its titles; its genre and who made it; what its pages say."""
    rows = Work.objects.standing().prefetch_related("creators")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    found = list(rows.order_by("pk"))
    pages = page_words.by_row(WorkPage, [row.pk for row in found])
    for row in found:
        form = row.form
        about = [creator.name for creator in row.creators.all()]
        about += [form.name, form.name_en] if form else []
        names = (row.title, row.title_en, row.mongolian)
        yield row.pk, Said(names, tuple(about), _said(pages.get(row.pk, [])))


def _said(pages: list) -> tuple[str, ...]:
    return tuple(text for page in pages for text in page_words.running_text(page))


def _at_home_in(region: Region) -> list[int]:
    rows = Troupe.objects.filter(region__path__startswith=region.path)
    return list(rows.values_list("pk", flat=True))

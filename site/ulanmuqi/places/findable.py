"""Regions and venues as visitors look for them. A private venue is told by nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

from ulanmuqi.finding import following, sources
from ulanmuqi.finding.documents import Kind
from ulanmuqi.finding.spelling import Said

from .models import Region, Venue

# Anything closer than a banner could tell where a private venue is.
PUBLIC_LEVELS = (Region.Level.REGION, Region.Level.LEAGUE, Region.Level.BANNER)


def register() -> None:
    sources.register(Kind.REGION, _regions)
    sources.register(Kind.VENUE, _venues)
    following.follow(Region, Kind.REGION)
    following.follow(Venue, Kind.VENUE)
    following.follow(Region, Kind.VENUE, _venues_in)


def names_of(row: Any) -> tuple[str, ...]:
    """Every name of a region or a troupe, the short one of daily speech too."""
    return (row.name, row.short_name, row.name_en, row.mongolian)


def _regions(keys: Iterable[int] | None) -> Iterator[tuple[int, Said]]:
    rows = Region.objects.filter(level__in=PUBLIC_LEVELS)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    for row in rows.order_by("pk"):
        yield row.pk, Said((*names_of(row), row.pinyin.replace(" ", "")))


def _venues(keys: Iterable[int] | None) -> Iterator[tuple[int, Said]]:
    rows = Venue.objects.standing().with_own_page()
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    for row in rows.select_related("region__league", "region__banner").order_by("pk"):
        around = [name for part in row.region.public_parts for name in names_of(part)]
        yield (
            row.pk,
            Said((row.name, row.name_en, row.mongolian), (*around, row.address)),
        )


def _venues_in(region: Region) -> list[int]:
    rows = Venue.objects.filter(region__path__startswith=region.path)
    return list(rows.values_list("pk", flat=True))

"""All troupes as the public finds them: by league, each with the page it has."""

from dataclasses import dataclass

from wagtail.models import Page

from ulanmuqi.base.readers import pages_about
from ulanmuqi.places.models import Region

from .models import Troupe, TroupePage


@dataclass(frozen=True, slots=True)
class Entry:
    troupe: Troupe
    page: Page | None


@dataclass(frozen=True, slots=True)
class League:
    """`region` is nothing for troupes of the autonomous region itself."""

    region: Region | None
    entries: tuple[Entry, ...]


def leagues() -> tuple[League, ...]:
    """Two queries; troupes of the whole region first, then leagues by code."""
    rows = list(
        Troupe.objects.select_related("region__league").order_by("region__path", "code")
    )
    pages = pages_about(TroupePage, [troupe.pk for troupe in rows])
    found: dict[Region | None, list[Entry]] = {}
    for troupe in rows:
        entry = Entry(troupe, pages.get(troupe.pk))
        found.setdefault(troupe.region.league, []).append(entry)
    return tuple(League(region, tuple(entries)) for region, entries in found.items())

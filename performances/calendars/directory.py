"""Which feeds there are: what stands in each, what it is called, where it is found."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import override

from troupes.genres import Category
from troupes.models import Troupe, Work
from ulanmuqi.places.models import Region, Venue

from ..models import PerformanceTroupe, ProgrammeItem, Showcase
from . import namesakes, scopes, wording
from .by_key import OneOf
from .feeds import Feed

_AREA = ("region__league", "region__banner")
_EXACT = Q(venue__public_precision=Venue.PublicPrecision.EXACT)


def everything() -> Feed:
    return Feed(
        key=scopes.ALL,
        name=wording.everything(),
        kind="",
        code="",
        page_path="/schedule/",
        shows=Q(),
        name_en=wording.EVERYTHING_EN,
    )


def of_troupe(troupe: Troupe) -> Feed:
    theirs = PerformanceTroupe.objects.filter(troupe=troupe)
    return Feed(
        key=scopes.troupe(troupe.pk),
        name=_apart(troupe, wording.feed_of_troupe(troupe.name)),
        kind="troupes",
        code=troupe.code,
        page_path=f"/schedule/?troupe={troupe.code}",
        shows=Q(OneOf.of(theirs.values("performance"))),
        by_date=False,
        name_en=wording.in_english(troupe.name_en),
    )


def of_venue(venue: Venue) -> Feed:
    """Only for a venue the public may know; needs its region's league and banner."""
    its_own = Venue.objects.filter(
        Q(pk=venue.pk) | Q(merged_into=venue),
        public_precision=Venue.PublicPrecision.EXACT,
    )
    return Feed(
        key=scopes.venue(venue.pk),
        name=_apart(venue, wording.feed_of_venue(venue.name, _area(venue.region))),
        kind="venues",
        code=venue.code,
        page_path=f"/venues/{venue.code}/",
        shows=Q(venue__in=its_own),
        name_en=wording.in_english(venue.name_en),
    )


def of_region(region: Region) -> Feed:
    """The region and all below it; needs its league and banner.

    A private venue, and a place that is still open, are told by their banner. So they
    stand in no feed of a smaller area, and its page is the banner's.
    """
    shows = Q(venue__region__path__startswith=region.path)
    page = region
    if region.level in (Region.Level.SUMU, Region.Level.GACHA):
        shows &= _EXACT
        page = region.banner or region
    else:
        shows |= Q(venue=None, region__path__startswith=region.path)
    return Feed(
        key=scopes.region(region.code),
        name=wording.feed_of_region(_area(region, region.name)),
        kind="regions",
        code=region.code,
        page_path=f"/regions/{page.code}/",
        shows=shows,
        name_en=wording.in_english(region.name_en),
    )


def of_showcase(showcase: Showcase) -> Feed:
    return Feed(
        key=scopes.showcase(showcase.pk),
        name=_apart(showcase, wording.feed_of_showcase(showcase.title)),
        kind="showcases",
        code=showcase.code,
        page_path=f"/showcases/{showcase.code}/",
        shows=Q(showcase=showcase),
        name_en=wording.in_english(showcase.title_en),
    )


def of_work(work: Work) -> Feed:
    items = ProgrammeItem.objects.filter(Q(work=work) | Q(work__merged_into=work))
    form = work.form.name if work.form else ""
    return Feed(
        key=scopes.work(work.pk),
        name=_apart(work, wording.feed_of_work(work.title, form)),
        kind="works",
        code=work.code,
        page_path=f"/works/{work.code}/",
        shows=Q(OneOf.of(items.values("performance"))),
        by_date=False,
        name_en=wording.in_english(work.title_en),
    )


def of_genre(category: Category) -> Feed:
    return Feed(
        key=scopes.genre(category.value),
        name=wording.feed_of_genre(category.value),
        kind="genres",
        code=category.value,
        page_path=f"/schedule/?genre={category.value}",
        shows=Q(genre=category),
        name_en=wording.in_english(_english(category)),
    )


def find(kind: str, code: str, *, now: datetime) -> Feed | None:
    """The feed at an address, or nothing where the public has none.

    A venue or work that was merged into another answers with the other's feed. One
    query, and one more for each merger.
    """
    finder = _FINDERS.get(kind)
    return finder(code, now) if finder else None


def _troupe(code: str, _now: datetime) -> Feed | None:
    troupe = namesakes.known(Troupe).filter(code=code).first()
    return of_troupe(troupe) if troupe else None


def _venue(code: str, _now: datetime) -> Feed | None:
    venues = namesakes.known(Venue).select_related(*_AREA)
    venue = venues.filter(code=code).first()
    while venue is not None and venue.merged_into_id is not None:
        venue = venues.get(pk=venue.merged_into_id)
    return of_venue(venue) if venue and not venue.is_private else None


def _region(code: str, _now: datetime) -> Feed | None:
    region = Region.objects.filter(code=code).select_related("league", "banner").first()
    return of_region(region) if region else None


def _showcase(code: str, now: datetime) -> Feed | None:
    showcase = namesakes.known(Showcase).public(now).filter(code=code).first()
    return of_showcase(showcase) if showcase else None


def _work(code: str, _now: datetime) -> Feed | None:
    works = namesakes.known(Work)
    work = works.filter(code=code).first()
    while work is not None and work.merged_into_id is not None:
        work = works.get(pk=work.merged_into_id)
    return of_work(work) if work else None


def _genre(code: str, _now: datetime) -> Feed | None:
    return of_genre(Category(code)) if code in Category.values else None


_FINDERS: dict[str, Callable[[str, datetime], Feed | None]] = {
    "troupes": _troupe,
    "venues": _venue,
    "regions": _region,
    "showcases": _showcase,
    "works": _work,
    "genres": _genre,
}


def _english(category: Category) -> str:
    with override("en"):
        return str(category.label)


def _apart(row: Troupe | Venue | Showcase | Work, name: str) -> str:
    """Told by its code as well where an older feed bears the name already."""
    return wording.apart(name, row.code) if _is_namesake(row) else name


def _is_namesake(row: Troupe | Venue | Showcase | Work) -> bool:
    """One query unless the row was found by `find`."""
    known = getattr(row, "is_namesake", None)
    if known is None:
        rows = namesakes.known(type(row)).filter(pk=row.pk)
        known = rows.values_list("is_namesake", flat=True).first()
    return bool(known)


def _area(region: Region, last: str = "") -> str:
    """League, banner and the name itself, each once: 锡林郭勒盟苏尼特右旗."""
    names = [part.name for part in region.public_parts]
    return "".join(dict.fromkeys([*names, *([last] if last else [])]))

"""Regions down to the banner: what lies below could tell too much."""

from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from ulanmuqi.places.models import Region as Row
from ulanmuqi.places.public import PublicPlace

from ..views.asked import plain
from ..views.rows import PUBLIC_LEVELS
from . import addresses, answers
from .names import named
from .paging import by_code
from .parameters import Code, Listed, RegionCode, Words, asked, key
from .problems import NOT_FOUND, Refusal
from .schemas.page import Page
from .schemas.places import Point, Region, RegionRef

ORDER = "regions"
RegionKey = key(Code, _("The code of the region."), "152200")
router = Router(tags=["Regions"])


class RegionsAsked(Listed):
    level: Literal["region", "league", "banner"] | None = asked(
        _("Regions of one level alone."), "league"
    )
    parent: RegionCode | None = asked(_("What is part of this region."), "152200")
    q: Words | None = asked(_("Words in a name, Chinese or English."), "兴安")


@router.get(
    "",
    response=Page[Region],
    operation_id="listRegions",
    summary=_("Regions"),
    description=_(
        "The autonomous region, its leagues and cities, and their banners, counties "
        "and districts, by code."
    ),
)
def regions(request: HttpRequest, asked: Query[RegionsAsked]) -> HttpResponse:
    """One query, and those of the moment (door)."""
    rows = _public()
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.parent:
        rows = rows.filter(parent__code=asked.parent)
    if words := plain(asked.q):
        rows = rows.filter(named("", words))
    leaf = by_code(request, rows, asked, ORDER)
    page = Page[Region](items=[told(row) for row in leaf.rows], next=leaf.next)
    return answers.json(page.model_dump_json(), next_page=leaf.next)


@router.get(
    "/{code}",
    response=Region,
    operation_id="getRegion",
    summary=_("One region"),
    description=_("A region by its national division code."),
)
def region(
    request: HttpRequest,
    code: RegionKey,
) -> HttpResponse:
    """One query."""
    row = _public().filter(code=code).first()
    if row is None:
        raise Refusal(NOT_FOUND)
    return answers.json(told(row).model_dump_json())


def _public() -> QuerySet[Row]:
    rows = Row.objects.filter(level__in=PUBLIC_LEVELS)
    return rows.select_related("parent")


def told(row: Row) -> Region:
    return Region(
        **reference(row.code, row.name, row.name_en).model_dump(),
        name_mn=row.mongolian or None,
        short_name=row.short_name or None,
        level=row.level,
        level_label=str(row.get_level_display()),
        parent=of_row(row.parent),
        page_url=addresses.page("regions", row.code),
        calendar_url=addresses.calendar("regions", row.code),
        performances_url=addresses.performances(region=row.code),
    )


def reference(code: str, name: str, name_en: str) -> RegionRef:
    url = addresses.record("regions", code)
    return RegionRef(code=code, name=name, name_en=name_en or None, url=url)


def of_row(row: Row | None) -> RegionRef | None:
    return reference(row.code, row.name, row.name_en) if row else None


def league_of(place: PublicPlace) -> RegionRef | None:
    if not place.league_code:
        return None
    return reference(place.league_code, place.league, place.league_en)


def banner_of(place: PublicPlace) -> RegionRef | None:
    if not place.banner_code:
        return None
    return reference(place.banner_code, place.banner, place.banner_en)


def point(pair: tuple[float, float] | None) -> Point | None:
    return Point(lat=pair[0], lon=pair[1]) if pair else None

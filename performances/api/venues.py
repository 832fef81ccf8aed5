"""Venues the public may know by name; no other has a record, or can be asked by."""

from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.models import Venue as Row
from ulanmuqi.places.public import PublicPlace

from .. import changelog
from ..views.asked import plain
from . import addresses, answers
from .names import has_name
from .paging import by_code
from .parameters import Code, Listed, RegionCode, Words, asked, key
from .problems import NOT_FOUND, Refusal
from .regions import banner_of, league_of, point
from .schemas.page import Page
from .schemas.places import Venue
from .within import within

ORDER = "venues"
VenueKey = key(Code, _("The code of the venue."), "ulanhot-theatre")
router = Router(tags=["Venues"])


class VenuesAsked(Listed):
    region: RegionCode | None = asked(
        _("In this region or anything below it."), "152200"
    )
    kind: Literal[tuple(VenueKind.values)] | None = asked(
        _("One kind of place alone."), "theatre"
    )
    q: Words | None = asked(_("Words in a name, Chinese or English."), "剧院")


@router.get(
    "",
    response=Page[Venue],
    operation_id="listVenues",
    summary=_("Venues"),
    description=_(
        "Venues by code. Schools, homes and border posts have no record: what plays "
        "there is told by its banner."
    ),
)
def venues(request: HttpRequest, asked: Query[VenuesAsked]) -> HttpResponse:
    """One query, one more for a region."""
    rows = within(_public().standing(), asked.region)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if words := plain(asked.q):
        rows = rows.filter(has_name("", words))
    leaf = by_code(request, rows, asked, ORDER)
    page = Page[Venue](items=[told(row) for row in leaf.rows], next=leaf.next)
    return answers.json(page.model_dump_json(), next_page=leaf.next)


@router.get(
    "/{code}",
    response=Venue,
    operation_id="getVenue",
    summary=_("One venue"),
    description=_(
        "A venue by its code. One that was merged into another answers with the "
        "record of the other."
    ),
)
def venue(request: HttpRequest, code: VenueKey) -> HttpResponse:
    """Two queries; one more for each merger after the first."""
    known = changelog.at_venue(code)
    row = _public().filter(pk=known.pk).first() if known else None
    if row is None:
        raise Refusal(NOT_FOUND)
    return answers.json(told(row).model_dump_json())


def _public() -> QuerySet[Row]:
    return Row.objects.with_own_page().select_related(
        "region__league", "region__banner"
    )


def told(row: Row) -> Venue:
    """Through PublicPlace, as everything public."""
    place = PublicPlace.of(row)
    return Venue(
        code=place.code,
        name=place.name,
        name_en=place.name_en or None,
        name_mn=row.mongolian or None,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        address=place.address or None,
        league=league_of(place),
        banner=banner_of(place),
        point=point(place.point),
        capacity=row.capacity,
        is_outdoor=row.is_outdoor,
        time_zone=place.time_zone,
        is_example=place.is_example,
        url=addresses.record("venues", place.code),
        page_url=addresses.page("venues", place.code),
        calendar_url=addresses.calendar("venues", place.code),
        performances_url=addresses.performances(venue=place.code),
    )

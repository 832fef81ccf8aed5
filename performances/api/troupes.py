"""Troupes."""

from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from troupes.models import Troupe as Row

from ..views.asked import plain
from . import addresses, answers
from .names import named
from .paging import by_code
from .parameters import Code, Listed, RegionCode, Words, asked, key
from .problems import NOT_FOUND, Refusal
from .regions import of_row
from .schemas.page import Page
from .schemas.repertoire import Troupe, TroupeRef
from .within import within

ORDER = "troupes"
TroupeKey = key(Code, _("The code of the troupe."), "keyouzhongqi")
router = Router(tags=["Troupes"])


class TroupesAsked(Listed):
    region: RegionCode | None = asked(
        _("At home in this region or anything below it."), "152200"
    )
    level: Literal[tuple(Row.Level.values)] | None = asked(
        _("Troupes of one level alone."), "banner"
    )
    q: Words | None = asked(_("Words in a name, Chinese or English."), "科右中旗")


@router.get(
    "",
    response=Page[Troupe],
    operation_id="listTroupes",
    summary=_("Troupes"),
    description=_("Troupes by code."),
)
def troupes(request: HttpRequest, asked: Query[TroupesAsked]) -> HttpResponse:
    """One query, one more for a region."""
    rows = within(_all(), asked.region)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if words := plain(asked.q):
        rows = rows.filter(named("", words))
    leaf = by_code(request, rows, asked, ORDER)
    page = Page[Troupe](items=[told(row) for row in leaf.rows], next=leaf.next)
    return answers.json(page.model_dump_json(), next_page=leaf.next)


@router.get(
    "/{code}",
    response=Troupe,
    operation_id="getTroupe",
    summary=_("One troupe"),
    description=_("A troupe by its code."),
)
def troupe(request: HttpRequest, code: TroupeKey) -> HttpResponse:
    """One query."""
    row = _all().filter(code=code).first()
    if row is None:
        raise Refusal(NOT_FOUND)
    return answers.json(told(row).model_dump_json())


def _all() -> QuerySet[Row]:
    return Row.objects.select_related("region__league", "region__banner")


def told(row: Row) -> Troupe:
    return Troupe(
        **reference(row).model_dump(),
        name_mn=row.mongolian or None,
        short_name=row.short_name or None,
        level=row.level,
        level_label=str(row.get_level_display()),
        league=of_row(row.region.league),
        banner=of_row(row.region.banner),
        founded_on=row.founded_on,
        founded_year=row.founded_on.year if row.founded_on else row.founded_year,
        base_address=row.base_address or None,
        public_phone=row.public_phone or None,
        public_hours=row.public_hours or None,
        is_example=row.is_example,
        page_url=addresses.page("troupes", row.code),
        calendar_url=addresses.calendar("troupes", row.code),
        performances_url=addresses.performances(troupe=row.code),
    )


def reference(row: Row) -> TroupeRef:
    return TroupeRef(
        code=row.code,
        name=row.name,
        name_en=row.name_en or None,
        url=addresses.record("troupes", row.code),
    )

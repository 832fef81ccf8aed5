"""Showcases, once they are announced."""

from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from ulanmuqi.base import clock
from ulanmuqi.base.clock import SHANGHAI

from ..models import Showcase as Row
from ..views.asked import YEARS, plain
from . import addresses, answers
from .names import titled
from .paging import by_code
from .parameters import Code, Listed, Words, asked, key
from .problems import NOT_FOUND, Refusal
from .schemas.page import Page
from .schemas.performances import Organiser, Showcase, ShowcaseRef

ORDER = "showcases"
ShowcaseKey = key(Code, _("The code of the showcase."), "wulanmuqi-xinzuo-2023")
router = Router(tags=["Showcases"])


class ShowcasesAsked(Listed):
    kind: Literal[tuple(Row.Kind.values)] | None = asked(
        _("One kind of showcase alone."), "festival"
    )
    q: Words | None = asked(_("Words in a title, Chinese or English."), "展演")


@router.get(
    "",
    response=Page[Showcase],
    operation_id="listShowcases",
    summary=_("Showcases"),
    description=_("Showcases that open in several cities at one instant, by code."),
)
def showcases(request: HttpRequest, asked: Query[ShowcasesAsked]) -> HttpResponse:
    """Two queries."""
    rows = _public()
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if words := plain(asked.q):
        rows = rows.filter(titled(words))
    leaf = by_code(request, rows, asked, ORDER)
    page = Page[Showcase](items=[told(row) for row in leaf.rows], next=leaf.next)
    return answers.json(page.model_dump_json(), next_page=leaf.next)


@router.get(
    "/{code}",
    response=Showcase,
    operation_id="getShowcase",
    summary=_("One showcase"),
    description=_("A showcase by its code."),
)
def showcase(request: HttpRequest, code: ShowcaseKey) -> HttpResponse:
    """Two queries."""
    row = _public().filter(code=code).first()
    if row is None:
        raise Refusal(NOT_FOUND)
    return answers.json(told(row).model_dump_json())


def _public() -> QuerySet[Row]:
    return Row.objects.public(clock.now()).prefetch_related("organisers")


def told(row: Row) -> Showcase:
    return Showcase(
        **reference(row).model_dump(),
        short_title=row.short_title or None,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        launch_date=row.launch_date,
        t_zero=row.t_zero,
        t_zero_local=row.t_zero.astimezone(SHANGHAI) if row.t_zero else None,
        t_zero_is_example=row.t_zero_is_example,
        end_date=row.end_date,
        purpose=row.purpose or None,
        organisers=[
            Organiser(name=one.name, name_en=one.name_en or None)
            for one in row.organisers.all()
        ],
        is_example=row.is_example,
        page_url=addresses.page("showcases", row.code),
        live_url=addresses.page("showcases", row.code, "live/"),
        calendar_url=addresses.calendar("showcases", row.code),
        performances_url=addresses.performances(
            showcase=row.code, from_=f"{YEARS[0]}-01-01"
        ),
    )


def reference(row: Row) -> ShowcaseRef:
    return ShowcaseRef(
        code=row.code,
        title=row.title,
        title_en=row.title_en or None,
        url=addresses.record("showcases", row.code),
    )

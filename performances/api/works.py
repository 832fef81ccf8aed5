"""Works of the catalogue."""

from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from troupes.genres import Category, genres
from troupes.models import Work as Row

from ..views.asked import plain
from . import addresses, answers
from .names import titled
from .paging import by_code
from .parameters import Code, Listed, Words, asked, key
from .problems import NOT_FOUND, Refusal
from .schemas.page import Page
from .schemas.repertoire import Creator, Work, WorkRef
from .troupes import reference as troupe_reference

ORDER = "works"
WorkKey = key(Code, _("The code of the work."), "caoyuan-xinge")
router = Router(tags=["Works"])


class WorksAsked(Listed):
    troupe: Code | None = asked(_("Made by this troupe."), "keyouzhongqi")
    genre: Literal[tuple(Category.values)] | None = asked(
        _("One genre alone."), "vocal"
    )
    q: Words | None = asked(_("Words in a title, Chinese or English."), "草原")


@router.get(
    "",
    response=Page[Work],
    operation_id="listWorks",
    summary=_("Works"),
    description=_("The works the troupes made, by code."),
)
def works(request: HttpRequest, asked: Query[WorksAsked]) -> HttpResponse:
    """Three queries."""
    rows = _all().standing()
    if asked.troupe:
        rows = rows.filter(troupes__code=asked.troupe)
    if asked.genre:
        forms = [one.code for one in genres().values() if one.category == asked.genre]
        rows = rows.filter(genre__in=forms)
    if words := plain(asked.q):
        rows = rows.filter(titled(words))
    leaf = by_code(request, rows, asked, ORDER)
    page = Page[Work](items=[told(row) for row in leaf.rows], next=leaf.next)
    return answers.json(page.model_dump_json(), next_page=leaf.next)


@router.get(
    "/{code}",
    response=Work,
    operation_id="getWork",
    summary=_("One work"),
    description=_(
        "A work by its code. One that was merged into another answers with the record "
        "of the other."
    ),
)
def work(request: HttpRequest, code: WorkKey) -> HttpResponse:
    """Three queries; three more for each merger."""
    row = _all().filter(code=code).first()
    while row is not None and row.merged_into_id is not None:
        row = _all().filter(pk=row.merged_into_id).first()
    if row is None:
        raise Refusal(NOT_FOUND)
    return answers.json(told(row).model_dump_json())


def _all() -> QuerySet[Row]:
    return Row.objects.prefetch_related("troupes", "creators")


def told(row: Row) -> Work:
    return Work(
        **reference(row).model_dump(),
        title_mn=row.mongolian or None,
        genre=row.category.value,
        genre_label=str(row.category.label),
        form=row.form.local_name if row.form else None,
        minutes=row.minutes,
        first_shown=row.first_shown,
        new_work_year=row.new_work_year,
        troupes=[troupe_reference(troupe) for troupe in row.troupes.all()],
        creators=[
            Creator(
                role=one.role, role_label=str(one.get_role_display()), name=one.name
            )
            for one in row.creators.all()
        ],
        is_example=row.is_example,
        page_url=addresses.page("works", row.code),
        calendar_url=addresses.calendar("works", row.code),
        performances_url=addresses.performances(work=row.code),
    )


def reference(row: Row) -> WorkRef:
    return WorkRef(
        code=row.code,
        title=row.title,
        title_en=row.title_en or None,
        url=addresses.record("works", row.code),
    )

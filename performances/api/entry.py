"""The address a program can begin at."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router

from . import answers
from .addresses import ROOT
from .schemas.entry import Entry

ORDER = ""
router = Router(tags=["Entry"])


@router.get(
    "/",
    response=Entry,
    operation_id="getEntry",
    summary=_("Where everything is"),
    description=_("The addresses of the lists, of the OpenAPI document and the docs."),
)
def entry(request: HttpRequest) -> HttpResponse:
    lists = [name for name in Entry.model_fields if name not in ("openapi", "docs")]
    found = {name: f"{settings.BASE_URL}{ROOT}/{name}" for name in lists}
    body = Entry(
        **found,
        openapi=f"{settings.BASE_URL}{ROOT}/openapi.json",
        docs=f"{settings.BASE_URL}{ROOT}/docs",
    )
    return answers.json(body.model_dump_json())

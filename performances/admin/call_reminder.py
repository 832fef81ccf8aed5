"""After an act: whom it made necessary to ring, with the way to the sheet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..models import CallSheet, Performance, Showcase
from .call_sheet_lines import open_sheets

SHOWN = 6


def remind(request: HttpRequest, row: Performance | Showcase, since: datetime) -> None:
    """One query when nobody need be rung: names the sheets an act on the row opened."""
    if not isinstance(row, Performance | Showcase):
        return
    opened = open_sheets(request.user).filter(opened_at__gte=since)
    if isinstance(row, Performance):
        mine = opened.filter(performance=row)
    else:
        mine = opened.filter(performance__showcase=row)
    _tell(request, mine)


def remind_of_all(
    request: HttpRequest, rows: Iterable[Performance], since: datetime
) -> None:
    """The same after one act on many shows; one query."""
    _tell(
        request,
        open_sheets(request.user).filter(opened_at__gte=since, performance__in=rows),
    )


def reminder(user: Any, show_id: int, since: datetime) -> str:
    """The same as a sentence, for an answer without a page; "" when nobody need be
    rung. One query."""
    opened = open_sheets(user).filter(performance=show_id, opened_at__gte=since)
    return _sentence() if opened.exists() else ""


def _sentence() -> str:
    return _("The show is less than a day ahead: ring the people it concerns.")


def _tell(request: HttpRequest, opened: QuerySet) -> None:
    sheets = list(opened[:SHOWN])
    if sheets:
        messages.warning(request, _sentence(), buttons=_buttons(sheets))


def _buttons(sheets: Iterable[CallSheet]) -> list[Any]:
    return [
        messages.button(
            reverse("callsheets:inspect", args=[sheet.pk]),
            _("Call sheet: %(title)s") % {"title": sheet.performance},
        )
        for sheet in sheets
    ]

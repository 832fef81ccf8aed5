"""The public table of figures as CSV, to take along."""

import csv
from collections.abc import Sequence
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.base.throttle import seconds_to_wait

from ...measures import Measure
from ...statistics import Figures
from ..cookieless import cookieless
from ..public_page import led_to
from ..schedule_files import FILES, too_many_files
from ..tables.cells import harmless
from ..tables.csv_file import BYTE_ORDER_MARK
from . import facts, rows
from .asked import Asked
from .scope import scope_of

_MAX_AGE = 300
_NOBODY = ("",) * 4
# As the public table, and what stands below it.
_MEASURES = tuple(one for one in Measure if one is not Measure.SHOWS)


# Exempt so that a POST is answered 405 with Allow, as a program can understand.
@csrf_exempt
@cookieless
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """About twelve queries. 429 for whoever asks for files faster than a person
    can."""
    if wait := seconds_to_wait(FILES, request):
        return too_many_files(wait)
    now = clock.now()
    today = now.astimezone(clock.SHANGHAI).date()
    asked = Asked.of(request.GET)
    scope = scope_of(asked, now)
    year, found = scope.year, scope.found(asked)
    if not found.is_all_of(request.GET):
        return led_to(rows.file_url(found.query))
    table = facts.table(scope)
    until = min(scope.question.period.last, today).isoformat()
    out = StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(
        [
            pgettext("figures", "Year"),
            pgettext("figures", "Who"),
            *(str(one.label) for one in _MEASURES),
            *_stands(),
            # Translators: zh: 截至
            _("Counted until"),
        ]
    )
    # Whose records are missing is told of several together: who lags is never public.
    for row in table.rows:
        cells = [*_cells(row.figures), *_NOBODY]
        lines.writerow([year, harmless(row.name), *cells, until])
    cells = [*_cells(table.total), *_standing(table)]
    # Translators: zh: 合计（每场只算一次）
    lines.writerow([year, _("Total (each show once)"), *cells, until])
    response = HttpResponse(
        (BYTE_ORDER_MARK + out.getvalue()).encode(),
        content_type="text/csv; charset=utf-8",
    )
    name = f"ulanmuqi-figures-{year}{'-' + table.league if table.league else ''}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = f"public, max-age={_MAX_AGE}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _stands() -> list[str]:
    return [
        # Translators: zh: 记录已审核
        _("Records reviewed"),
        # Translators: zh: 已上报、未审核
        _("Reported, not yet reviewed"),
        # Translators: zh: 其中退回
        _("Of them sent back"),
        # Translators: zh: 还没有记录
        _("Records missing"),
    ]


def _cells(figures: Figures) -> list[int | str]:
    told = [figures[one] for one in _MEASURES]
    return ["" if one is None else one for one in told]


def _standing(table: facts.Table) -> Sequence[int | str]:
    if table.is_of_one:
        return _NOBODY
    stands = table.total.standing
    return [stands.reviewed, stands.reported, stands.returned, stands.missing]

"""/statistics/: 学·创·演 of a year, of the whole region or one league."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ulanmuqi.base import chinese_numbers, clock

from ...measures import Measure
from ..public_page import led_to, public_page
from . import facts, rows
from .asked import Asked, spelled
from .scope import scope_of


@require_safe
@public_page(spelled)
def statistics(request: HttpRequest) -> HttpResponse:
    """About twenty-five queries."""
    now = clock.now()
    asked = Asked.of(request.GET)
    scope = scope_of(asked, now)
    found = scope.found(asked)
    if not found.is_all_of(request.GET):
        return led_to(rows.statistics_url(found.year, found.league))
    page = facts.page(scope)
    return render(
        request,
        "performances/statistics.html",
        {
            "page_of": page,
            "figures": page.total.values,
            "standing": page.total.standing,
            "works_in_words": _in_words(page.total[Measure.WORKS] or 0),
            "columns": rows.COLUMNS,
            "besides": rows.BESIDES,
            "file": rows.file_url(found.query),
            "whole": rows.statistics_url(found.year) if page.league else "",
            # The schedule and the list of courses cannot be asked for one league's.
            "shows_list": "" if page.league else rows.shows_of(scope.question),
            "query_found": found.query,
        },
    )


def _in_words(number: int) -> str:
    """二百一十四 in a Chinese heading, before a measure word."""
    if (get_language() or "").startswith("en"):
        return f"{number:,}"
    return chinese_numbers.counting(number)

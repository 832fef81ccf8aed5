"""/statistics/: 学·创·演 of a year, of the whole region or one league."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ulanmuqi.base import chinese_numbers, clock

from ...measures import Measure
from ..public_page import public_page
from . import facts, rows
from .asked import Asked, spelled


@require_safe
@public_page(spelled)
def statistics(request: HttpRequest) -> HttpResponse:
    """About twenty-five queries. A league nobody knows is the whole region."""
    now = clock.now()
    asked = Asked.of(request.GET)
    year = asked.in_year(now.astimezone(clock.SHANGHAI).date())
    page = facts.page(year, asked.league, now)
    found = Asked(asked.year and year, page.league.code if page.league else "")
    works = page.total[Measure.WORKS] or 0
    in_english = (get_language() or "").startswith("en")
    return render(
        request,
        "performances/statistics.html",
        {
            "page_of": page,
            "figures": page.total.values,
            "standing": page.total.standing,
            "works_in_words": works if in_english else chinese_numbers.in_characters(works),
            "columns": rows.COLUMNS,
            "whole": rows.statistics_url(found.year) if page.league else "",
            "query_found": found.query,
        },
    )

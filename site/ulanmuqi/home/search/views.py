"""The search page, and the list of suggestions its box asks for while one types.

Free text makes unbounded addresses, so neither is kept by the front: both do bounded
work at every request, and one address may ask only so often.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from performances.views.cookieless import cookieless
from ulanmuqi.base import clock
from ulanmuqi.base.throttle import Limit, seconds_to_wait
from ulanmuqi.finding.spelling import LONGEST_QUESTION, Question

from . import finding

# What may be typed, one of each way.
_TRIES = ("科右中旗", "惠民演出", "马头琴", "wulanmuqi", "kyzq")
# A whole town may share one address.
_PAGES = Limit("search", most=240, seconds=60)
_SUGGESTIONS = Limit("search-suggestions", most=1_200, seconds=60)


@require_safe
@cookieless
def search(request: HttpRequest) -> HttpResponse:
    """At most 40 queries, however much there is."""
    question = Question.of(request.GET.get("q"))
    only = request.GET.get("kind", "")
    only = only if only in finding.CODES else ""
    wait = seconds_to_wait(_PAGES, request) if question.words else 0
    asks = bool(question.words) and not wait
    found = finding.results(question, clock.now(), only) if asks else finding.Results()
    response = render(
        request,
        "home/search.html",
        {
            "question": question,
            "longest": LONGEST_QUESTION,
            "found": found,
            "only": next((g for g in found.groups if g.code == only), None),
            "wait": wait,
            "tries": _TRIES,
            "nearby": finding.nearby(question) if asks and found.is_empty else (),
        },
        status=429 if wait else 200,
    )
    if wait:
        response["Retry-After"] = str(wait)
    return response


@require_safe
@cookieless
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of options, as HTML; empty where nothing fits or too much is asked."""
    question = Question.of(request.GET.get("q"))
    wait = seconds_to_wait(_SUGGESTIONS, request) if question.words else 0
    asks = bool(question.words) and not wait
    found = finding.suggestions(question, clock.now()) if asks else []
    response = render(request, "home/search_suggestions.html", {"found": found})
    if wait:
        response.status_code = 429
        response["Retry-After"] = str(wait)
    return response

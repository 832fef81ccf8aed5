"""The one view of everything under /api/v1/.

What goes wrong behind it, or before anything is found, is answered in the same words
and with the same headers as everything else.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from ulanmuqi.base import clock
from ulanmuqi.base.throttle import Count, count

from ..views.cookieless import cookieless
from . import answers, languages, problems, validators
from .limits import READS
from .problems import Refusal

logger = logging.getLogger(__name__)

ROUTES = "performances.api.routes"
_TRY_AGAIN_SECONDS = 5


@cookieless
def door(request: HttpRequest, rest: str = "") -> HttpResponse:
    counted: Count | None = None
    with translation.override(languages.wanted(request)):
        if request.method == "OPTIONS":
            response = answers.preflight()
        else:
            counted = count(READS, request)
            response = _answer(request, rest, counted)
        return answers.dress(request, response, READS, counted)


def _answer(request: HttpRequest, rest: str, counted: Count | None) -> HttpResponse:
    try:
        if counted is not None and counted.wait:
            raise Refusal(problems.TOO_MANY, headers={"Retry-After": str(counted.wait)})
        return _read(request, rest)
    except Refusal as refusal:
        return problems.response(refusal.kind, refusal.errors, refusal.headers)
    except (OperationalError, InterfaceError):
        logger.exception("The schedule could not be read")
        headers = {"Retry-After": str(_TRY_AGAIN_SECONDS)}
        return problems.response(problems.UNAVAILABLE, headers=headers)
    except Exception:
        if settings.DEBUG:
            raise
        logger.exception("An answer of the API failed")
        return problems.response(problems.INTERNAL)


def _read(request: HttpRequest, rest: str) -> HttpResponse:
    """Four queries for what a program has already, those of the record else."""
    try:
        found = resolve(f"/{rest}", urlconf=ROUTES)
    except Resolver404:
        raise Refusal(problems.NOT_FOUND) from None
    if request.method not in ("GET", "HEAD"):
        raise Refusal(problems.METHOD, headers={"Allow": answers.METHODS})
    language = translation.get_language()
    place = validators.key(request, language, validators.moment(clock.now()))
    known = validators.remembered(place)
    if known is not None and "If-None-Match" in request.headers:
        response = answers.unchanged(request, known)
        if response is not None:
            return response
    response = _as_get(
        request, lambda: found.func(request, *found.args, **found.kwargs)
    )
    if response.status_code != 200:
        return response
    etag = validators.of(response.content)
    validators.remember(place, etag)
    return answers.finish(request, response, etag)


def _as_get(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """HEAD is read as GET; `dress` looks at what was really asked."""
    method, request.method = request.method, "GET"
    try:
        return view()
    finally:
        request.method = method

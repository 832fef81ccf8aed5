"""Public pages as published bytes: one decorator makes a view's answer keepable.

What a page may depend on: its path, the query keys it is declared with, the database
and `now`. Whatever shows something by `now` that is not covered by `instants` says so
with `clock.differs_at`.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse

from ulanmuqi.base import clock, codings, conditions, remembered
from ulanmuqi.base.published import TO_BE_KEPT, Canonical, Publication, published

from ..calendars import public_stamp
from . import instants
from .cookieless import cookieless

View = Callable[..., HttpResponse]

# Whoever keeps a page asks each time whether it still holds: a cancelled show is seen
# with the next request.
ALWAYS_ASK = "public, max-age=0, must-revalidate"
# What an answer without content does not say, and what a refusal does not.
_OF_CONTENT = ("Content-Type", "Content-Encoding", "Content-Disposition")
_OF_SUCCESS = ("ETag", "Vary", "Cache-Control", "Content-Length")


def public_page(
    spelled: Canonical | None = None, **query: str | tuple[str, ...]
) -> Callable[[View], View]:
    """For a view of a page that is the same for everyone; cookies do not reach it.

    The arguments are those of `base.published.published`. Asked for a copy it costs
    a dozen short queries more, else none.
    """

    def made(view: View) -> View:
        return published(spelled, **query)(kept(cookieless(view)))

    return made


def kept(view: View) -> View:
    """Renders, vouches for what was rendered, and answers conditions and codings."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        def render() -> HttpResponse:
            with remembered.under(public_stamp.state_of_words):
                response = view(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse):
                    response.render()
                return response

        response = _vouched(render) if TO_BE_KEPT in request.META else render()
        return _finished(request, response) if is_for_all(response) else response

    return shown


def _vouched(render: Callable[[], HttpResponse]) -> HttpResponse:
    """With its publication, when nobody wrote while it was rendered.

    Stamps that are equal before and after mean that all rows read between them are of
    one state. A snapshot would say the same, but a page may have to write: the first
    reader of a picture makes its smaller sizes.
    """
    for _attempt in range(2):
        now, stamps = clock.now(), public_stamp.versions()
        with clock.noting() as noted:
            response = render()
        if is_for_all(response) and public_stamp.versions() == stamps:
            until = min([instants.next_after(now), *(at for at in noted if at > now)])
            response.publication = Publication(stamps, until)
            return response
    return response


def led_to(address: str) -> HttpResponse:
    """The way to the one spelling of what was asked, without what does not exist: any
    number of made-up codes are one page, rendered and kept once. A code may come to
    exist, so nobody keeps the way."""
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "no-store"
    return response


def is_for_all(response: HttpResponse) -> bool:
    """Not a redirect, an error, or what stands behind a restriction."""
    private = "private" in response.get("Cache-Control", "")
    return response.status_code == 200 and not response.streaming and not private


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer with validators, in the coding the reader takes, or without its
    body where the reader has it. What the layer before Django does from its copy."""
    body = response.content
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if codings.takes_gzip(request.headers.get("Accept-Encoding", "")):
        body, etag = codings.packed(body), codings.packed_etag(etag)
        response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response.headers.setdefault("Cache-Control", ALWAYS_ASK)
    response["Content-Length"] = str(len(body))
    found = conditions.judge(request.META, etag, None)
    if found != conditions.OK:
        response.status_code, body = found, b""
        _drop(response, _OF_CONTENT)
    if found == conditions.PRECONDITION_FAILED:
        _drop(response, _OF_SUCCESS)
        response["Content-Type"] = "text/html; charset=utf-8"
    response.content = body
    return response


def _drop(response: HttpResponse, names: tuple[str, ...]) -> None:
    for name in names:
        response.headers.pop(name, None)

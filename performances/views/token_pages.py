"""Pages behind a secret address: who may send there, and what never leaves them.

The token in the path is the whole authority. No cookie is read or set, so there is
nothing a foreign page could ride on, and no CSRF cookie to compare with; a form sent
from elsewhere would have to know the token. What browsers do say of the sender is
checked all the same (docs/decisions/0013-secret-links.md).
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from ulanmuqi.base.throttle import Limit, seconds_to_wait

from ..scheduling import TryAgain, note_use, open_link
from .cookieless import cookieless

# A culture station may share its operator's address with half a town.
PAGES = Limit("token-pages", most=300, seconds=300)
WRONG_TOKENS = Limit("wrong-tokens", most=20, seconds=600)

READ = ("GET", "HEAD")
_FROM_HERE = frozenset({"same-origin", "none"})
_PREVIEWS = ("Sec-Purpose", "Purpose", "X-Moz")
View = Callable[..., HttpResponse]


def token_page(
    kind: str, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View], View]:
    """Makes a view of `view(request, link, token, …)`, reached by `token` in its path.

    The view runs only with an open link of that kind. Unknown, closed and expired
    tokens get one and the same page; too many requests get 429. A good token opens
    even where others at the same address guessed wrong ones.
    """

    def made(view: View) -> View:
        @cookieless
        @wraps(view)
        def shown(
            request: HttpRequest, token: str, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            if request.method not in methods:
                return kept_close(HttpResponseNotAllowed(methods))
            return kept_close(_answer(view, kind, request, token, *args, **kwargs))

        return shown

    return made


def _answer(
    view: View, kind: str, request: HttpRequest, token: str, *args: Any, **kwargs: Any
) -> HttpResponse:
    wait = seconds_to_wait(PAGES, request)
    if wait:
        return too_many(request, wait)
    link = open_link(token, kind)
    if link is None:
        wait = seconds_to_wait(WRONG_TOKENS, request)
        return too_many(request, wait) if wait else closed(request)
    if request.method == "POST" and not is_sent_from_here(request):
        return render(request, "performances/link_foreign.html", status=403)
    if is_a_look(request):
        # When the link was last used is not worth a failing page.
        with suppress(TryAgain):
            note_use(link)
    return view(request, link, token, *args, **kwargs)


def closed(request: HttpRequest) -> HttpResponse:
    """Says that the address opens nothing (any more), and whom to call."""
    return render(request, "performances/link_closed.html", status=404)


def is_sent_from_here(request: HttpRequest) -> bool:
    """Whether nothing the browser says of a form speaks against our own page.

    Under `Referrer-Policy: no-referrer` browsers send `Origin: null` with our own
    forms, so null alone proves nothing; Sec-Fetch-Site is the better witness.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site and site not in _FROM_HERE:
        return False
    origin = request.headers.get("Origin", "")
    if not origin or origin == "null":
        return True
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def is_a_look(request: HttpRequest) -> bool:
    """Whether somebody looks, rather than a browser that fetches ahead."""
    if request.method != "GET":
        return request.method == "POST"
    purposes = " ".join(request.headers.get(name, "") for name in _PREVIEWS).lower()
    if "prefetch" in purposes or "preview" in purposes:
        return False
    return request.headers.get("Sec-Fetch-Dest", "document") == "document"


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    minutes = -(-wait // 60)
    response = render(
        request, "performances/link_too_many.html", {"minutes": minutes}, status=429
    )
    response.headers["Retry-After"] = str(wait)
    return response


def kept_close(response: HttpResponse) -> HttpResponse:
    """Nobody stores it, lists it, or learns its address by a link followed from it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response

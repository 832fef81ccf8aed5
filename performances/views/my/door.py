"""The door of /my/: whose device this is, and what never leaves these pages.

A login here is a cookie under /my/ alone, tied to a `DeviceLogin`. It is no session of
Django's and opens neither the admin nor a restricted page; a session of the admin opens
nothing here (docs/decisions/0050-the-day-sheet.md).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from ulanmuqi.base import clock
from ulanmuqi.base.throttle import Limit, seconds_to_wait

from ...models import DeviceLogin
from ...scheduling import TryAgain, note_seen, open_device
from ...scheduling.devices import LASTS, why_over
from . import refusals
from .frame import mark_of

COOKIE = "my_device"
PATH = "/my/"
READ = ("GET", "HEAD")
BOTH = ("GET", "HEAD", "POST")
# A whole troupe may share its operator's address.
PAGES = Limit("my-pages", most=600, seconds=300)
_SEE_OTHER = 303

View = Callable[..., HttpResponse]


def my_page(methods: tuple[str, ...] = READ, *, keep: bool = False) -> Any:
    """Makes a view of `view(request, device, …)`, for whoever is logged in here.

    Two queries before the view: the login with its user, and the memberships. The
    page's language is the one the person chose in the admin, else Chinese. `keep`
    pages may be kept on the device by its worker (js/my-worker.js), under the mark of
    that person. What bears the mark of somebody else was written before another person
    came in on the same device, and is not taken as theirs.
    """

    def made(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return kept_close(HttpResponseNotAllowed(methods))
            wait = seconds_to_wait(PAGES, request)
            if wait:
                return too_many(request, wait)
            device = open_device(request.COOKIES.get(COOKIE, ""))
            if device is None:
                return outside(request)
            if is_of_another(request, device):
                return kept_close(render(request, "my/ended.html", status=401))
            # When the device was last seen is not worth a failing page.
            with suppress(TryAgain):
                note_seen(device)
            request.user = device.user
            with in_words_of(device):
                response = _answer(view, request, device, *args, **kwargs)
                response.headers["Content-Language"] = translation.get_language()
            if keep and response.status_code == 200:
                response.headers["X-My-Keep"] = mark_of(device.user)
                left = device.expires_at - clock.now()
                response.headers["X-My-Lasts"] = str(int(left.total_seconds()))
            return kept_close(response)

        return shown

    return made


def _answer(
    view: View, request: HttpRequest, device: DeviceLogin, *args: Any, **kwargs: Any
) -> HttpResponse:
    """The view's own, or, in the same look, why there is none."""
    try:
        return view(request, device, *args, **kwargs)
    except PermissionDenied as error:
        return refusals.refused(request, device, error)
    except Http404:
        return refusals.gone(request, device)


def is_of_another(request: HttpRequest, device: DeviceLogin) -> bool:
    """Whether a form was opened by somebody else than is in now; one without a mark
    counts as theirs."""
    if request.method != "POST":
        return False
    return request.POST.get("who", "") not in ("", mark_of(device.user))


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's own script sends, and waits for a word instead of a page."""
    return request.headers.get("Accept", "") == "application/json"


def done(request: HttpRequest, where: str) -> HttpResponse:
    """What was sent is written: on by a GET, so that reloading sends nothing again."""
    if wants_json(request):
        return JsonResponse({"done": True, "next": where})
    return HttpResponseRedirect(where, status=_SEE_OTHER)


def hand_out(response: HttpResponse, token: str) -> None:
    """Gives the device its token, for /my/ and for as long as the login lasts."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_back(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def kept_close(response: HttpResponse) -> HttpResponse:
    """Nobody between stores it, and no search engine lists it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    context = {"minutes": -(-wait // 60)}
    response = render(request, "my/too_many.html", context, status=429)
    response.headers["Retry-After"] = str(wait)
    return kept_close(response)


def safe_next(asked: str) -> str:
    """Where to go after logging in: within /my/, or its first page."""
    plain = asked.isascii() and asked.isprintable() and len(asked) < 200
    inside = asked.startswith(PATH) and "//" not in asked and "\\" not in asked
    return asked if plain and inside else reverse("my")


def outside(request: HttpRequest) -> HttpResponse:
    """To the login; the page's script is told, and keeps what it has."""
    if wants_json(request):
        return kept_close(JsonResponse({"login": reverse("my_login")}, status=401))
    if request.method == "POST":
        response = render(request, "my/ended.html", status=401)
    else:
        told = {"next": request.get_full_path()}
        why = why_over(request.COOKIES.get(COOKIE, ""))
        there = urlencode(told | ({"why": why} if why else {}))
        response = HttpResponseRedirect(f"{reverse('my_login')}?{there}")
    if COOKIE in request.COOKIES:
        take_back(response)
    response.headers["X-My-Out"] = "1"
    return kept_close(response)


def in_words_of(device: DeviceLogin) -> AbstractContextManager[None]:
    """The language the person chose in the admin, else Chinese."""
    profile = getattr(device.user, "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile else ""
    known = chosen in dict(settings.LANGUAGES)
    return translation.override(chosen if known else settings.LANGUAGE_CODE)

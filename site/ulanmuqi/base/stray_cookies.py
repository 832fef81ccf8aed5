"""Cookies that cannot be ours are nobody's: a page is not answered with new ones."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What Django itself would take: a CSRF secret, masked or not, and a session's key.
_CSRF = re.compile(r"[A-Za-z0-9]{32}|[A-Za-z0-9]{64}", re.ASCII)
_SESSION = re.compile(r".{8,}", re.ASCII)

_SAFE = ("GET", "HEAD")


class StrayCookiesMiddleware:
    """Stands before the session's and the CSRF check's middleware.

    Those answer a malformed cookie with Set-Cookie and Vary: Cookie, on a page that
    has no form and asks for no login. Where one is needed, a fresh one is set as for
    anybody who comes without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._shapes = {
            settings.SESSION_COOKIE_NAME: _SESSION,
            settings.CSRF_COOKIE_NAME: _CSRF,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _SAFE:
            for name, shape in self._shapes.items():
                if not shape.fullmatch(request.COOKIES.get(name, "")):
                    request.COOKIES.pop(name, None)
        return self.get_response(request)

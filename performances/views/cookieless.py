"""For views that are the same for everyone: cookies sent along do not count."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from ulanmuqi.base import remembered

from ..calendars import public_stamp


def cookieless(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hides the request's cookies from the view and from the middleware after it.

    Django answers a malformed session or CSRF cookie with a new one and Vary: Cookie,
    which no calendar client and no cache should see. What is `remembered` for everyone
    may be shown.

    Nothing done here is done in anybody's name, so there is nothing to forge: a POST
    reaches the view, which says 405 with Allow, and is not refused for want of a token.
    """

    @wraps(view)
    def without_cookies(
        request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        request.COOKIES = {}
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        with remembered.under(public_stamp.state_of_words):
            return view(request, *args, **kwargs)

    without_cookies.csrf_exempt = True
    return without_cookies

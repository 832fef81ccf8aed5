"""For views that are the same for everyone: cookies sent along do not count."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def cookieless(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hides the request's cookies from the view and from the middleware after it.

    Django answers a malformed session or CSRF cookie with a new one and Vary: Cookie,
    which no calendar client and no cache should see.
    """

    @wraps(view)
    def without_cookies(
        request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        request.COOKIES = {}
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        return view(request, *args, **kwargs)

    return without_cookies

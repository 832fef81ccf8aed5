"""/mn/: one page that reads from top to bottom and scrolls from left to right."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from performances.views.public_page import public_page
from ulanmuqi.base import clock

from .opening import chosen_banner
from .sheet import sheet


@require_safe
@public_page()
def page(request: HttpRequest) -> HttpResponse:
    """Eight queries. There is no such page before it was opened for a banner, nor
    while a word it needs is not checked."""
    banner = chosen_banner()
    told = sheet(banner, clock.now()) if banner is not None else None
    if told is None:
        raise Http404
    region = reverse("region", args=[banner.code])
    with override("en"):
        english = reverse("region", args=[banner.code])
    here = settings.BASE_URL + reverse("mongolian")
    response = render(
        request,
        "home/mongolian.html",
        {
            "sheet": told,
            "here": here,
            # The banner's own page tells the same in other languages.
            "alternates": (
                ("zh-Hans", settings.BASE_URL + region),
                ("en", settings.BASE_URL + english),
                ("mn-Mong", here),
            ),
        },
    )
    response.headers["Content-Language"] = "mn-Mong"
    return response

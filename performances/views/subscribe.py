"""The page on which a visitor finds a calendar and takes its address along."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock

from ..calendars import choices, directory
from ..calendars.feeds import Feed
from .cookieless import cookieless


@cookieless
@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """About ten queries, whatever the number of troupes and venues."""
    now = clock.now()
    asked = {name: request.GET.get(name, "") for name in choices.KINDS}
    chosen = choices.chosen(asked, now)
    if chosen is None and any(asked.values()):
        raise Http404
    feed = chosen or directory.everything()
    wanted = request.GET.get("q", "").strip()[:60]
    return render(
        request,
        "performances/calendars.html",
        {
            "feed": feed,
            "is_chosen": chosen is not None,
            "links": Links.of(feed, _own_address(request, asked)),
            "upcoming": choices.upcoming(feed, now),
            "asked": asked,
            "wanted": wanted,
            "found": choices.search(wanted),
            "regions": choices.regions(),
            "troupes": choices.troupes(),
            "showcases": choices.showcases(now),
            "genres": choices.genres(),
        },
    )


@dataclass(frozen=True, slots=True)
class Links:
    """The ways to the same feed that calendars understand."""

    address: str
    webcal: str
    google: str
    qr: SafeString

    @classmethod
    def of(cls, feed: Feed, page: str) -> "Links":
        webcal = f"webcal://{urlsplit(feed.address).netloc}{feed.path}"
        return cls(
            address=feed.address,
            webcal=webcal,
            # Google takes the address of a calendar as webcal only; https fails.
            google=f"https://calendar.google.com/calendar/r?cid={webcal}",
            qr=_qr(page),
        )


def _own_address(request: HttpRequest, asked: dict[str, str]) -> str:
    """This page, with the choice: what a phone opens after scanning."""
    chosen = [f"{name}={code}" for name, code in asked.items() if code]
    query = f"?{chosen[0]}" if chosen else ""
    return f"{settings.BASE_URL}{reverse('subscribe')}{query}"


def _qr(address: str) -> SafeString:
    """Leads to the page, not to webcal: what WeChat scans, it opens as a web page."""
    drawn = segno.make(address, error="m").svg_inline(
        border=2,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        dark="#1d2523",
        light="#fffdf8",
        title=_("QR code of this page"),
    )
    return mark_safe(drawn)  # noqa: S308 (our own drawing; the address is encoded)

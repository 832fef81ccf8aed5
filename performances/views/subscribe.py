"""The page on which a visitor finds a calendar and takes its address along."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock

from ..calendars import choices, sizes
from ..calendars.feeds import Feed
from .asked import plain
from .cookieless import cookieless


@cookieless
@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """About ten queries, whatever the number of troupes and venues."""
    now = clock.now()
    asked = {name: plain(request.GET.get(name)) for name in choices.KINDS}
    feed = choices.chosen(asked, now)
    if feed is None and any(asked.values()):
        raise Http404
    wanted = plain(request.GET.get("q"))
    return render(
        request,
        "performances/calendars.html",
        {
            "feed": feed,
            "is_offered": feed is not None and sizes.is_offered(feed, now=now),
            "links": Links.of(feed, asked) if feed else None,
            "upcoming": choices.upcoming(feed, now) if feed else 0,
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
    """The ways to one feed that calendars understand, and the way to this page."""

    address: str
    webcal: str
    google: str
    # What a phone opens after scanning. Not webcal: WeChat opens web pages only.
    page: str

    @classmethod
    def of(cls, feed: Feed, asked: dict[str, str]) -> "Links":
        webcal = f"webcal://{urlsplit(feed.address).netloc}{feed.path}"
        parameter = next(name for name, code in asked.items() if code)
        page = f"{reverse('subscribe')}?{parameter}={feed.code}"
        return cls(
            address=feed.address,
            webcal=webcal,
            # Google takes the address of a calendar as webcal only; https fails.
            google=f"https://calendar.google.com/calendar/r?cid={webcal}",
            page=f"{settings.BASE_URL}{page}",
        )

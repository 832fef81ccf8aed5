"""The page on which a visitor finds a calendar and takes its address along."""

from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock

from ..calendars import choices, sizes
from .asked import plain
from .calendar_clients import clients
from .calendar_links import Frame, Links
from .public_page import public_page


def spelled(query: QueryDict) -> str | None:
    """Of all addresses that ask for the same; None for a search."""
    if plain(query.get("q")):
        return None
    asked = ((name, plain(query.get(name))) for name in choices.KINDS)
    return urlencode([(name, code) for name, code in asked if code])


# The page shows what a frame on another site looks like, in a frame of its own.
@csp_replace({"frame-src": [SELF]})
@public_page(spelled)
@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Seven queries of its own at most, whatever the number of troupes and venues."""
    now = clock.now()
    asked = {name: plain(request.GET.get(name)) for name in choices.KINDS}
    feed = choices.chosen(asked, now)
    if feed is None and any(asked.values()):
        raise Http404
    parameter = next((name for name, code in asked.items() if code), "")
    wanted = plain(request.GET.get("q"))
    is_offered = feed is not None and sizes.is_offered(feed, now=now)
    context = {
        "feed": feed,
        "is_offered": is_offered,
        "frame": Frame.of(feed, parameter),
        "wanted": wanted,
        "found": choices.search(wanted),
    }
    if feed is not None:
        ways = clients()
        context |= {
            "links": Links.of(feed, parameter),
            "upcoming": choices.upcoming(feed, now),
            "clients": ways,
            "is_untried": any(not one.tried for one in ways),
        }
    if not is_offered:
        context |= {
            "leagues": choices.leagues(now),
            "showcases": choices.showcases(now),
            "genres": choices.genres(),
        }
    return render(request, "performances/calendars.html", context)

"""Choosing one's place: twelve names, the banners below them, and a guess by the phone.

The choice is kept by static/js/place.js on the device alone. The page is the same for
everybody, and without script each name leads to what plays there.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ulanmuqi.places.models import Region
from ulanmuqi.places.nearest import coarse_point, nearest_league, nearest_seat

from .cookieless import cookieless
from .public_page import public_page

# Not in the address, so that it stands in no log, history or referrer.
_POINT = "HTTP_X_COARSE_POINT"


@require_safe
@public_page()
def place(request: HttpRequest) -> HttpResponse:
    """Two queries beside those of every page."""
    banners: dict[int | None, list[Region]] = {}
    for banner in Region.objects.banners().select_related("league"):
        banners.setdefault(banner.league_id, []).append(banner)
    leagues = [
        (league, banners.get(league.pk, [])) for league in Region.objects.leagues()
    ]
    return render(request, "performances/place.html", {"leagues": leagues})


@require_safe
@cookieless
def near(request: HttpRequest) -> HttpResponse:
    """A fragment that proposes the league, and the banner, of the header's point.

    Two queries. The point is taken out of the request before anything else happens:
    it is neither stored nor part of what an error would report, and the answer is kept
    by nobody.
    """
    point = coarse_point(request.META.pop(_POINT, ""))
    league = banner = found = None
    if point is not None:
        leagues = {row.code: row for row in Region.objects.leagues()}
        found = nearest_league(point, leagues)
    if point is not None and found is not None and not found.is_far:
        league = leagues[found.code]
        banner = _banner(league, point) if found.is_inside else None
    response = render(
        request,
        "performances/place_near.html",
        {"league": league, "banner": banner, "found": found},
        status=400 if point is None else 200,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _banner(league: Region, point: tuple[float, float]) -> Region | None:
    rows = {
        row.code: row
        for row in Region.objects.banners()
        .filter(league=league)
        .select_related("league")
    }
    seats = ((row.code, row.lat, row.lon) for row in rows.values())
    return rows.get(nearest_seat(point, seats))

"""A public venue and what plays there."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue
from ulanmuqi.places.public import PublicPlace

from ..models import Performance
from . import linked_data
from .cards import place as words
from .public_page import public_page
from .shows_here import shows_here


@require_safe
@public_page()
def venue(request: HttpRequest, code: str) -> HttpResponse:
    """About nine queries. A private venue has no page; a merged one leads on."""
    now = clock.now()
    found = Venue.objects.with_own_page().select_related(
        "region__league", "region__banner", "merged_into"
    )
    place = found.filter(code=code).first()
    if place is None:
        raise Http404
    if place.merged_into is not None:
        if place.merged_into.is_private:
            raise Http404
        target = reverse("venue", args=[place.merged_into.code])
        return HttpResponsePermanentRedirect(target)
    public = PublicPlace.of(place)
    here = Performance.objects.listed(now).filter(venue=place)
    shows = shows_here(here, now)
    return render(
        request,
        "performances/venue.html",
        {
            "place": public,
            "name": words.venue_name(public),
            "name_mn": place.mongolian,
            "area": words.area_name(public),
            "league": words.league_name(public),
            "banner": words.banner_name(public),
            "kind": place.get_kind_display(),
            "capacity": place.capacity,
            "here": shows,
            "whole": reverse("schedule"),
            "feed": f"{reverse('subscribe')}?venue={place.code}",
            "thing": linked_data.venue(public, shows.groups),
        },
    )

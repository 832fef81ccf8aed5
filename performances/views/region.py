"""A league's or a banner's own front page: its shows, its troupes, its banners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ..models import Performance
from ..models.performance_rows import PerformanceQuerySet
from . import rows
from .public_page import public_page
from .shows_here import shows_here


@dataclass(frozen=True, slots=True)
class Part:
    """A league or banner within, and its shows to come."""

    code: str
    name: str
    count: int


@require_safe
@public_page()
def region(request: HttpRequest, code: str) -> HttpResponse:
    """About ten queries. Below a banner there is no page: it could tell too much."""
    now = clock.now()
    public = Region.objects.filter(level__in=rows.PUBLIC_LEVELS)
    place = public.select_related("league", "parent").filter(code=code).first()
    if place is None:
        raise Http404
    listed = Performance.objects.listed(now).within(place)
    here = shows_here(listed, now)
    whole = f"{reverse('schedule')}?region={place.code}"
    later = f"{reverse('schedule')}?from={here.later}&region={place.code}"
    return render(
        request,
        "performances/region.html",
        {
            "region": place,
            "is_whole": place.level == Region.Level.REGION,
            "below": _below(place, public.filter(parent=place), listed, now),
            "troupes": _troupes(place),
            "here": here,
            "later": later if here.later else "",
            "whole": whole,
            "map": f"{whole}&view=map",
            "feed": f"{reverse('subscribe')}?region={place.code}",
        },
    )


def _troupes(place: Region) -> list[Troupe]:
    """Those at home here; all of them have a page of their own to be listed on."""
    if place.level == Region.Level.REGION:
        return []
    return list(Troupe.objects.filter(region__path__startswith=place.path))


def _below(
    place: Region,
    parts: Iterable[Region],
    listed: PerformanceQuerySet,
    now: datetime,
) -> list[Part]:
    """Nothing for a banner; two queries."""
    level = {Region.Level.REGION: "league", Region.Level.LEAGUE: "banner"}.get(
        place.level
    )
    if level is None:
        return []
    told = (
        listed.filter(ends_at__gt=now)
        .order_by()
        .values_list(f"region__{level}__code")
        .annotate(shows=Count("pk"))
    )
    counts = dict(told)
    return [
        Part(part.code, part.local_name, counts.get(part.code, 0)) for part in parts
    ]

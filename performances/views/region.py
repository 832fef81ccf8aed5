"""A league's or a banner's own front page: its shows and its troupes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.places.models import Region

from ..models import Performance
from . import rows
from .cards import days
from .public_page import public_page


@require_safe
@public_page()
def region(request: HttpRequest, code: str) -> HttpResponse:
    """About nine queries. Below a banner there is no page: it could tell too much."""
    now = clock.now()
    public = Region.objects.filter(level__in=rows.PUBLIC_LEVELS)
    place = public.select_related("league", "parent").filter(code=code).first()
    if place is None:
        raise Http404
    here = Performance.objects.listed(now).within(place)
    sheet = rows.sheet(here, now.astimezone(SHANGHAI).date(), None, leaf=False)
    troupes = Troupe.objects.filter(region__path__startswith=place.path)
    later = f"{reverse('schedule')}?from={sheet.later}&region={place.code}"
    return render(
        request,
        "performances/region.html",
        {
            "region": place,
            "below": public.filter(parent=place),
            "troupes": troupes,
            "groups": days(sheet.rows, now),
            "later": later if sheet.later else "",
            "later_day": sheet.later,
        },
    )

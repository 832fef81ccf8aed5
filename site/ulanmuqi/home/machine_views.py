"""robots.txt and the site map; both without cookies, the same for everyone."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from performances.views.cookieless import cookieless
from ulanmuqi.base import clock

from . import site_map

# The calendars stay open, private ones too: Google's importer obeys this file. Their
# answers say noindex, which a robot that may not ask would never read.
# In seconds; robots come by the day.
_MAP_KEPT = 3_600
_CLOSED = ("/admin/", "/documents/", "/my/", "/site/", "/v/")


@require_safe
@cookieless
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Allow: /calendars/"]
    lines += [f"Disallow: {path}" for path in _CLOSED]
    # Every filter of the schedule is an address of its own; the list is enough.
    lines += ["Disallow: /schedule/?", "Disallow: /en/schedule/?"]
    lines += ["Disallow: /changes/?", "Disallow: /en/changes/?"]
    # The form is one page, from wherever somebody came; who asked is nobody's business.
    for path in ("requests/?", "requests/find/"):
        lines += [f"Disallow: /{path}", f"Disallow: /en/{path}"]
    # The same facts in other forms, for people who ask for them.
    for path in ("schedule.csv", "schedule.xlsx", "embed/"):
        lines += [f"Disallow: /{path}", f"Disallow: /en/{path}"]
    # Paper and what is true of it: the pages themselves say more.
    for path in ("performances/*/sheet/", "troupes/*/months/"):
        lines += [f"Disallow: /{path}", f"Disallow: /en/{path}"]
    lines.append("")
    lines += [f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cookieless
def sitemap(request: HttpRequest) -> HttpResponse:
    """Everything in one file, or the index of the parts."""
    now = clock.now()
    months = site_map.months(now)
    if not months:
        return _entries(chain(site_map.lasting(), site_map.shows(now)))
    parts = [reverse("sitemap_pages")]
    parts += [reverse("sitemap_shows", args=[f"{month:%Y-%m}"]) for month in months]
    return _xml("home/sitemap_index.xml", {"base": settings.BASE_URL, "parts": parts})


@require_safe
@cookieless
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return _entries(site_map.lasting())


@require_safe
@cookieless
def sitemap_shows(request: HttpRequest, month: str) -> HttpResponse:
    """Of one month, "2026-12"."""
    try:
        first = date.fromisoformat(f"{month}-01")
        return _entries(site_map.shows(clock.now(), first))
    except (ValueError, OverflowError):
        raise Http404 from None


def _entries(entries: Iterable[site_map.Entry]) -> HttpResponse:
    return _xml("home/sitemap.xml", {"entries": entries})


def _xml(template: str, context: dict[str, Any]) -> HttpResponse:
    body = render_to_string(template, context)
    response = HttpResponse(body, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={_MAP_KEPT}"
    return response

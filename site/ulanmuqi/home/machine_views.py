"""robots.txt and the site map; both without cookies, the same for everyone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock

from .site_map import entries

# The calendars stay open, private ones too: Google's importer obeys this file. Their
# answers say noindex, which a robot that may not ask would never read.
_CLOSED = ("/admin/", "/documents/", "/my/", "/site/", "/v/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Allow: /calendars/"]
    lines += [f"Disallow: {path}" for path in _CLOSED]
    # Every filter of the schedule is an address of its own; the list is enough.
    lines += ["Disallow: /schedule/?", "Disallow: /en/schedule/?"]
    lines += ["Disallow: /changes/?", "Disallow: /en/changes/?"]
    # The same facts in other forms, for people who ask for them.
    for path in ("schedule.csv", "schedule.xlsx", "embed/"):
        lines += [f"Disallow: /{path}", f"Disallow: /en/{path}"]
    lines.append("")
    lines += [f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    body = render_to_string("home/sitemap.xml", {"entries": entries(clock.now())})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")

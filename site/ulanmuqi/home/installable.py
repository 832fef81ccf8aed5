"""The site on a home screen, and without a network: manifest, worker, offline page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from performances.views.public_page import public_page
from ulanmuqi.base.worker_scripts import worker_script

_SIZES = (192, 512)
_PAPER = "#faf6ee"


@require_safe
@public_page()
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone reads to put the site on its home screen, in the page's language."""
    schedule = reverse("schedule")
    icons = [
        {
            "src": static(f"img/home-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in _SIZES
        for purpose in ("any", "maskable")
    ]
    facts = {
        "id": "/",
        "name": _("Ulanmuqi performance schedule"),
        # Translators: under an icon, as short as can be. zh: 乌兰牧骑
        "short_name": _("Ulanmuqi"),
        "description": _(
            "Where Ulanmuqi troupes play today, and when: the notice people can trust."
        ),
        "lang": "en" if (get_language() or "").startswith("en") else "zh-Hans",
        "start_url": schedule,
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": icons,
        "shortcuts": [
            {"name": name, "url": address}
            for name, address in (
                (_("Today"), f"{schedule}?when=today"),
                (_("Weekend"), f"{schedule}?when=weekend"),
                # Translators: zh: 变动
                (_("Changes"), reverse("changes")),
            )
        ],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_safe
@public_page()
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; with OFFLINE_COPIES off one that takes it away again.

    Browsers look for another one with each visit, by the header at the latest.
    """
    if not settings.OFFLINE_COPIES:
        return worker_script("offline-off")
    return worker_script("from-network", "kept-files", "offline-worker")


@require_safe
@public_page()
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by the worker: stands in for what is not, and holds the words above what
    is. Nobody looks for it."""
    response = render(request, "home/offline.html")
    response["X-Robots-Tag"] = "noindex"
    return response

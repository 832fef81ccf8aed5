"""What a phone reads beside a venue's pages: for its home screen, and for its copy."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse

from ulanmuqi.base.worker_scripts import worker_script

from ...models import AccessLink
from ..token_pages import READ, token_page


@token_page(AccessLink.Kind.VENUE, READ)
def manifest(request: HttpRequest, link: AccessLink, token: str) -> HttpResponse:
    """What a phone reads to put the page on its home screen; as secret as the page."""
    icons = [
        {"src": static(f"img/home-{size}.png"), "sizes": f"{size}x{size}"}
        for size in (192, 512)
    ]
    facts = {
        "name": link.venue.name,
        "short_name": link.venue.name[:12],
        "lang": "zh-Hans",
        "start_url": reverse("venue_home", args=[token]),
        "scope": reverse("venue_home", args=[token]),
        "display": "minimal-ui",
        "background_color": "#faf6ee",
        "theme_color": "#faf6ee",
        "icons": [{**icon, "type": "image/png", "purpose": "any"} for icon in icons],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@token_page(AccessLink.Kind.VENUE, READ)
def copy_worker(request: HttpRequest, link: AccessLink, token: str) -> HttpResponse:
    """The script that keeps a copy on the phone. Its address gives it this venue's
    pages and no others (docs/decisions/0035-copy-without-a-network.md)."""
    return worker_script("from-network", "venue-copy")

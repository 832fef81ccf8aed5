"""The worker of /my/: its address gives it these pages and no others; and what stands
in for a page that is not on the phone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ulanmuqi.base.worker_scripts import worker_script

from ...models import DeviceLogin
from .contacts import Contact
from .door import my_page
from .frame import frame
from .reading import troupes_of


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The same for everybody, so no login is asked; with OFFLINE_COPIES off one that
    takes the worker and its copies away. Drafts stay: they are somebody's work."""
    is_on = settings.OFFLINE_COPIES
    names = ("from-network", "kept-files", "my-worker") if is_on else ("my-worker-off",)
    response = worker_script(*names)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone reads to put the sheet on its home screen; no secret."""
    icons = [
        {
            "src": static(f"img/home-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any",
        }
        for size in (192, 512)
    ]
    facts = {
        "id": "/my/",
        "name": _("My troupe"),
        "short_name": _("My troupe"),
        "lang": "zh-Hans",
        "start_url": reverse("my"),
        "scope": reverse("my"),
        "display": "standalone",
        "background_color": "#faf6ee",
        "theme_color": "#faf6ee",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@my_page(keep=True)
def unkept(request: HttpRequest, device: DeviceLogin) -> HttpResponse:
    """What the worker shows without a signal for a page it has not kept: that it is not
    on the phone, that nothing can be sent now, and the desks of one's leagues.

    Kept with the sheet, under the person's mark. One query. It is of no hour, so it
    bears none.
    """
    leagues = [one.region.league for one in troupes_of(device.user)]
    desks = {
        league.pk: Contact(_("The league’s desk"), league.local_name, league.desk_phone)
        for league in leagues
        if league is not None and league.desk_phone
    }
    context = {**frame(device), "read_at": None, "desks": list(desks.values())}
    return render(request, "my/unkept.html", context)

"""A form whose mark grew old: what was typed is offered to be sent again, in one tap.

The mark (CSRF) changes with every login on the device, so a page from before it is
refused by Django. What it says is kept in the answer, for whoever wrote it alone:
the cookie of /my/ never comes with a form of another site (SameSite=Lax), and the form
bears the mark of its person.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure as plain_failure

from ulanmuqi.base.throttle import seconds_to_wait

from ...forms.my_photos import WAITS
from ...scheduling import open_device
from .door import (
    COOKIE,
    PAGES,
    PATH,
    in_words_of,
    is_of_another,
    kept_close,
    outside,
    too_many,
    wants_json,
)
from .frame import frame, mark_of
from .pictures import keep_pictures
from .typed import typed_in


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Of the whole site; only /my/ has words of its own."""
    if not request.path.startswith(PATH):
        return plain_failure(request, reason)
    wait = seconds_to_wait(PAGES, request)
    if wait:
        return too_many(request, wait)
    device = open_device(request.COOKIES.get(COOKIE, ""))
    if device is None and request.path != f"{PATH}login/":
        return outside(request)
    if wants_json(request):
        # The script fetches a fresh mark and sends once more.
        return kept_close(JsonResponse({"stale": True}, status=403))
    if device is None:
        return kept_close(plain_failure(request, reason))
    if is_of_another(request, device):
        return kept_close(render(request, "my/ended.html", status=401))
    with in_words_of(device):
        is_theirs = request.POST.get("who") == mark_of(device.user)
        waiting, unkept = keep_pictures(request, device) if is_theirs else ((), "")
        kept = typed_in(request, without=(WAITS,))
        context = {
            **frame(device),
            "kept": [*kept, *((WAITS, one.digest) for one in waiting)],
            "may_resend": is_theirs,
            "pictures": waiting,
            "unkept": unkept,
        }
        return kept_close(render(request, "my/stale.html", context, status=403))

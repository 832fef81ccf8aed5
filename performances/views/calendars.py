"""The public feeds and the calendar file of a single show. No cookie is ever set."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.base.published import published
from ulanmuqi.base.snapshot import snapshot

from ..calendars import directory, feeds
from .calendar_response import answer
from .cookieless import cookieless


@published(past="all")
@cookieless
@require_safe
def feed(request: HttpRequest, kind: str = "", code: str = "") -> HttpResponse:
    """Four queries, whatever the number of shows."""
    now = clock.now()
    whole_history = request.GET.get("past") == "all"
    with snapshot():
        found = directory.find(kind, code, now=now) if kind else directory.everything()
        if found is None:
            raise Http404
        copy = feeds.render(found, now=now, whole_history=whole_history)
    return answer(
        request,
        copy,
        file_name=found.file_name,
        spoken_name=found.name,
    )


@published()
@cookieless
@require_safe
def single(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two queries."""
    with snapshot():
        found = feeds.single(public_id, now=clock.now())
    if found is None:
        raise Http404
    show, copy = found
    return answer(
        request,
        copy,
        file_name=f"ulanmuqi-{public_id}.ics",
        spoken_name=show.title,
        is_download=True,
    )

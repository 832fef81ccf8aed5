"""One show's own page."""

from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.images.shortcuts import get_rendition_or_not_found

from troupes.models import TroupePage
from ulanmuqi.base import clock
from ulanmuqi.base.readers import pages_about

from ..models import Change, Performance, ProgrammeItem
from . import share
from .cards import PerformanceCard, card, changes, current_line, programme
from .cards.state import State
from .linked_data import event
from .public_page import public_page
from .records import record_of

NEARBY = 3
_NEAR_DAYS = timedelta(days=7)
# A longer title is set a step smaller.
_SHORT_TITLE = 12


@require_safe
@public_page()
def performance(request: HttpRequest, public_id: str) -> HttpResponse:
    """About ten queries, two more for the record of a show that is
    over. A withdrawn show answers and says so; it stands in no list."""
    now = clock.now()
    row = _row(public_id, now)
    show = card(row, now)
    if show.state is State.WITHDRAWN:
        return render(request, "performances/withdrawn.html", {"card": show})
    origin = _origin(row, now)
    lines = programme(row)
    picture = _picture(row) or share.of_show(show, row.troupes_in_order).wide
    return render(
        request,
        "performances/performance.html",
        {
            "card": show,
            "is_short_title": len(show.title) <= _SHORT_TITLE,
            "language_label": row.get_language_display(),
            "kind_label": row.get_kind_display(),
            "note": row.public_note,
            "troupes": row.troupes_in_order,
            "has_phone": any(one.public_phone for one in row.troupes_in_order),
            "lines": lines,
            "playing": current_line(lines, now) if show.state is State.LIVE else None,
            "changes": changes(row.changes.all(), now),
            "replaces": origin,
            "thing": event(show, row, replaces=origin, image=picture, now=now),
            "record": record_of(row) if show.state is State.OVER else None,
            "nearby": _nearby(row, now),
            "address": settings.BASE_URL + show.url,
            "calendar": reverse("show_calendar", args=[public_id]),
        },
    )


def _row(public_id: str, now: datetime) -> Performance:
    items = ProgrammeItem.objects.select_related("work")
    told = Change.objects.select_related("performance", "showcase")
    rows = (
        Performance.objects.public(now)
        .for_cards()
        .prefetch_related(Prefetch("programme", items), Prefetch("changes", told))
    )
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _picture(row: Performance) -> str:
    """Of the first of its troupes whose page has one, as shared links show it; one
    query, and Wagtail's for the picture."""
    keys = [troupe.pk for troupe in row.troupes_in_order]
    pages = pages_about(TroupePage, keys, with_photo=True)
    photos = (pages[key].meta_picture for key in keys if key in pages)
    photo = next(filter(None, photos), None)
    if photo is None:
        return ""
    shared = get_rendition_or_not_found(photo, "fill-1200x630|format-jpeg")
    return urljoin(settings.BASE_URL, shared.url)


def _origin(row: Performance, now: datetime) -> PerformanceCard | None:
    """The postponed show this one stands for; nothing when it was never public."""
    origin = row.replaces
    if origin is None or not origin.is_public(now):
        return None
    return card(Performance.objects.for_cards().get(pk=origin.pk), now)


def _nearby(row: Performance, now: datetime) -> list[PerformanceCard]:
    """The next shows of the same league that stand, from this one's day on."""
    region = row.region or (row.venue.region if row.venue else None)
    league = region.league if region else None
    if league is None:
        return []
    start = max(clock.midnight(row.starts_at), now)
    rows = (
        Performance.objects.listed(now)
        .firm()
        .within(league)
        .filter(starts_at__gte=start, starts_at__lt=start + _NEAR_DAYS)
        .exclude(pk=row.pk)
    )
    return [card(other, now) for other in rows.for_cards().in_order()[:NEARBY]]

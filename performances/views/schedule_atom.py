"""The coming shows of a filtered schedule as an Atom feed, for sites and readers."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import clock_time, day, full_date

from ..models import Performance
from . import rows
from .asked import Asked
from .atom import AtomEntry, answer
from .cards import PerformanceCard
from .cards import card as card_of
from .choices import all_troupes
from .cookieless import cookieless
from .filters import chips_of, known

# The next shows only: who wants the whole season subscribes to a calendar.
MOST = 50


@cookieless
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """At most five queries, however many shows there are."""
    now = clock.now()
    troupes = all_troupes()
    asked, region = known(Asked.of(request.GET).but(view=""), troupes)
    first, last = asked.days(now)
    found = rows.between(rows.found(asked, region, now), first, last)
    shows = found.for_cards().in_order()[:MOST]
    query = f"?{asked.query}" if asked.query else ""
    titles = [_("Performance schedule")]
    titles += [
        f"{chip.name} · {chip.value}" for chip in chips_of(asked, region, troupes)
    ]
    return answer(
        request,
        [_entry(show, card_of(show, now)) for show in shows],
        title=" · ".join(titles),
        address=reverse("schedule_atom") + query,
        page=reverse("schedule") + query,
    )


def _entry(show: Performance, card: PerformanceCard) -> AtomEntry:
    announced = show.announced_at or show.created_at
    mark = f"〔{_('Example')}〕" if card.is_example else ""
    loud = f"〔{card.state.label}〕" if card.state.is_loud else ""
    # Translators: zh: 地点待定
    place = card.venue or _("Place TBA")
    return AtomEntry(
        key=f"show {show.uid}",
        title=f"{mark}{loud}{card.title} · {_when(card)} · {place}",
        text="\n".join(_lines(card, place)),
        page=card.url,
        published=announced,
        updated=max(show.public_changed_at, announced),
        term=card.genre,
        label=str(card.genre_label),
    )


def _when(card: PerformanceCard) -> str:
    hour = clock_time(card.starts_at) if card.has_hour else card.day_part
    return " ".join(part for part in (day(card.starts_at), hour) if part)


def _lines(card: PerformanceCard, place: str) -> list[str]:
    """What a reader wants to know without opening the page."""
    year = full_date(card.starts_at)
    area = " ".join(part for part in (card.area, place) if part)
    troupes = _(", ").join(card.troupes)
    return [
        line for line in (f"{year} {_hour(card)}", area, troupes, _said(card)) if line
    ]


def _hour(card: PerformanceCard) -> str:
    if card.has_hour:
        return clock_time(card.starts_at)
    # Translators: zh: 时间待定
    return card.day_part or _("Time TBA")


def _said(card: PerformanceCard) -> str:
    if not card.state.is_loud:
        return ""
    return " · ".join(part for part in (str(card.state.label), card.reason) if part)

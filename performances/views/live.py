"""/showcases/<slug>/live/: how every city stands, for whoever waits for the curtain.

Only each city's state and its public reason; nothing of readiness, and no names.
"""

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.base.readers import address_of, in_readers_language, pages_about
from ulanmuqi.base.templatetags.dates import clock_time, moment

from ..delays import Moved
from ..models import Change, Performance, Showcase, ShowcasePage
from . import page_facts
from .cards import instant_line, score
from .cards.countdown import countdown_words
from .cards.live import live_cities, moved_instant
from .cards.record import RecordCard
from .public_page import public_page
from .records import records_of

# How often the page looks again, in seconds: close to the curtain, and before.
OFTEN, SELDOM = 60, 600
CLOSE = timedelta(hours=3)


@require_safe
@public_page(auto="off")
def live(request: HttpRequest, slug: str) -> HttpResponse:
    """About a dozen queries, however many cities. 404 before it is announced."""
    now = clock.now()
    showcase = _showcase(slug, now)
    openings = list(
        Performance.objects.listed(now)
        .filter(showcase=showcase, is_opening=True)
        .in_order()
        .for_cards()
        .prefetch_related("programme__work")[: page_facts.CITIES_AT_MOST]
    )
    line = instant_line(showcase, openings, now)
    if line is None:
        raise Http404
    told = list(
        Change.objects.filter(showcase=showcase, kind=Change.Kind.MOVED, at__lte=now)
    )
    page = pages_about(ShowcasePage, [showcase.pk]).get(showcase.pk)
    # "As of 19:04" stands for a minute.
    clock.differs_at(now.replace(second=0, microsecond=0) + timedelta(minutes=1))
    paused = request.GET.get("auto") == "off"
    return render(
        request,
        "performances/live.html",
        {
            "showcase": showcase,
            "title": showcase.local_title,
            "line": line,
            "cities": live_cities(line, openings, told, _records(line, openings)),
            "moved": _news(moved_instant(line, told)),
            "score": score(showcase, openings, now),
            "countdown": countdown_words(line.opens_at, now),
            "now": now.astimezone(clock.SHANGHAI),
            "again_in": _again_in(line, now),
            "is_paused": paused,
            "showcase_url": address_of(page, request) if page else _plain(request),
        },
    )


def _records(
    line: page_facts.InstantLine, openings: list[Performance]
) -> dict[int, RecordCard]:
    return records_of(openings) if line.state == "ended" else {}


def _showcase(slug: str, now: datetime) -> Showcase:
    """By the slug of its page, as its address is read, else by its code."""
    public = Showcase.objects.public(now)
    pages = in_readers_language(ShowcasePage.objects.filter(slug=slug[:255]))
    found = public.filter(pk__in=pages.values("showcase")).first()
    found = found or public.filter(code=slug).first()
    if found is None:
        raise Http404
    return found


def _news(origin: Moved | None) -> dict[str, str]:
    """The hour of before and of now for the notice above the cities; empty when no
    move is news. Both with the day when the day is another."""
    if origin is None or not origin.is_news:
        return {}
    was, is_at = (at.astimezone(clock.SHANGHAI) for at in (origin.was_at, origin.is_at))
    told = clock_time if was.date() == is_at.date() else moment
    return {"was": told(was), "now": told(is_at), "reason": origin.reason}


def _again_in(line: page_facts.InstantLine, now: datetime) -> int:
    """Seconds to the next look; 0 when nothing will change any more."""
    if line.state in ("ended", "off"):
        return 0
    return OFTEN if line.opens_at - now < CLOSE else SELDOM


def _plain(request: HttpRequest) -> str:
    """Facts without words live at the code, which the page of the list answers."""
    return request.path.removesuffix("live/")

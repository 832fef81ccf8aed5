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
from ..models import Change, Showcase, ShowcasePage
from . import page_facts
from .cards.countdown import countdown_words
from .cards.live import moved_instant
from .public_page import public_page

# How often the page looks again, in seconds: close to the curtain, and before.
OFTEN, SELDOM = 60, 600
CLOSE = timedelta(hours=3)


@require_safe
@public_page(auto="off")
def live(request: HttpRequest, slug: str) -> HttpResponse:
    """Thirteen queries, however many cities. 404 before it is announced."""
    now = clock.now()
    showcase = _showcase(slug, now)
    facts = page_facts.showcase_facts(showcase, now, openings_alone=True)
    line = facts.line if facts else None
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
            "facts": facts,
            "title": showcase.local_title,
            "line": line,
            "cities": facts.cities,
            "moved": _news(moved_instant(line, told)),
            "score": facts.score,
            "countdown": countdown_words(line.opens_at, now),
            "now": now.astimezone(clock.SHANGHAI),
            "again_in": _again_in(line, now),
            "is_paused": paused,
            "showcase_url": address_of(page, request) if page else _plain(request),
        },
    )


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

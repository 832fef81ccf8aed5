"""A schedule to put on somebody else's site: a light page of its own, in a frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock
from ulanmuqi.base.languages import prefix_of

from ..calendars import choices
from ..calendars.feeds import Feed
from ..models import Performance
from ..models.performance_rows import PerformanceQuerySet
from .asked import plain
from .cards import PerformanceCard
from .cards import card as card_of
from .cookieless import cookieless

MAX_AGE = 300
SHOWN, SHOWN_AT_MOST = 10, 20
THEMES = ("light", "dark")
# Any site may frame this page; the page itself runs nothing and loads from here alone.
_FRAMED_ANYWHERE = {"frame-ancestors": ["*"], "script-src": [NONE], "style-src": [SELF]}


@dataclass(frozen=True, slots=True)
class Framed:
    """What a frame asks for: one calendar (none is all), how many shows, which look.

    `theme` is "" where the reader's own setting decides.
    """

    parameter: str = ""
    code: str = ""
    rows: int = SHOWN
    theme: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Framed":
        """Never raises: what makes no sense counts as not asked."""
        asked = ((name, plain(query.get(name))) for name in choices.KINDS)
        parameter, code = next((pair for pair in asked if pair[1]), ("", ""))
        return cls(
            parameter=parameter,
            code=code,
            rows=_number(query.get("rows")),
            theme=theme if (theme := query.get("theme")) in THEMES else "",
        )

    @property
    def path(self) -> str:
        """Canonical, in the active language."""
        named = (
            (self.parameter, self.code),
            ("rows", "" if self.rows == SHOWN else str(self.rows)),
            ("theme", self.theme),
        )
        query = urlencode([(name, value) for name, value in named if value])
        address = reverse("embed")
        return f"{address}?{query}" if query else address


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    is_today: bool
    cards: tuple[PerformanceCard, ...]


@xframe_options_exempt
@csp_replace(_FRAMED_ANYWHERE)
@require_safe
@cookieless
def schedule(request: HttpRequest) -> HttpResponse:
    """Four queries, whatever the season's size. An unknown calendar is a 404 that
    still looks like something inside a frame."""
    now = clock.now()
    framed = Framed.of(request.GET)
    feed = choices.chosen({framed.parameter: framed.code}, now)
    is_known = feed is not None or not framed.code
    found = list(_coming(feed, now)[: framed.rows + 1]) if is_known else []
    response = render(
        request,
        "embed/schedule.html",
        {
            "framed": framed,
            "feed": feed,
            "is_known": is_known,
            "days": _days(found[: framed.rows], now),
            "has_more": len(found) > framed.rows,
            "page": _page(feed),
            "subscribe": _subscribe(framed if feed else Framed()),
        },
        status=200 if is_known else 404,
    )
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _days(shows: Sequence[Performance], now: datetime) -> list[Day]:
    today = now.astimezone(clock.SHANGHAI).date()
    cards = [card_of(show, now) for show in shows]
    return [
        Day(day, day == today, tuple(group))
        for day, group in groupby(cards, key=lambda card: card.day)
    ]


def _coming(feed: Feed | None, now: datetime) -> PerformanceQuerySet:
    rows = Performance.objects.listed(now).filter(ends_at__gt=now)
    if feed is not None:
        rows = rows.filter(feed.shows)
    return rows.for_cards().in_order()


def _page(feed: Feed | None) -> str:
    """The whole list, on the site itself; absolute, for it opens outside the frame."""
    path = feed.page_path if feed else "/schedule/"
    language = prefix_of(get_language() or settings.LANGUAGE_CODE)
    return f"{settings.BASE_URL}/{language}{path.removeprefix('/')}"


def _subscribe(framed: Framed) -> str:
    query = urlencode({framed.parameter: framed.code}) if framed.code else ""
    address = settings.BASE_URL + reverse("subscribe")
    return f"{address}?{query}" if query else address


def _number(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 3:
        return SHOWN
    return min(max(int(text), 1), SHOWN_AT_MOST)

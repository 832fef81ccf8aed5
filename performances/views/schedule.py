"""The schedule: one question, looked at by day, by month or on a map; complete
without script, paged by date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from troupes.genres import Category
from ulanmuqi.base import clock

from ..models import Performance
from . import rows
from .asked import WHEN, Asked, spelled
from .choices import all_troupes
from .filters import (
    MODE_LABELS,
    SETTING_LABELS,
    WHEN_LABELS,
    Chip,
    address_of,
    chips_of,
    known,
)
from .public_page import led_to, public_page
from .schedule_views import Question, Shown, by_day, by_month, on_map

# How many shows a file of the schedule holds: a year of a whole league. Beyond it a
# file says so and asks for fewer days.
FILES_MOST = 3_000


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the schedule, as its chip names it."""

    label: str | Promise
    icon: str
    show: Callable[[Question], Shown]


# By the value of `view` in the address, in the order of the chips; the first is what
# an address without `view` shows.
VIEWS: dict[str, View] = {
    # Translators: zh: 列表
    "list": View(gettext_lazy("List"), "list", by_day),
    # Translators: zh: 月历
    "month": View(gettext_lazy("Month"), "calendar-days", by_month),
    # Translators: zh: 地图
    "map": View(gettext_lazy("Map"), "map", on_map),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A chip above the results: where it leads, and whether that is where we are."""

    key: str
    label: str | Promise
    address: str
    is_current: bool
    icon: str = ""


@require_safe
@public_page(spelled)
def schedule(request: HttpRequest) -> HttpResponse:
    """About ten queries, however many shows there are."""
    now = clock.now()
    troupes = all_troupes()
    asked, region = known(Asked.of(request.GET), troupes)
    if asked != Asked.of(request.GET):
        return led_to(address_of(asked))
    view = VIEWS.get(asked.view) or VIEWS["list"]
    chips = chips_of(asked, region, troupes)
    found = rows.found(asked, region, now)
    shown = view.show(Question(asked, region, troupes, chips, found, now))
    return render(
        request,
        "performances/schedule.html",
        {
            "asked": asked,
            "region": region,
            "chips": _told(chips, asked),
            "whens": _whens(asked),
            "views": _views(asked, view),
            "troupes": troupes,
            "genres": Category.choices,
            "languages_spoken": Performance.Language.choices,
            "surroundings": SETTING_LABELS.items(),
            "modes": MODE_LABELS.items(),
            "results": shown.template,
            "said": shown.said,
            "feed": _feed(asked),
            "files": asked.but(view="").query,
            "files_most": FILES_MOST,
            "changes": _changes(asked),
            "mine": _ending_in_region(asked),
            "all": address_of(Asked(view=asked.view)),
            "canonical": address_of(asked),
        }
        | shown.context,
    )


def _told(chips: Sequence[Chip], asked: Asked) -> list[Chip]:
    """Not the day that only says which month is looked at."""
    is_month = asked.view == "month" and asked.start and not asked.end
    return [chip for chip in chips if not (is_month and chip.key == "days")]


def _whens(asked: Asked) -> list[Choice]:
    plain = asked.but(when="", start=None, end=None)
    return [
        Choice(
            key=when,
            label=WHEN_LABELS[when],
            address=address_of(plain.but(when=when)),
            is_current=asked.when == when,
        )
        for when in WHEN
    ]


def _views(asked: Asked, current: View) -> list[Choice]:
    return [
        Choice(
            key=name,
            label=view.label,
            address=address_of(asked.but(view="" if name == "list" else name)),
            is_current=view is current,
            icon=view.icon,
        )
        for name, view in VIEWS.items()
    ]


def _ending_in_region(asked: Asked) -> str:
    """Where the chosen league's shows are, but for its code."""
    address = address_of(asked.but(region=""))
    return f"{address}{'&' if '?' in address else '?'}region="


def _feed(asked: Asked) -> str:
    """The subscribe page for what is shown, when there is a feed of just that."""
    chosen = [
        (name, getattr(asked, name))
        for name in ("region", "troupe", "genre")
        if getattr(asked, name)
    ]
    narrower = (asked.words, asked.language, asked.setting, asked.mode)
    address = reverse("subscribe")
    if len(chosen) != 1 or any(narrower):
        return address
    return f"{address}?{chosen[0][0]}={chosen[0][1]}"


def _changes(asked: Asked) -> str:
    """The change log of the same region and troupe."""
    address = reverse("changes")
    kept = Asked(region=asked.region, troupe=asked.troupe)
    return f"{address}?{kept.query}" if kept.query else address

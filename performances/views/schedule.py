"""The schedule as a list: complete without script, paged by date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.places.models import Region

from ..models import Performance
from . import rows
from .asked import WHEN, Asked
from .cards import card as card_of
from .cards import days
from .cookieless import cookieless

_WHEN_LABELS = {
    # Translators: zh: 今天
    "today": gettext_lazy("Today"),
    # Translators: zh: 明天
    "tomorrow": gettext_lazy("Tomorrow"),
    # Translators: zh: 周末
    "weekend": gettext_lazy("Weekend"),
}


# How many shows a file of the schedule holds: a year of a whole league. Beyond it a
# file says so and asks for fewer days.
FILES_MOST = 3_000


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `without` is the address that drops it."""

    name: str
    value: str
    without: str


@require_safe
@cookieless
def schedule(request: HttpRequest) -> HttpResponse:
    """About ten queries, however many shows there are."""
    now = clock.now()
    troupes = all_troupes()
    asked, region = known(Asked.of(request.GET), troupes)
    first, last = asked.days(now)
    found = rows.found(asked, region, now)
    sheet = rows.sheet(found, first, last, leaf=not asked.when)
    chips = chips_of(asked, region, troupes)
    return render(
        request,
        "performances/schedule.html",
        {
            "asked": asked,
            "first": first,
            "groups": days(sheet.rows, now),
            "chips": chips,
            "whens": _whens(asked),
            "leagues": Region.objects.leagues(),
            "troupes": troupes,
            "genres": Category.choices,
            "languages_spoken": Performance.Language.choices,
            "earlier": _address(asked.but(start=sheet.earlier))
            if sheet.earlier
            else "",
            "later": _address(asked.but(when="", start=sheet.later, end=last))
            if sheet.later
            else "",
            "later_day": sheet.later,
            "empty": None if sheet.rows else _empty(asked, chips, found, last, now),
            "feed": _feed(asked),
            "files": asked.query,
            "files_most": FILES_MOST,
            "changes": _changes(asked),
        },
    )


def all_troupes() -> list[Troupe]:
    return list(Troupe.objects.select_related("region__league"))


def known(asked: Asked, troupes: Sequence[Troupe]) -> tuple[Asked, Region | None]:
    """Drops a region or troupe that does not exist."""
    region = None
    if asked.region:
        public = Region.objects.filter(level__in=rows.PUBLIC_LEVELS)
        region = public.filter(code=asked.region).first()
    if region is None:
        asked = asked.but(region="")
    if asked.troupe and asked.troupe not in {troupe.code for troupe in troupes}:
        asked = asked.but(troupe="")
    return asked, region


def _address(asked: Asked) -> str:
    path = reverse("schedule")
    return f"{path}?{asked.query}" if asked.query else path


def _whens(asked: Asked) -> list[tuple[str | Promise, str, bool]]:
    """Label, address and whether it is the one in force."""
    plain = asked.but(when="", start=None, end=None)
    is_plain = not asked.when and asked.start is None and asked.end is None
    return [
        # Translators: zh: 从今天起
        (_("From today"), _address(plain), is_plain),
        *(
            (_WHEN_LABELS[when], _address(plain.but(when=when)), asked.when == when)
            for when in WHEN
        ),
    ]


def chips_of(
    asked: Asked, region: Region | None, troupes: Sequence[Troupe]
) -> list[Chip]:
    """The narrowest filter first."""
    troupe = next((row for row in troupes if row.code == asked.troupe), None)
    named: list[tuple[str, str, dict[str, Any]]] = [
        # Translators: zh: 关键词
        (pgettext("schedule search", "Words"), asked.words, {"words": ""}),
        # Translators: zh: 队伍
        (_("Troupe"), troupe.local_name if troupe else "", {"troupe": ""}),
        # Translators: zh: 演出语言
        (_("Language"), _label(Performance.Language, asked.language), {"language": ""}),
        # Translators: zh: 门类
        (_("Genre"), _label(Category, asked.genre), {"genre": ""}),
        # Translators: zh: 地区
        (_("Region"), region.local_name if region else "", {"region": ""}),
        # Translators: zh: 从
        (_("From"), full_date(asked.start), {"start": None}),
        # Translators: zh: 到
        (_("To"), full_date(asked.end), {"end": None}),
    ]
    return [
        Chip(name, value, _address(asked.but(**dropped)))
        for name, value, dropped in named
        if value
    ]


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code else ""


def _empty(
    asked: Asked,
    chips: Sequence[Chip],
    found: Any,
    last: date | None,
    now: datetime,
) -> dict[str, Any]:
    """What an empty list offers: the next show, or one filter less."""
    following = rows.next_after(found, last) if last else None
    return {
        "next": card_of(following, now) if following else None,
        "drop": chips[0] if chips and asked.is_filtered else None,
        "all": reverse("schedule"),
    }


def _feed(asked: Asked) -> str:
    """The subscribe page for what is shown, when there is a feed of just that."""
    chosen = [
        (name, getattr(asked, name))
        for name in ("region", "troupe", "genre")
        if getattr(asked, name)
    ]
    address = reverse("subscribe")
    if len(chosen) != 1 or asked.words or asked.language:
        return address
    return f"{address}?{chosen[0][0]}={chosen[0][1]}"


def _changes(asked: Asked) -> str:
    """The change log of the same region and troupe."""
    address = reverse("changes")
    kept = asked.but(when="", start=None, end=None, genre="", language="", words="")
    return f"{address}?{kept.query}" if kept.query else address

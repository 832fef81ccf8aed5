"""The public change log: as a page by days, and as an Atom feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.places.models import Region, Venue

from .. import changelog
from ..calendars import scopes
from ..changelog import Entry
from ..models import Change, Showcase
from . import rows
from .asked_changes import AskedChanges, spelled
from .atom import AtomEntry, answer
from .cookieless import cookieless
from .public_page import led_to, public_page


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `without` is the address that drops it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    is_today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows the address names; None for none, or one nobody may ask by."""

    asked: AskedChanges
    region: Region | None
    troupe: Troupe | None
    venue: Venue | None
    showcase: Showcase | None


@require_safe
@public_page(spelled)
def changes(request: HttpRequest) -> HttpResponse:
    """About eight queries, however many changes there are."""
    now = clock.now()
    found = look_up(AskedChanges.of(request.GET), now)
    asked = found.asked
    if asked != AskedChanges.of(request.GET):
        return led_to(_address(asked))
    leaf = changelog.leaf(fitting(found, now), asked.before)
    chips = _chips(found)
    return render(
        request,
        "performances/changes.html",
        {
            "asked": asked,
            "days": _days(changelog.entries(leaf.changes, now), now),
            "chips": chips,
            "regions": _regions(found.region),
            "troupes": Troupe.objects.select_related("region__league"),
            "showcases": Showcase.objects.public(now),
            "kinds": Change.Kind.choices,
            "venue": found.venue,
            "newest": _address(asked.but(before=None)) if asked.before else "",
            "older": _address(asked.but(before=leaf.later)) if leaf.later else "",
            "drop": chips[0] if chips else None,
            "all": reverse("changes"),
            "feed": _address(asked.but(before=None), "changes_feed"),
        },
    )


@cookieless
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest changes with the same filters. At most five queries."""
    now = clock.now()
    found = look_up(AskedChanges.of(request.GET).but(before=None), now)
    leaf = changelog.leaf(fitting(found, now), None, size=FEED_SIZE)
    # Translators: zh: 乌兰牧骑演出变动
    titles = [_("Changes to Ulanmuqi shows")]
    titles += [f"{chip.name} · {chip.value}" for chip in _chips(found)]
    return answer(
        request,
        [_told(entry) for entry in changelog.entries(leaf.changes, now)],
        title=" · ".join(titles),
        address=_address(found.asked, "changes_feed"),
        page=_address(found.asked),
        only_grows=True,
    )


FEED_SIZE = 100


def _told(entry: Entry) -> AtomEntry:
    mark = f"〔{_('Example')}〕" if entry.is_example else ""
    return AtomEntry(
        key=f"change {entry.key}",
        title=f"{mark}{entry.label} · {entry.performance.local_title}",
        text=entry.text,
        page=reverse("performance", args=[entry.performance.public_id]),
        published=entry.at,
        updated=entry.at,
        term=entry.kind,
        label=entry.label,
    )


def look_up(asked: AskedChanges, now: datetime) -> Found:
    """Looks the filters up, dropping what does not exist or is not public."""
    region = troupe = venue = showcase = None
    if asked.region:
        public = Region.objects.filter(level__in=rows.PUBLIC_LEVELS)
        region = public.filter(code=asked.region).first()
    if asked.troupe:
        troupe = Troupe.objects.filter(code=asked.troupe).first()
    if asked.venue:
        venue = changelog.at_venue(asked.venue)
    if asked.showcase:
        showcase = Showcase.objects.public(now).filter(code=asked.showcase).first()
    known = asked.but(
        region=region.code if region else "",
        troupe=troupe.code if troupe else "",
        venue=venue.code if venue else "",
        showcase=showcase.code if showcase else "",
    )
    return Found(known, region, troupe, venue, showcase)


def fitting(found: Found, now: datetime) -> QuerySet[Change]:
    """Public changes that fit every filter, newest first."""
    rows_ = changelog.between(changelog.public(now), *found.asked.bounds)
    if found.asked.kind:
        rows_ = rows_.filter(kind=found.asked.kind)
    for key in (
        scopes.region(found.region.code) if found.region else "",
        scopes.troupe(found.troupe.pk) if found.troupe else "",
        scopes.venue(found.venue.pk) if found.venue else "",
        scopes.showcase(found.showcase.pk) if found.showcase else "",
    ):
        if key:
            rows_ = changelog.concerning(rows_, key)
    return rows_


def _regions(chosen: Region | None) -> list[Region]:
    """Leagues, and the banner asked for, which stands first."""
    leagues = list(Region.objects.leagues())
    return leagues if chosen is None or chosen in leagues else [chosen, *leagues]


def _days(entries: Sequence[Entry], now: datetime) -> list[Day]:
    today = now.astimezone(SHANGHAI).date()
    return [
        Day(day, day == today, tuple(group))
        for day, group in groupby(entries, key=_local_day)
    ]


def _local_day(entry: Entry) -> date:
    return entry.at.astimezone(SHANGHAI).date()


def _address(asked: AskedChanges, name: str = "changes") -> str:
    path = reverse(name)
    return f"{path}?{asked.query}" if asked.query else path


def _chips(found: Found) -> list[Chip]:
    """The filters in force, the narrowest first."""
    asked = found.asked
    title = found.showcase.local_title if found.showcase else ""
    kind = str(Change.Kind(asked.kind).label) if asked.kind else ""
    named: list[tuple[str, str, dict[str, Any]]] = [
        # Translators: zh: 场地
        (_("Venue"), _name(found.venue), {"venue": ""}),
        (_("Troupe"), _name(found.troupe), {"troupe": ""}),
        (_("Showcase"), title, {"showcase": ""}),
        # Translators: zh: 变动类型
        (pgettext("change log", "Kind of change"), kind, {"kind": ""}),
        (_("Region"), _name(found.region), {"region": ""}),
        (_("From"), full_date(asked.start), {"start": None}),
        (_("To"), full_date(asked.end), {"end": None}),
    ]
    return [
        Chip(name, value, _address(asked.but(before=None, **dropped)))
        for name, value, dropped in named
        if value
    ]


def _name(row: Region | Troupe | Venue | None) -> str:
    return row.local_name if row is not None else ""

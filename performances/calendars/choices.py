"""What a visitor may pick a calendar by: region, troupe, venue, showcase, genre."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from ..models import Performance, Showcase
from . import directory
from .feeds import Feed

# A search that finds more than this is too wide to read on a phone.
MOST_FOUND = 12


# The page's own parameters, singular as on the schedule, and the feeds they mean.
KINDS = {
    "region": "regions",
    "troupe": "troupes",
    "venue": "venues",
    "showcase": "showcases",
    "genre": "genres",
    "work": "works",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """`?parameter=code` asks the page for this feed."""

    parameter: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading; the heading may itself be a choice."""

    label: str
    choices: tuple[Choice, ...]


def regions() -> list[Group]:
    """Leagues with their banners; one query."""
    rows = Region.objects.filter(
        level__in=(Region.Level.LEAGUE, Region.Level.BANNER)
    ).order_by("path")
    grouped: dict[int, tuple[Region, list[Choice]]] = {}
    for region in rows:
        league = grouped.setdefault(region.league_id, (region, []))
        league[1].append(Choice("region", region.code, region.local_name))
    return [Group(lead.local_name, tuple(found)) for lead, found in grouped.values()]


def troupes() -> list[Group]:
    """Troupes by the league of their home; one query."""
    rows = Troupe.objects.select_related("region__league").order_by(
        "region__path", "code"
    )
    grouped: dict[str, list[Choice]] = {}
    for troupe in rows:
        home = troupe.region.league or troupe.region
        choice = Choice("troupe", troupe.code, troupe.local_name)
        grouped.setdefault(home.local_name, []).append(choice)
    return [Group(label, tuple(found)) for label, found in grouped.items()]


def showcases(now: datetime) -> list[Choice]:
    """Announced ones, the latest first; one query."""
    return [
        Choice("showcase", showcase.code, showcase.local_title)
        for showcase in Showcase.objects.public(now)
    ]


def genres() -> list[Choice]:
    return [
        Choice("genre", category.value, str(category.label)) for category in Category
    ]


def search(wanted: str) -> list[Choice]:
    """Troupes, venues and regions whose name holds the words; three queries.

    A private venue is never found: neither its name nor its existence is public.
    """
    words = wanted.split()
    if not words:
        return []
    found = [
        *_choices("troupe", Troupe.objects.filter(_named(words, "short_name"))),
        *_choices(
            "region", Region.objects.filter(_named(words, "short_name", "pinyin"))
        ),
        *_choices(
            "venue", Venue.objects.standing().with_own_page().filter(_named(words))
        ),
    ]
    return found[:MOST_FOUND]


def upcoming(feed: Feed, now: datetime) -> int:
    """How many shows lie ahead in a feed; one query."""
    shows = Performance.objects.listed(now).firm()
    return shows.filter(feed.shows, ends_at__gt=now).count()


def chosen(parameters: Mapping[str, str], now: datetime) -> Feed | None:
    """The feed the page's address asks for, or nothing; few queries."""
    for parameter, kind in KINDS.items():
        if code := parameters.get(parameter):
            return directory.find(kind, code, now=now)
    return None


def _choices(parameter: str, rows: Iterable[Troupe | Region | Venue]) -> list[Choice]:
    return [Choice(parameter, row.code, row.local_name) for row in rows[:MOST_FOUND]]


def _named(words: list[str], *further: str) -> Q:
    """Every word in the Chinese or English name, or in a further field."""
    every = Q()
    for word in words:
        any_field = Q()
        for name in ("name", "name_en", *further):
            any_field |= Q(**{f"{name}__icontains": word})
        every &= any_field
    return every

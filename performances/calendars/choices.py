"""What a visitor may pick a calendar by: region, troupe, venue, showcase, genre."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from troupes.genres import Category
from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from ..models import Performance, Showcase
from . import directory
from .feeds import Feed

# A search that finds more than this is too wide to read on a phone.
MOST_FOUND = 12
# Of each league; more would bury its troupes. The others are found by name.
VENUES_SHOWN = 12


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
class League:
    """All a visitor may pick within one league: the whole of it, its banners, the
    troupes at home there and the public venues, those with coming shows first.

    `code` is "" for what belongs to no league: the autonomous region's own troupes.
    `more_venues` counts those left out; a search finds them.
    """

    label: str
    code: str
    banners: tuple[Choice, ...]
    troupes: tuple[Choice, ...]
    venues: tuple[Choice, ...]
    more_venues: int


def leagues(now: datetime) -> list[League]:
    """By code, each short enough for a phone. Three queries."""
    regions = Region.objects.filter(
        level__in=(Region.Level.LEAGUE, Region.Level.BANNER)
    ).order_by("path")
    names: dict[int | None, Region | None] = {}
    banners: dict[int | None, list[Choice]] = defaultdict(list)
    for region in regions:
        if region.level == Region.Level.LEAGUE:
            names[region.pk] = region
        else:
            choice = Choice("region", region.code, region.local_name)
            banners[region.league_id].append(choice)
    troupes = _troupes_by_league()
    venues, counts = _venues_by_league(now)
    if None in troupes:
        names[None] = None
    return [
        League(
            # Translators: zh: 自治区直属
            label=league.local_name if league else _("Of the whole region"),
            code=league.code if league else "",
            banners=tuple(banners[key]),
            troupes=tuple(troupes.get(key, ())),
            venues=tuple(venues.get(key, ())),
            more_venues=counts.get(key, 0) - len(venues.get(key, ())),
        )
        for key, league in names.items()
    ]


def _troupes_by_league() -> dict[int | None, list[Choice]]:
    grouped: dict[int | None, list[Choice]] = defaultdict(list)
    rows = Troupe.objects.select_related("region").order_by("region__path", "code")
    for troupe in rows:
        choice = Choice("troupe", troupe.code, troupe.local_name)
        grouped[troupe.region.league_id].append(choice)
    return dict(grouped)


def _venues_by_league(
    now: datetime,
) -> tuple[dict[int | None, list[Choice]], dict[int | None, int]]:
    """At most VENUES_SHOWN of each league, and how many there are in all."""
    shows = Performance.objects.listed(now).filter(
        venue=OuterRef("pk"), ends_at__gt=now
    )
    league = F("region__league")
    rows = (
        Venue.objects.standing()
        .with_own_page()
        .filter(region__league__isnull=False)
        .annotate(plays=Exists(shows))
        .annotate(
            rank=Window(
                RowNumber(), partition_by=league, order_by=(F("plays").desc(), "name")
            ),
            in_league=Window(Count("pk"), partition_by=league),
        )
        .filter(rank__lte=VENUES_SHOWN)
        .order_by("region__league", "rank")
        .select_related("region")
    )
    grouped: dict[int | None, list[Choice]] = defaultdict(list)
    counts: dict[int | None, int] = {}
    for venue in rows:
        choice = Choice("venue", venue.code, venue.local_name)
        grouped[venue.region.league_id].append(choice)
        counts[venue.region.league_id] = venue.in_league
    return dict(grouped), counts


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

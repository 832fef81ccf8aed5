"""Rows of the public tables: leagues, or one league's troupes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.places.models import Region

from ... import charts
from ...measures import Measure
from ...statistics import Figures
from ...statistics.question import NO_LEAGUE

# What the public table shows, from left to right; the page sums up all the others.
COLUMNS = (
    Measure.TRAININGS,
    Measure.WORKS,
    Measure.ONSITE_SHOWS,
    Measure.ONSITE_ATTENDANCES,
    Measure.ONLINE_SHOWS,
    Measure.ONLINE_VIEWS,
    Measure.DISTANCE,
    Measure.DAYS,
    Measure.GACHA,
)

# Below the table, as sums alone.
BESIDES = (
    Measure.ONSITE_ATTENDANCES,
    Measure.ONLINE_VIEWS,
    Measure.DISTANCE,
    Measure.DAYS,
    Measure.GACHA,
    Measure.COACHED,
    Measure.SERVICES,
    Measure.REQUESTS,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What was counted by group, and what stands for a group without anything."""

    counted: Mapping[int, Figures]
    blank: Figures
    gacha_lists: frozenset[int]

    def of(self, key: int, home: int | None) -> Figures:
        figures = self.counted.get(key, self.blank)
        return figures.known(has_gacha_list=home in self.gacha_lists)


@dataclass(frozen=True, slots=True)
class Row:
    """`address` leads to what was counted; `share` is the bar, in percent of the
    longest."""

    name: str
    address: str
    troupes: int
    figures: Figures
    share: float

    @property
    def cells(self) -> tuple[int | None, ...]:
        return tuple(self.figures[measure] for measure in COLUMNS)

    @property
    def shows(self) -> int:
        return self.figures[Measure.SHOWS] or 0


def of_leagues(troupes: Sequence[Troupe], known: Known, year: int) -> list[Row]:
    """Every league that has troupes, and last those of the region itself. No query."""
    homes: dict[int, Region | None] = {}
    sizes: dict[int, int] = {}
    for troupe in troupes:
        league = troupe.region.league
        key = league.pk if league else NO_LEAGUE
        homes[key], sizes[key] = league, sizes.get(key, 0) + 1
    order = sorted(homes, key=lambda key: (key == NO_LEAGUE, _code(homes[key])))
    made = []
    for key in order:
        league = homes[key]
        # Translators: zh: 自治区直属
        name = league.local_name if league else _("The region’s own")
        address = statistics_url(year, league.code) if league else ""
        made.append((name, address, sizes[key], known.of(key, key)))
    return _rows(made)


def of_troupes(troupes: Iterable[Troupe], known: Known, year: int) -> list[Row]:
    """Every troupe, by name; each leads to its shows of the year. No query."""
    return _rows(
        (
            troupe.local_name,
            shows_url(date(year, 1, 1), date(year, 12, 31), troupe=troupe.code),
            1,
            known.of(troupe.pk, troupe.region.banner_id or troupe.region.league_id),
        )
        for troupe in troupes
    )


def statistics_url(year: int | None, league: str = "") -> str:
    named = {"league": league, "year": year}
    query = urlencode({key: value for key, value in named.items() if value})
    return f"{reverse('statistics')}?{query}" if query else reverse("statistics")


def file_url(query: str) -> str:
    """The same table as a file."""
    address = reverse("statistics_csv")
    return f"{address}?{query}" if query else address


def shows_url(first: date, last: date, **more: str) -> str:
    """The schedule of some days, where every show that was counted stands."""
    named = {"from": first.isoformat(), "to": last.isoformat(), **more}
    return f"{reverse('schedule')}?{urlencode(named)}"


def _code(league: Region | None) -> str:
    return league.code if league else ""


def _rows(made: Iterable[tuple[str, str, int, Figures]]) -> list[Row]:
    told = list(made)
    most = max([0, *(figures[Measure.SHOWS] or 0 for *_rest, figures in told)])
    return [
        Row(
            name,
            address,
            troupes,
            figures,
            charts.bar_width(figures[Measure.SHOWS] or 0, most),
        )
        for name, address, troupes, figures in told
    ]

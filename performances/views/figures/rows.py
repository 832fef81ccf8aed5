"""Rows of the public tables: leagues, or one league's troupes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base.templatetags import site_nav
from ulanmuqi.places.models import Region

from ... import charts
from ...measures import Measure
from ...statistics import Figures, Period, Question
from ...statistics.question import NO_LEAGUE

# What the public table shows, from left to right; the page sums up all the others.
COLUMNS = (
    Measure.ONSITE_SHOWS,
    Measure.ONSITE_ATTENDANCES,
    Measure.ONLINE_SHOWS,
    Measure.ONLINE_VIEWS,
    Measure.DISTANCE,
    Measure.DAYS,
    Measure.GACHA,
    Measure.TRAININGS,
    Measure.WORKS,
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
class Cell:
    """`address` leads to the rows the public may see; "" where there are none."""

    label: str
    value: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """`address` leads to what was counted, `lists` to the rows of single measures;
    `share` is the bar, in percent of the longest."""

    name: str
    address: str
    troupes: int
    figures: Figures
    lists: Mapping[Measure, str]
    share: float

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(self._cell(measure) for measure in COLUMNS)

    def _cell(self, measure: Measure) -> Cell:
        value = self.figures[measure]
        address = self.lists.get(measure, "") if value else ""
        return Cell(str(measure.label), value, address)

    @property
    def shows(self) -> int:
        return self.figures[Measure.SHOWS] or 0


def of_leagues(troupes: Sequence[Troupe], known: Known, days: Period) -> list[Row]:
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
        address = statistics_url(days.first.year, league.code) if league else ""
        made.append((name, address, sizes[key], known.of(key, key), {}))
    return _rows(made)


def of_troupes(troupes: Iterable[Troupe], known: Known, days: Period) -> list[Row]:
    """Every troupe, by name; each leads to its shows of these days. No query."""
    return _rows(
        (
            troupe.local_name,
            shows_url(days.first, days.last, troupe=troupe.code),
            1,
            known.of(troupe.pk, troupe.region.banner_id or troupe.region.league_id),
            lists_of(troupe, days),
        )
        for troupe in troupes
    )


def lists_of(troupe: Troupe, days: Period) -> dict[Measure, str]:
    """Where the public finds what was counted: shows on the schedule, works on their
    wall. Roads, days, coaching and requests have no public rows."""

    def shows(mode: str) -> str:
        return shows_url(days.first, days.last, troupe=troupe.code, mode=mode)

    works = urlencode({"year": days.first.year, "troupe": troupe.code})
    return {
        Measure.ONSITE_SHOWS: shows("on_site"),
        Measure.ONLINE_SHOWS: shows("online"),
        Measure.WORKS: f"{site_nav.address('works/')}?{works}",
    }


def statistics_url(year: int | None, league: str = "") -> str:
    named = {"league": league, "year": year}
    query = urlencode({key: value for key, value in named.items() if value})
    return f"{reverse('statistics')}?{query}" if query else reverse("statistics")


def file_url(query: str) -> str:
    """The same table as a file."""
    address = reverse("statistics_csv")
    return f"{address}?{query}" if query else address


def shows_of(asked: Question) -> str:
    """Of everybody, as far as the year has got."""
    return shows_url(asked.told_days.first, asked.told_days.last)


def shows_url(first: date, last: date, **more: str) -> str:
    """The schedule of some days, where every show that was counted stands."""
    named = {"from": first.isoformat(), "to": last.isoformat(), **more}
    return f"{reverse('schedule')}?{urlencode(named)}"


def _code(league: Region | None) -> str:
    return league.code if league else ""


def _rows(
    made: Iterable[tuple[str, str, int, Figures, Mapping[Measure, str]]],
) -> list[Row]:
    told = list(made)
    most = max([0, *(figures[Measure.SHOWS] or 0 for *_, figures, _lists in told)])
    return [
        Row(
            name,
            address,
            troupes,
            figures,
            lists,
            charts.bar_width(figures[Measure.SHOWS] or 0, most),
        )
        for name, address, troupes, figures, lists in told
    ]

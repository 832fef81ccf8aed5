"""Rows of the tables in the admin: names, figures, and where each figure leads."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from troupes.genres import Category
from ulanmuqi.base.templatetags.dates import year_month

from ... import statistics
from ...forms.figures import NO_LEAGUE_KEY, OWN_DATES, Asked
from ...measures import IN_TABLES
from ...statistics import By, Figures, Period, Question, Standing, before
from ...statistics import goals as goal_rows
from ...statistics.goals import Goal, Targets
from ...statistics.question import NO_LEAGUE
from ...statistics.rows import Stands
from .reach import Reach

ROWS = "figure_rows"
_TABLES = {
    By.TROUPE: statistics.by_troupe,
    By.LEAGUE: statistics.by_league,
    By.GENRE: statistics.by_genre,
    By.MONTH: statistics.by_month,
    By.YEAR: statistics.by_year,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """`url` leads to the rows; "" where there are none."""

    label: str
    value: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """`stands` leads to the shows of the line by how far their records are read."""

    name: str
    cells: tuple[Cell, ...]
    standing: Standing
    stands: Mapping[Stands, Cell]
    goals: tuple[Goal, ...] = ()


def lines(
    reach: Reach, asked: Asked, question: Question, wanted: Targets | None
) -> list[Line]:
    """Of every troupe in reach, and of whatever else has a figure; about ten queries,
    whatever the number of rows."""
    counted = _TABLES[asked.by](question)
    standing = _goals(reach, asked, counted, wanted)
    none = statistics.blank(question, asked.by)
    if asked.by is By.MONTH:
        counted = _without_before(counted, question)
    known = _known(reach, asked, counted, none)
    return [
        line(name, known(key), query, standing.get(key, ()))
        for key, name, query in _keys(reach, asked, counted)
    ]


def _without_before(
    counted: Mapping[Any, Figures], question: Question
) -> dict[Any, Figures]:
    """Of months of which figures from before tell, and nothing else, nothing is
    known. One query."""
    earlier = before.months_before(question)
    return {
        key: Figures() if key in earlier and figures.is_empty else figures
        for key, figures in counted.items()
    }


def _known(
    reach: Reach, asked: Asked, counted: Mapping[Any, Figures], none: Figures
) -> Callable[[Any], Figures]:
    """A row's figures, without the gacha where no list of them was loaded."""
    listed: Any = reach.gacha_lists
    if asked.by is By.TROUPE:
        listed = {one.pk for one in reach.chosen(asked) if reach.has_list(one)}

    def figures(key: Any) -> Figures:
        # Every month that has begun is counted; the others have no figures yet.
        found = counted.get(key, Figures() if asked.by is By.MONTH else none)
        if not asked.by.is_owner:
            return found
        return found.known(has_gacha_list=key in listed)

    return figures


def line(name: str, figures: Figures, query: str, goals: tuple[Goal, ...] = ()) -> Line:
    """Of days to come nothing stands anywhere, not even nought."""
    rows = reverse(ROWS)
    is_known = bool(figures.values)
    return Line(
        name=name,
        cells=tuple(
            Cell(
                str(measure.label),
                figures[measure],
                f"{rows}?{query}&measure={measure.value}" if figures[measure] else "",
            )
            for measure in IN_TABLES
        ),
        standing=figures.standing,
        stands={
            one: Cell(
                label,
                count if is_known else None,
                f"{rows}?{query}&records={one}" if count else "",
            )
            for one, label in stand_labels().items()
            for count in (getattr(figures.standing, one),)
        },
        goals=goals,
    )


def stand_labels() -> dict[Stands, str]:
    return {
        # Translators: zh: 已审核记录
        Stands.REVIEWED: _("Records reviewed"),
        # Translators: zh: 已上报、未审核
        Stands.REPORTED: _("Reported, not yet reviewed"),
        # Translators: zh: 其中退回
        Stands.RETURNED: _("Of them sent back"),
        # Translators: zh: 缺记录
        Stands.MISSING: _("Without a record"),
    }


def _keys(
    reach: Reach, asked: Asked, counted: Mapping[Any, Figures]
) -> Iterator[tuple[Any, str, str]]:
    """Key, name and the question of each row, in the order of the table."""
    match asked.by:
        case By.TROUPE:
            for troupe in reach.chosen(asked):
                yield troupe.pk, troupe.local_name, asked.query(troupe=troupe.code)
        case By.LEAGUE:
            yield from _leagues(reach, asked)
        case By.GENRE:
            for genre in Category:
                yield genre.value, str(genre.label), asked.query(genre=genre.value)
        case By.MONTH:
            for first in asked.period.months():
                month = Period.of_months(first.year, first.month, 1)
                days = _within(asked.period, month)
                yield first, year_month(first), asked.query(**_dates(days))
        case By.YEAR:
            for year in sorted(counted, reverse=True):
                days = _within(asked.period, Period.of_year(year))
                yield year, str(year), asked.query(**_dates(days))


def _leagues(reach: Reach, asked: Asked) -> Iterator[tuple[int, str, str]]:
    leagues = {one.region.league for one in reach.chosen(asked)}
    known = sorted((one for one in leagues if one), key=lambda one: one.code)
    for league in known:
        yield league.pk, league.local_name, asked.query(league=league.code)
    if None in leagues:
        # Translators: zh: 自治区直属
        yield NO_LEAGUE, _("The region’s own"), asked.query(league=NO_LEAGUE_KEY)


def _within(whole: Period, part: Period) -> Period:
    return Period(max(whole.first, part.first), min(whole.last, part.last))


def _dates(period: Period) -> dict[str, str]:
    if period.key:
        return {"period": period.key, "from": "", "to": ""}
    return {
        "period": OWN_DATES,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
    }


def targets(asked: Asked) -> Targets | None:
    """Of one whole year; None for anything else, which has none. Two queries."""
    years = asked.period.years
    if years is None or years[0] != years[1] or asked.genre:
        return None
    return goal_rows.targets(years[0])


def _goals(
    reach: Reach, asked: Asked, counted: Mapping[Any, Figures], wanted: Targets | None
) -> dict[int, tuple[Goal, ...]]:
    """Of each troupe. No query."""
    if asked.by is not By.TROUPE or wanted is None:
        return {}
    year, today = asked.period.first.year, reach.today
    return {
        one.pk: goal_rows.goals(
            one.pk, counted.get(one.pk, Figures()), wanted, year, today
        )
        for one in reach.chosen(asked)
    }

"""What a troupe's own page tells of its year."""

from dataclasses import dataclass
from datetime import date, datetime

from troupes.models import Troupe
from ulanmuqi.base import clock

from ... import charts
from ...measures import Measure
from ...statistics import (
    By,
    Figures,
    Period,
    Question,
    Standing,
    field_work,
    places,
    said,
    shows,
)
from . import months, rows

# In the order of the page; how a troupe stands to its targets is nobody's business.
TOLD = (
    Measure.SHOWS,
    Measure.ONSITE_ATTENDANCES,
    Measure.ONLINE_VIEWS,
    Measure.DISTANCE,
    Measure.DAYS,
)


@dataclass(frozen=True, slots=True)
class TroupeYear:
    """`address` leads to its league's table; `shows` to the shows of the year."""

    today: date
    figures: Figures
    months: tuple[months.Month, ...]
    bars: charts.Bars
    strip: charts.Strip
    address: str
    shows: str
    has_examples: bool

    @property
    def year(self) -> int:
        return self.today.year

    @property
    def told(self) -> tuple[tuple[str, int | None], ...]:
        return tuple((str(one.label), self.figures[one]) for one in TOLD)

    @property
    def afterwards(self) -> int:
        return self.figures.standing.afterwards

    @property
    def stands(self) -> str:
        return said.stands_of_one(self.figures.standing, self.today)


def year_of(troupe: Troupe, now: datetime) -> TroupeYear | None:
    """None while the year has nothing of it. Seven queries, and one
    where its league was not read yet."""
    today = now.astimezone(clock.SHANGHAI).date()
    asked = Question(
        period=Period.of_year(today.year),
        now=now,
        troupes=frozenset({troupe.pk}),
        is_public=True,
    )
    figures = _figures(asked)
    if figures.is_empty:
        return None
    told = months.of_shows(asked, troupe.code)
    openings = places.days_of_openings(asked)
    league = troupe.region.league
    return TroupeYear(
        today=today,
        figures=figures,
        months=told,
        bars=months.bars(told),
        strip=charts.year_strip(
            today.year,
            places.by_day(asked),
            marked=openings,
            unknown=months.before_the_site(told),
            until=today,
        ),
        address=rows.statistics_url(None, league.code if league else ""),
        shows=rows.shows_url(asked.period.first, today, troupe=troupe.code),
        has_examples=shows.took_place(asked).filter(is_example=True).exists(),
    )


def _figures(asked: Question) -> Figures:
    """Two queries: of the year, shows and the road alone."""
    counted, standing = shows.counted(asked, By.ALL).get(0, ({}, Standing()))
    road = field_work.travelled(asked, By.ALL).get(0, {})
    values = {one: (counted | road).get(one, 0) for one in TOLD}
    return Figures(values, standing)

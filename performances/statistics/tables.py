"""Tables of figures: every measure of every row, in the same few queries."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ulanmuqi.places.models import Region

from ..measures import OF_SHOWS, Measure
from . import field_work, requests, shows, trainings, works
from .figures import Figures, Standing
from .question import By, Question

Source = Callable[[Question, By], Mapping[Any, Mapping[Measure, int | None]]]

# What has a genre, and what a troupe does besides.
_WITH_GENRE: tuple[Source, ...] = (works.created,)
_WITHOUT: tuple[Source, ...] = (
    field_work.travelled,
    field_work.coached_and_served,
    trainings.taught,
    requests.answered,
)


def total(asked: Question) -> Figures:
    """Of everybody who is asked for together: each show, each gacha, each work once."""
    found = _table(asked, By.ALL)
    return found.get(0) or blank(asked)


def by_troupe(asked: Question) -> dict[int, Figures]:
    """By id; a troupe that did nothing is left out."""
    return _table(asked, By.TROUPE)


def by_league(asked: Question) -> dict[int, Figures]:
    """By the id of the league the troupes are at home in, NO_LEAGUE for the others."""
    return _table(asked, By.LEAGUE)


def by_genre(asked: Question) -> dict[str, Figures]:
    """By category: shows and works alone have one."""
    return _table(asked, By.GENRE)


def by_month(asked: Question) -> dict[date, Figures]:
    """By the first day of the month in Shanghai: every month that has begun."""
    return _table(asked, By.MONTH, also=asked.begun_months)


def by_year(asked: Question) -> dict[int, Figures]:
    return _table(asked, By.YEAR)


def measures_of(asked: Question, by: By = By.ALL) -> frozenset[Measure]:
    """Those that can be told; the rest was not asked, which is not nought."""
    if asked.genre or by is By.GENRE:
        return OF_SHOWS | {Measure.WORKS}
    told = frozenset(Measure)
    return told if asked.knows_gacha else told - {Measure.GACHA}


def gacha_lists() -> frozenset[int]:
    """The ids of leagues and banners of which a list of gacha was loaded: of others
    nobody can say how many were served. One query."""
    rows = Region.objects.filter(level=Region.Level.GACHA).order_by()
    pairs = rows.values_list("league_id", "banner_id").distinct()
    return frozenset(key for pair in pairs for key in pair if key is not None)


def _sources(asked: Question, by: By) -> Iterable[Source]:
    if asked.genre or by is By.GENRE:
        return _WITH_GENRE
    gacha = (field_work.gacha,) if asked.knows_gacha else ()
    return (*_WITH_GENRE, *_WITHOUT, *gacha)


def blank(asked: Question, by: By = By.ALL) -> Figures:
    """All nought: of whoever did nothing. Nothing at all of days to come."""
    if not asked.has_begun:
        return Figures()
    return Figures(dict.fromkeys(measures_of(asked, by), 0))


def _table(asked: Question, by: By, also: Iterable[Any] = ()) -> dict[Any, Figures]:
    """A row for every group that has one, and for those in `also`. No query of days
    to come."""
    if not asked.has_begun:
        return {}
    values: dict[Any, dict[Measure, int | None]] = {key: {} for key in also}
    standing: dict[Any, Standing] = {}
    for key, (figures, read) in shows.counted(asked, by).items():
        values[key], standing[key] = dict(figures), read
    for source in _sources(asked, by):
        for key, counted in source(asked, by).items():
            values.setdefault(key, {}).update(counted)
    none = blank(asked, by).values
    return {
        key: Figures(
            {
                measure: value
                for measure in none
                if (value := figures.get(measure, 0)) is not None
            },
            standing.get(key, Standing()),
        )
        for key, figures in values.items()
        if key is not None
    }

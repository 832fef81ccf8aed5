"""All that the public page of figures shows, counted when it is asked for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from troupes.genres import Category
from ulanmuqi.base.sentences import joined
from ulanmuqi.base.templatetags.dates import month
from ulanmuqi.places.kinds import VenueKind
from ulanmuqi.places.models import Region

from ... import charts, statistics
from ...measures import Measure
from ...models import CarriedOver
from ...statistics import (
    Figures,
    Question,
    before,
    places,
    said,
    trainings,
    works,
)
from . import months, rows
from .months import Month
from .scope import Scope

# Kinds of place beyond these are told together.
_PLACES_SHOWN = 7
_CARRIED_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Share:
    """One of the things that are compared, with its bar in percent of the longest."""

    name: str
    value: int
    share: float


@dataclass(frozen=True, slots=True)
class Page:
    """`months` are all twelve; `lines` are None while nobody was taught anything;
    `carried` are in no sum."""

    year: int
    today: date
    years: tuple[int, ...]
    league: Region | None
    leagues: tuple[Region, ...]
    total: Figures
    months: tuple[Month, ...]
    bars: charts.Bars
    lines: charts.Lines | None
    places: tuple[Share, ...]
    genres: tuple[Share, ...]
    buds: charts.BudField
    strip: charts.Strip
    openings: int
    table: tuple[rows.Row, ...]
    carried: tuple[CarriedOver, ...]
    has_more_carried: bool
    has_examples: bool

    @property
    def is_this_year(self) -> bool:
        return self.year == self.today.year

    @property
    def busiest(self) -> Month | None:
        begun = [one for one in self.months if one.shows]
        return max(begun, key=lambda month: month.shows or 0, default=None)

    @property
    def stands(self) -> str:
        """How far the records are read, and until when; of one troupe nothing that is
        missing."""
        if not self.total.values and not self.carried:
            # Translators: zh: 这一年在系统启用以前，没有一场一场的登记，也没有录入当时报告里的数。
            return _(
                "This year lies before this site, with no single shows entered, nor "
                "what reports of its time say."
            )
        if not self.total.values:
            # Translators: zh: 这一年在系统启用以前，没有一场一场的登记；当时报告里的数在下面单独列出。
            return _(
                "This year lies before this site, with no single shows entered; what "
                "reports of its time say stands apart below."
            )
        if self.is_of_one:
            return said.stands_of_one(self.total.standing, self.today)
        # Translators: zh: 观众数只从记录里来。
        alone = _("Audiences come from records alone.")
        return joined((said.stands(self.total.standing, self.today), alone))

    @property
    def is_of_one(self) -> bool:
        return self.league is not None and len(self.table) == 1


@dataclass(frozen=True, slots=True)
class Table:
    """For a file: rows of leagues, or of one league's troupes, and their total."""

    league: str
    rows: tuple[rows.Row, ...]
    total: Figures

    @property
    def is_of_one(self) -> bool:
        return bool(self.league) and len(self.rows) == 1


def page(asked: Scope) -> Page:
    """About twenty queries, whatever the number of shows, troupes and leagues."""
    question = asked.question
    carried = list(before.told(question.period, question.troupes)[: _CARRIED_SHOWN + 1])
    total = statistics.total(question)
    year = question.period.first.year
    if total.is_empty and (carried or year < asked.years.begun):
        # A year before this site: nought would be a claim.
        total = Figures()
    today = question.today
    taught = trainings.by_month(question)
    of_year = _months(question, taught)
    genres = _genres(question)
    openings = places.days_of_openings(question)
    return Page(
        year=year,
        today=today,
        years=asked.years.told,
        league=asked.league,
        leagues=asked.leagues,
        total=total,
        months=of_year,
        bars=months.bars(of_year),
        lines=_lines(of_year, taught) if taught else None,
        places=_places(question),
        genres=genres,
        buds=charts.bud_field([(one.name, one.value) for one in genres]),
        strip=charts.year_strip(
            year,
            places.by_day(question),
            marked=openings,
            unknown=months.before_the_site(of_year),
            until=today,
        ),
        openings=len(openings),
        table=tuple(_table(asked, is_before=not total.values)),
        carried=tuple(carried[:_CARRIED_SHOWN]),
        has_more_carried=len(carried) > _CARRIED_SHOWN,
        has_examples=_has_examples(question),
    )


def table(asked: Scope) -> Table:
    """Nine queries."""
    return Table(
        league=asked.league.code if asked.league else "",
        rows=tuple(_table(asked)),
        total=statistics.total(asked.question),
    )


def _months(
    asked: Question, taught: Mapping[tuple[date, bool], int]
) -> tuple[Month, ...]:
    """One query: of months only shows, who came and sessions are told."""
    counts: Counter[date] = Counter()
    for (first, _is_paired), count in taught.items():
        counts[first] += count
    told = months.of_shows(asked)
    return tuple(one.with_sessions(counts[one.first]) for one in told)


def _lines(
    of_year: Sequence[Month], taught: Mapping[tuple[date, bool], int]
) -> charts.Lines:
    """Courses and visits of paired advisers, of the months of which anything is
    known."""
    begun = [one.first for one in of_year if one.sessions is not None]

    def series(is_paired: bool) -> list[int]:
        return [taught.get((first, is_paired), 0) for first in begun]

    return charts.lines(
        [month(one) for one in begun],
        [
            # Translators: zh: 培训
            (_("Courses"), series(False)),
            # Translators: zh: 结对指导
            (_("Paired advisers"), series(True)),
        ],
    )


def _table(asked: Scope, *, is_before: bool = False) -> list[rows.Row]:
    question = asked.question
    blank = Figures() if is_before else statistics.blank(question)
    whole = asked.league is None
    counted = (statistics.by_league if whole else statistics.by_troupe)(question)
    make = rows.of_leagues if whole else rows.of_troupes
    known = rows.Known(counted, blank, asked.gacha_lists)
    return make(asked.troupes, known, question.told_days)


def _places(asked: Question) -> tuple[Share, ...]:
    told = [(_place_name(key), n) for key, n in places.by_kind_of_place(asked).items()]
    if len(told) > _PLACES_SHOWN + 1:
        rest = sum(n for _name, n in told[_PLACES_SHOWN:])
        # Translators: zh: 其他地方
        told = [*told[:_PLACES_SHOWN], (_("Other places"), rest)]
    return _shares(told)


def _place_name(key: str) -> str:
    match key:
        case places.ONLINE:
            # Translators: zh: 只在线上
            return _("Online only")
        case places.HIDDEN:
            # Translators: zh: 只公开到旗县的地方
            return _("Places told by their banner alone")
        case places.OPEN:
            # Translators: zh: 没有登记场地
            return _("No venue entered")
    return str(VenueKind(key).label) if key in VenueKind.values else key


def _genres(asked: Question) -> tuple[Share, ...]:
    """Every genre by its works, those without any at the end left out."""
    counted = works.created(asked, statistics.By.GENRE)
    told = [
        (
            category.short_label,
            counted.get(category.value, {}).get(Measure.WORKS) or 0,
        )
        for category in Category
    ]
    return _shares(sorted((one for one in told if one[1]), key=lambda one: -one[1]))


def _shares(told: Sequence[tuple[str, int]]) -> tuple[Share, ...]:
    most = max([0, *(n for _name, n in told)])
    return tuple(Share(name, n, charts.bar_width(n, most)) for name, n in told)


def _has_examples(asked: Question) -> bool:
    """One query, two where no show was invented."""
    played = statistics.took_place(asked).filter(is_example=True)
    return played.exists() or works.new_works(asked).filter(is_example=True).exists()

"""Totals by the database are those of counting by hand, over generated seasons."""

from datetime import UTC, date, datetime, timedelta

import pytest

from performances import scheduling, statistics
from performances.measures import ADDED_UP, Measure
from performances.models import Performance
from performances.scheduling import ActFacts, DayFacts, RecordFacts
from performances.statistics import Figures, Period, Question, places, rows
from performances.statistics.question import NO_LEAGUE
from tests import factories
from tests.performances.statistics import laid as seasons
from tests.performances.statistics import naive

pytestmark = [pytest.mark.django_db, pytest.mark.database]

_PERIODS = ("2022", "2023", "2023-h1", "2023-q4", "2022-12", "2023-01")


def asked(period: Period | str, **more: object) -> Question:
    if isinstance(period, str):
        period = Period.named(period)
    return Question(period=period, now=seasons.NOW, **more)


def same(found: Figures | None, counted: Figures) -> bool:
    """None stands for a row that is left out because it is all nought."""
    if found is None:
        return counted.is_empty and counted.standing.shows == 0
    told = {key: found[key] for key in counted.values}
    return told == dict(counted.values) and found.standing == counted.standing


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_total_is_that_of_counting_by_hand(seed: int) -> None:
    laid = seasons.lay(seed)
    leagues = {one.pk: one.region.league_id or NO_LEAGUE for one in laid.troupes}
    for key in _PERIODS:
        question = asked(key)
        assert same(statistics.total(question), naive.figures(laid, question.period))
        by_troupe = statistics.by_troupe(question)
        by_league = statistics.by_league(question)
        for troupe in leagues:
            mine = naive.figures(laid, question.period, lambda one: one == troupe)  # noqa: B023
            assert same(by_troupe.get(troupe), mine), key
            alone = statistics.total(asked(key, troupes=frozenset({troupe})))
            assert same(alone, mine), key
        for league in set(leagues.values()):
            theirs = naive.figures(
                laid,
                question.period,
                lambda one: leagues[one] == league,  # noqa: B023
                has_desk=league == laid.gacha[0].league_id,
            )
            assert same(by_league.get(league), theirs), key
            keys = frozenset(one for one, home in leagues.items() if home == league)
            own = asked(key, troupes=keys, leagues=frozenset({league}))
            assert same(statistics.total(own), theirs), key


def test_months_years_genres_and_days_are_those_of_shanghai() -> None:
    laid = seasons.lay(4)
    whole = Period(Period.of_year(2022).first, Period.of_year(2023).last)
    question = asked(whole)
    days = naive.shows_by(laid, whole, naive.local_day)
    months = naive.shows_by(laid, whole, lambda s: naive.local_day(s).replace(day=1))
    years = naive.shows_by(laid, whole, lambda one: naive.local_day(one).year)
    genres = naive.shows_by(laid, whole, lambda one: one.genre)

    def shows(table: dict) -> dict:
        told = {key: figures[Measure.SHOWS] for key, figures in table.items()}
        return {key: n for key, n in told.items() if n}

    assert shows(statistics.by_month(question)) == months
    assert shows(statistics.by_year(question)) == years
    assert shows(statistics.by_genre(question)) == genres
    assert places.by_day(question) == days
    works = {
        genre: figures[Measure.WORKS]
        for genre, figures in statistics.by_genre(question).items()
        if figures[Measure.WORKS]
    }
    assert works == naive.works_by_genre(laid, whole)
    one = asked(whole, genre="vocal")
    assert statistics.total(one)[Measure.SHOWS] == genres["vocal"]
    assert statistics.total(one)[Measure.DISTANCE] is None


def test_every_measure_of_a_month_is_that_of_counting_by_hand() -> None:
    laid = seasons.lay(6)
    whole = Period(Period.of_year(2022).first, Period.of_year(2023).last)
    by_month = statistics.by_month(asked(whole))
    seen = set()
    for first in whole.months():
        counted = naive.figures(laid, Period.of_months(first.year, first.month, 1))
        if first > seasons.NOW.date():
            assert first not in by_month
            continue
        assert same(by_month[first], counted), first
        seen |= {(key, bool(number)) for key, number in counted.values.items()}
        unknown = counted[Measure.WORKS] is None
        assert statistics.total(asked(_month(first)))[Measure.WORKS] == (
            None if unknown else counted[Measure.WORKS]
        )
    assert {(Measure.GACHA, True), (Measure.WORKS, True)} <= seen


def _month(first: date) -> Period:
    return Period.of_months(first.year, first.month, 1)


def test_of_days_to_come_nothing_is_known(django_assert_num_queries) -> None:
    seasons.lay(8, shows=2)
    ahead = asked("2024")
    with django_assert_num_queries(0):
        assert statistics.total(ahead)[Measure.SHOWS] is None
        assert statistics.by_troupe(ahead) == statistics.by_month(ahead) == {}


@pytest.mark.parametrize("key", ["2023", "2023-h1", "2023-03"])
@pytest.mark.parametrize("is_public", [False, True])
def test_every_figure_has_exactly_its_rows(key: str, is_public: bool) -> None:
    """Of everybody, a troupe, two troupes, and by genre: filters combine."""
    laid = seasons.lay(9)
    one, two = laid.troupes[1].pk, laid.troupes[3].pk
    for keys in (None, {one}, {one, two}):
        for genre in ("", "vocal"):
            question = asked(
                key,
                troupes=None if keys is None else frozenset(keys),
                genre=genre,
                is_public=is_public,
            )
            found = statistics.total(question)
            counted = naive.figures(
                laid, question.period, keys and keys.__contains__,
                genre=genre, is_public=is_public,
            )  # fmt: skip
            assert same(found, counted)
            for measure, number in found.values.items():
                behind = [row.adds for row in rows.rows_of(question, measure)]
                assert sum(behind) == number, measure
                if measure not in ADDED_UP:
                    assert len(behind) == number, measure
            for stands in rows.Stands:
                behind = rows.standing(question, stands)
                assert behind.count() == getattr(found.standing, stands), stands


def test_the_public_count_leaves_out_what_was_never_announced() -> None:
    laid = seasons.lay(5)
    question = asked("2023", is_public=True)
    counted = naive.figures(laid, question.period, is_public=True)
    assert same(statistics.total(question), counted)
    everything = naive.figures(laid, question.period)
    assert counted[Measure.SHOWS] < everything[Measure.SHOWS]


def test_a_joint_show_counts_once_above(frozen_clock, regions) -> None:
    one, two = factories.troupe("152222"), factories.troupe("152201")
    far = factories.troupe("150824")
    show = factories.performance(troupes=(one, two, far), mode="both")
    frozen_clock.forward(days=8)
    scheduling.report_show(show, RecordFacts(onsite_audience=300, online_views=900))
    question = Question(period=Period.of_year(2023), now=frozen_clock.now)

    by_troupe = statistics.by_troupe(question)
    assert [by_troupe[t.pk][Measure.SHOWS] for t in (one, two, far)] == [1, 1, 1]
    by_league = statistics.by_league(question)
    assert {key: f[Measure.SHOWS] for key, f in by_league.items()} == {
        regions["152200"].pk: 1,
        regions["150800"].pk: 1,
    }
    assert by_league[regions["152200"].pk][Measure.ONSITE_ATTENDANCES] == 300
    total = statistics.total(question)
    assert (total[Measure.SHOWS], total[Measure.ONSITE_ATTENDANCES]) == (1, 300)
    assert (total[Measure.ONSITE_SHOWS], total[Measure.ONLINE_SHOWS]) == (1, 1)
    assert (total.standing.both, total[Measure.ONLINE_VIEWS]) == (1, 900)


def test_sunite_zuoqi_early_2023(frozen_clock) -> None:
    """Reported: 21 shows, 16 on site (1,000+ people) and 5 online (16,000+)."""
    troupe = factories.troupe("152523")
    begin = datetime(2023, 1, 5, 2, tzinfo=UTC)
    frozen_clock.set(begin - timedelta(days=9))
    shows = [
        factories.performance(
            troupes=(troupe,),
            venue=None,
            region=troupe.region,
            starts_at=begin + timedelta(days=2 * number),
            mode=Performance.Mode.ON_SITE if number < 16 else Performance.Mode.ONLINE,
        )
        for number in range(21)
    ]
    frozen_clock.set(datetime(2023, 3, 3, tzinfo=UTC))
    for number, show in enumerate(shows):
        facts = (
            RecordFacts(onsite_audience=63)
            if number < 16
            else RecordFacts(online_views=3204)
        )
        scheduling.report_show(show, facts)
    scheduling.report_day(
        troupe, begin.date(), DayFacts(distance_km=210, in_grassroots=True),
        acts=[ActFacts(kind="coaching", title="辅导", people=12)],
    )  # fmt: skip

    figures = statistics.by_troupe(
        Question(period=Period.named("2023-q1"), now=frozen_clock.now)
    )[troupe.pk]

    assert figures[Measure.SHOWS] == 21
    assert figures[Measure.ONSITE_SHOWS] == 16
    assert figures[Measure.ONSITE_ATTENDANCES] == 1008
    assert figures[Measure.ONLINE_SHOWS] == 5
    assert figures[Measure.ONLINE_VIEWS] == 16_020
    assert (figures[Measure.DISTANCE], figures[Measure.DAYS]) == (210, 1)
    assert figures[Measure.COACHED] == 12
    assert (figures.standing.reviewed, figures.standing.missing) == (0, 0)
    assert figures.standing.reported == 21


def test_tables_cost_the_same_for_1_and_30_shows(django_assert_num_queries) -> None:
    first = seasons.lay(6, shows=1)
    for more in (0, 30):
        if more:
            seasons.lay(7, shows=more, on=first)
        for table, queries in (
            (statistics.total, 8),
            (statistics.by_troupe, 7),
            (statistics.by_league, 7),
            (statistics.by_month, 9),
            (statistics.by_year, 8),
            (statistics.by_genre, 2),
        ):
            with django_assert_num_queries(queries):
                table(asked("2023"))


def test_an_audience_nobody_told_is_not_nought(frozen_clock) -> None:
    """Two shows online: nobody said of either how many looked, then of one that
    nobody did. On site there was nothing, so nobody came there."""
    troupe = factories.troupe("152222")
    first, second = (
        factories.performance(
            troupes=(troupe,), mode="online", starts_at=factories.evening(ahead)
        )
        for ahead in (1, 2)
    )
    frozen_clock.forward(days=8)
    scheduling.report_show(first, RecordFacts())
    question = Question(period=Period.of_year(2023), now=frozen_clock.now)

    figures = statistics.total(question)
    assert figures[Measure.ONLINE_SHOWS] == 2
    assert figures[Measure.ONLINE_VIEWS] is None
    assert figures[Measure.ONSITE_ATTENDANCES] == 0

    scheduling.report_show(second, RecordFacts(online_views=0))
    assert statistics.total(question)[Measure.ONLINE_VIEWS] == 0
    assert statistics.by_troupe(question)[troupe.pk][Measure.ONLINE_VIEWS] == 0

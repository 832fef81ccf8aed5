"""Where no show has been: what counts, what is not known, what it costs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q

from performances import scheduling
from performances.models import Performance
from performances.statistics.coverage import coverage, months_before
from performances.statuses import Status
from tests import factories
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LEAGUE = "152200"
HORQIN, TUQUAN = "152222", "152224"
NOW = datetime(2023, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def below(parent: Region, code: str, name: str) -> Region:
    level = Region.Level.SUMU if len(code) == 9 else Region.Level.GACHA
    return Region.objects.create(code=code, name=name, level=level, parent=parent)


@pytest.fixture
def land() -> dict[str, Region]:
    """Two banners of Hinggan; the first has a list of one sumu and three gacha."""
    made = factories.regions([HORQIN, TUQUAN])
    sumu = made["sumu"] = below(made[HORQIN], "152222901", "示例苏木")
    for number in (1, 2, 3):
        code = f"15222290100{number}"
        made[f"gacha{number}"] = below(sumu, code, f"示例嘎查{number}")
    return made


def show(region: Region, days_ago: int, **facts: object) -> Performance:
    starts_at = factories.evening(-days_ago)
    facts = {"venue": None, "starts_at": starts_at} | facts
    return factories.performance(region=region, **facts)


def asked(level: str, now: datetime = NOW, months: int = 6, code: str = LEAGUE):
    return coverage(level, Q(path__contains=f"{code}."), now, months)


def test_a_show_serves_the_gacha_and_everything_around_it(land: dict) -> None:
    played = show(land["gacha1"], 40)
    seen = asked("gacha")
    assert [one.name for one in seen.unserved] == ["示例嘎查2", "示例嘎查3"]
    assert (seen.total.listed, seen.total.served) == (3, 1)
    assert not asked("sumu").unserved
    [banner] = [b for b, _tally in asked("banner").banners if b.code == HORQIN]
    assert (banner.shows, banner.last_pk) == (1, played.pk)
    assert [one.code for one in asked("banner").unserved] == [TUQUAN]


def test_the_longest_unserved_stands_first_and_the_never_served_before_all(
    land: dict,
) -> None:
    show(land["gacha1"], 300)
    show(land["gacha2"], 400)
    show(land["gacha2"], 500)
    seen = asked("gacha")
    assert [one.name[-1] for one in seen.unserved] == ["3", "2", "1"]
    assert seen.unserved[1].last_at == factories.evening(-400)
    assert seen.unserved[0].last_at is None


def test_where_no_list_is_loaded_nobody_knows(land: dict) -> None:
    show(land[TUQUAN], 3)
    seen = asked("gacha")
    assert [one.code for one in seen.without_list] == [TUQUAN]
    tally = {b.code: t for b, t in seen.banners}[TUQUAN]
    assert not tally.is_known
    assert tally.vague == 1
    assert seen.of_league(LEAGUE) == seen.total


def test_a_list_of_some_sumu_alone_is_not_the_whole(land: dict) -> None:
    below(land[HORQIN], "152222902", "另一苏木")
    for number in (1, 2, 3):
        show(land[f"gacha{number}"], 20)
    seen = asked("gacha")
    assert (seen.total.unserved, seen.total.blank) == (0, 1)
    assert not seen.total.is_whole
    # The other banner of the league has no list at all.
    assert seen.total.unlisted == 1
    assert not asked("gacha", code=HORQIN).total.unlisted
    assert [banner.name for banner, _tally in seen.half_listed] == ["科尔沁右翼中旗"]
    assert asked("sumu", code=HORQIN).total.is_whole
    assert not asked("sumu").total.is_whole


def test_what_was_dissolved_waits_for_nobody_and_its_shows_stay(land: dict) -> None:
    show(land["gacha1"], 20)
    for key in ("gacha1", "gacha3"):
        land[key].is_former = True
        land[key].save()
    seen = asked("gacha")
    assert [one.name for one in seen.unserved] == ["示例嘎查2"]
    assert (seen.total.listed, seen.total.vague) == (1, 0)
    assert asked("banner").total.served == 1


def test_what_did_not_happen_there_serves_nobody(land: dict) -> None:
    gacha = land["gacha1"]
    show(gacha, 20, mode=Performance.Mode.ONLINE)
    show(gacha, -3)
    show(gacha, 21, status=Status.HOLD)
    scheduling.cancel(show(gacha, 22), by=None, reason="大雪")
    assert gacha.code in [one.code for one in asked("gacha").unserved]


def test_months_end_where_the_calendar_has_no_such_day() -> None:
    def before(month: int, day: int, months: int) -> str:
        now = datetime(2024, month, day, 3, tzinfo=UTC)
        return months_before(now, months).astimezone(clock.SHANGHAI).isoformat()

    assert before(3, 31, 1) == "2024-02-29T00:00:00+08:00"
    assert before(5, 31, 6) == "2023-11-30T00:00:00+08:00"
    assert before(1, 15, 24) == "2022-01-15T00:00:00+08:00"
    # Half past midnight in Shanghai is still the day before in UTC.
    late = datetime(2024, 3, 31, 16, 30, tzinfo=UTC)
    assert months_before(late, 1) == datetime(2024, 2, 29, 16, tzinfo=UTC)


def test_a_show_on_the_first_day_of_the_window_counts(land: dict) -> None:
    first = months_before(NOW, 6)
    factories.performance(venue=None, region=land["gacha1"], starts_at=first)
    factories.performance(
        venue=None, region=land["gacha2"], starts_at=first - timedelta(minutes=1)
    )
    assert [one.name[-1] for one in asked("gacha").unserved] == ["3", "2"]


@pytest.mark.parametrize("shows", [1, 30])
def test_two_queries_whatever_the_season(
    land: dict, shows: int, django_assert_num_queries
) -> None:
    company = factories.troupe()
    for days in range(1, shows + 1):
        show(land["gacha1"], days, troupes=(company,))
    with django_assert_num_queries(2):
        asked("gacha")

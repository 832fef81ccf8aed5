"""A season copied to another year: what comes along, what does not, all or nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Performance
from performances.scheduling import ItemFacts
from performances.scheduling.copy_season import (
    SameDay,
    copy_season,
    plan_copies,
    worth_copying,
)
from performances.scheduling.merge_venues import merge_venues
from performances.statuses import Status
from tests import factories
from ulanmuqi.base import clock

pytestmark = [pytest.mark.usefixtures("frozen_clock", "db"), pytest.mark.database]

LAST_YEAR = datetime(2023, 11, 11, 7, tzinfo=UTC)


@pytest.fixture
def played(troupe: Any, hinggan_venue: Any) -> Performance:
    return factories.performance(
        title="秋季惠民",
        troupes=(troupe,),
        venue=hinggan_venue,
        starts_at=LAST_YEAR,
        public_note="雪大请早到",
        programme=(ItemFacts(title="鸟之语"),),
    )


def copies(*, same: SameDay = SameDay.WEEKDAY, **options: Any) -> list[Any]:
    rows = list(worth_copying(Performance.objects.for_cards()))
    values = {"year": 2024, "with_programme": False} | options
    return plan_copies(rows, same=same, **values)


def test_a_saturday_stays_a_saturday_at_its_hour(played: Any) -> None:
    (copy,) = copies()
    assert copy.old_day.weekday() == copy.new_day.weekday() == 5
    assert abs((copy.new_day - copy.old_day).days - 366) <= 3
    assert copy.facts.starts_at.astimezone(clock.SHANGHAI).hour == 15
    assert (copy.facts.title, copy.facts.public_note) == ("秋季惠民", "")
    assert copy.facts.programme == ()


def test_the_lunar_date_decides_when_asked_to(played: Any) -> None:
    (copy,) = copies(same=SameDay.LUNAR)
    assert copy.new_day.isoformat() == "2024-10-30"


def test_the_programme_comes_along_when_asked_to(played: Any) -> None:
    (copy,) = copies(with_programme=True)
    assert [item.title for item in copy.facts.programme] == ["鸟之语"]


def test_what_never_stood_is_not_copied(played: Any, regions: Any) -> None:
    scheduling.cancel(played, reason="停电")
    factories.performance(status=Status.DRAFT)
    factories.showcase()
    assert copies() == []


def test_a_merged_venue_is_the_one_that_goes_on(played: Any, regions: Any) -> None:
    good = factories.venue("152201")
    merge_venues(played.venue, into=good)
    (copy,) = copies()
    assert copy.facts.venue == good


def test_copying_twice_is_noticed(played: Any) -> None:
    copy_season(copies(), status=Status.HOLD)
    first, *_others = copies()
    assert first.stands_already
    assert Performance.objects.filter(status=Status.HOLD).count() == 1


def test_a_season_is_copied_whole_or_not_at_all(
    played: Any, other_troupe: Any, hinggan_venue: Any
) -> None:
    second = factories.performance(
        troupes=played.troupes_in_order,
        venue=hinggan_venue,
        starts_at=LAST_YEAR + timedelta(days=1),
    )
    taken = copies()[1].facts.starts_at
    factories.performance(troupes=(other_troupe,), venue=hinggan_venue, starts_at=taken)
    wanted = [one for one in copies() if one.source in (played, second)]
    before = Performance.objects.count()
    with pytest.raises(scheduling.ConflictsFound):
        copy_season(wanted, status=Status.CONFIRMED)
    assert Performance.objects.count() == before
    assert len(copy_season(wanted, status=Status.DRAFT)) == 2


def test_planning_costs_the_same_for_one_and_thirty(
    played: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        copies(with_programme=True)
    for days in range(1, 30):
        factories.performance(starts_at=LAST_YEAR + timedelta(days=days))
    with django_assert_num_queries(5):
        assert len(copies(with_programme=True)) == 30

"""T-zero against drop city, ticks against ticks, go against a failure: on many real
connections at one instant, and nothing is ever torn."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Change, GoWord, Performance, Readiness, Showcase
from performances.scheduling import StaleWrite, check_conflicts
from performances.scheduling.ready import fingerprint
from performances.scheduling.room import read_room
from performances.statuses import FIRM, Status
from tests import factories
from tests.performances.racing import race

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

WHY = {"reason": "停电", "decided_by": "盟文旅局"}
RACERS = 8


@pytest.fixture
def showcase(regions: Any) -> Showcase:
    return factories.showcase()


@pytest.fixture
def hinggan(showcase: Showcase) -> Performance:
    return showcase.performances.get(venue__region__code="152201")


def _whole(showcase: Showcase) -> tuple[datetime, set[datetime], int]:
    """T-zero, the instants at which standing cities open, and how many those are."""
    t_zero = Showcase.objects.get(pk=showcase.pk).t_zero
    rows = Performance.objects.filter(showcase=showcase, status__in=FIRM)
    return t_zero, set(rows.values_list("starts_at", flat=True)), rows.count()


def test_t_zero_against_drop_city_by_people_who_looked(
    showcase: Showcase, hinggan: Performance
) -> None:
    seen, t_zero = showcase.version, showcase.t_zero

    def act(number: int) -> Any:
        if number % 2:
            return scheduling.delay_showcase(
                showcase, minutes=30, reason="等信号", version=seen
            )
        return scheduling.drop_opening(hinggan, version=hinggan.version, **WHY)

    won, lost = race(act, racers=RACERS)

    assert len(won) == 1
    assert [error for error in lost if not isinstance(error, StaleWrite)] == []
    now, starts, standing = _whole(showcase)
    hinggan.refresh_from_db()
    if hinggan.status == Status.CANCELLED:
        winner, found = "schedule.drop", (t_zero, {t_zero}, 2)
    else:
        later = t_zero + timedelta(minutes=30)
        winner, found = "schedule.delay", (later, {later}, 3)
    assert (now, starts, standing) == found
    # Everybody who lost is told what the winner did.
    assert {error.since[0].action for error in lost} == {winner}
    assert check_conflicts().is_clean


def test_t_zero_against_drop_city_by_people_who_did_not(
    showcase: Showcase, hinggan: Performance
) -> None:
    t_zero = showcase.t_zero

    def act(number: int) -> Any:
        if number:
            return scheduling.delay_showcase(showcase, minutes=5, reason="等信号")
        return scheduling.drop_opening(hinggan, **WHY)

    won, lost = race(act, racers=RACERS)

    assert (len(won), lost) == (RACERS, [])
    later = t_zero + timedelta(minutes=5 * (RACERS - 1))
    assert _whole(showcase) == (later, {later}, 2)
    assert Change.objects.filter(kind=Change.Kind.CANCELLED).count() == 1
    assert check_conflicts().is_clean


def test_two_cities_are_dropped_at_once(showcase: Showcase) -> None:
    openings = list(showcase.performances.order_by("pk"))[:2]

    won, lost = race(
        lambda n: scheduling.drop_opening(
            openings[n], version=openings[n].version, **WHY
        ),
        racers=2,
    )

    assert (len(won), lost) == (2, [])
    assert _whole(showcase)[2] == 1


def test_different_items_never_conflict(hinggan: Performance) -> None:
    items = ["stage", "power", "sound", "host", "stream"]
    won, lost = race(
        lambda n: scheduling.tick(hinggan, items[n], "ready", version=0), racers=5
    )
    assert (len(won), lost) == (5, [])
    assert Readiness.objects.count() == 5


def test_of_many_on_one_item_one_is_heard_and_the_others_are_told(
    hinggan: Performance,
) -> None:
    won, lost = race(
        lambda n: scheduling.tick(
            hinggan, "power", "problem", note=f"第{n}回路", said_by=f"{n}号", version=0
        ),
        racers=RACERS,
    )
    assert len(won) == 1
    row = Readiness.objects.get()
    assert (row.version, row.note) == (1, won[0].note)
    assert {error.since[0].by for error in lost} == {row.said_by}


def test_a_go_never_outlives_a_failure_it_did_not_see(
    showcase: Showcase, hinggan: Performance
) -> None:
    scheduling.tick(hinggan, "power", "ready")
    city = next(c for c in read_room(showcase).cities if c.opening == hinggan)
    seen = fingerprint(city.basis, None)

    def act(number: int) -> Any:
        if number % 2:
            return scheduling.say_go(
                hinggan, True, said_by="站长", why="电话", seen=seen
            )
        return scheduling.tick(hinggan, "power", "problem", note="跳闸")

    _won, lost = race(act, racers=RACERS)

    assert all(isinstance(error, StaleWrite) for error in lost)
    assert GoWord.objects.count() <= 1
    after = next(c for c in read_room(showcase).cities if c.opening == hinggan)
    assert after.go is None

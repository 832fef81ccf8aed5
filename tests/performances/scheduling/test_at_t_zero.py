"""Whatever an opening went through: when it is on as planned, it opens at T-zero."""

from datetime import timedelta

import pytest

from performances.models import Change, Performance
from performances.scheduling import (
    Refused,
    add_openings,
    announce,
    announce_showcase,
    cancel,
    confirm,
    confirm_showcase,
    create_showcase,
    drop_opening,
    move_showcase,
    open_late,
    place,
    postpone_showcase,
    reinstate,
)
from performances.statuses import Status
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = T_ZERO + timedelta(hours=2)
WHY = {"reason": "停电", "decided_by": "盟文旅局"}


@pytest.fixture
def showcase(founding, three_cities):
    return create_showcase(founding, three_cities, status="confirmed").showcase


def _opening(showcase, title):
    return Performance.objects.get(showcase=showcase, title=title)


def test_a_dropped_city_comes_back_at_the_moved_t_zero(showcase):
    drop_opening(_opening(showcase, "兴安"), **WHY)
    move_showcase(showcase, t_zero=LATER, reason="大风")

    row = reinstate(_opening(showcase, "兴安"), reason="修好了").performance

    assert (row.status, row.starts_at) == (Status.CONFIRMED, LATER)
    assert row.ends_at - row.starts_at == timedelta(minutes=90)


def test_a_late_city_that_is_confirmed_opens_with_the_others(showcase):
    open_late(_opening(showcase, "兴安"), starts_at=LATER, **WHY)

    row = confirm(_opening(showcase, "兴安")).performance

    assert (row.status, row.starts_at) == (Status.CONFIRMED, T_ZERO)


def test_a_waiting_city_is_never_left_at_the_old_instant(founding, three_cities):
    firm, waiting = three_cities[1:2], three_cities[:1]
    showcase = create_showcase(founding, firm, status="confirmed").showcase
    add_openings(showcase, waiting, status="hold")
    next_week = T_ZERO + timedelta(days=7)

    postpone_showcase(showcase, reason="大风", t_zero=next_week)
    showcase.refresh_from_db()
    confirm_showcase(showcase, without_answers="电话里都说好了")

    standing = Performance.objects.firm().filter(showcase=showcase)
    assert {row.starts_at for row in standing} == {next_week}


def test_one_city_is_not_cancelled_without_a_decision(showcase):
    with pytest.raises(Refused):
        cancel(_opening(showcase, "兴安"), reason="大风")


def test_announcing_the_whole_takes_nothing_back(showcase, frozen_clock):
    drop_opening(_opening(showcase, "兴安"), **WHY)
    announce(_opening(showcase, "呼和浩特"))
    told = _opening(showcase, "呼和浩特").announced_at

    announce_showcase(showcase, at=frozen_clock.now + timedelta(days=3))

    assert _opening(showcase, "呼和浩特").announced_at == told
    assert _opening(showcase, "兴安").announced_at is None


def test_what_happens_before_the_announcement_is_not_told(show, frozen_clock):
    soon = frozen_clock.now + timedelta(days=2)
    row = place(show(), status="confirmed", announced_at=soon).performance
    announce(row, at=soon + timedelta(days=1))
    cancel(row, reason="内部原因")

    assert [(c.kind, c.at) for c in Change.objects.all()] == [
        ("announced", soon + timedelta(days=1))
    ]

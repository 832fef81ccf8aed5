"""Everything of some resources in some days, in a constant number of queries."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.scheduling.lines import lines
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO
from troupes.models import StageTruck, Troupe

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_each_line_has_what_takes_its_time(
    show: Any, troupe: Any, other_troupe: Any
) -> None:
    truck = factories.truck("152200")
    placed = scheduling.place(show(along=(truck,)), status="confirmed").performance
    training = factories.engagement(
        troupe, kind="training", starts_at=T_ZERO - 2 * DAY, minutes=24 * 60
    )
    factories.engagement(troupe, starts_at=T_ZERO + 20 * DAY)

    found = lines([troupe, truck, other_troupe], T_ZERO - 3 * DAY, T_ZERO + 3 * DAY)

    assert {line.owner: [b.kind for b in line.bookings] for line in found} == {
        troupe: ["training", "show"],
        truck: ["show"],
        other_troupe: [],
    }
    (mine,) = [line for line in found if line.owner == troupe]
    assert mine.bookings[0].engagement == training
    assert mine.bookings[1].performance == placed
    assert mine.label == troupe.local_name
    assert mine.region == troupe.region
    assert [line.sort for line in found] == sorted(line.sort for line in found)


def test_an_exclusions_hidden_bookings_are_no_bars(show: Any) -> None:
    trucks = (factories.truck(), factories.truck())
    scheduling.keep_apart(
        scheduling.ExclusionFacts(name="司机", why="只有一名", members=trucks)
    )
    scheduling.place(show(along=trucks[:1]), status="confirmed")
    found = lines(StageTruck.objects.select_related("region"), T_ZERO, T_ZERO + DAY)
    assert sum(len(line.bookings) for line in found) == 1


def test_the_cost_does_not_grow(
    show: Any, troupe: Any, django_assert_num_queries: Any
) -> None:
    window = (T_ZERO - 40 * DAY, T_ZERO + 40 * DAY)
    troupes = Troupe.objects.select_related("region")
    scheduling.place(show(), status="confirmed")
    with django_assert_num_queries(5):
        lines(troupes.all(), *window)
    for days in range(1, 30):
        factories.engagement(factories.troupe(), starts_at=T_ZERO + days * DAY)
    with django_assert_num_queries(5):
        assert len(lines(troupes.all(), *window)) == 30

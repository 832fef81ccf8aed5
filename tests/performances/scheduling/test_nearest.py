"""The bookings next to a slot: what a long season holds changes nothing."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Booking, Resource, gate
from performances.scheduling.nearest import MOST_SLOTS, nearest
from performances.slots import HOUR, Slot
from tests import factories

pytestmark = [pytest.mark.usefixtures("frozen_clock", "db"), pytest.mark.database]

HOURS = (0, 10, 20, 30)


@pytest.fixture
def line(troupe: Any) -> list[Booking]:
    """Four firm hours of a troupe, ten hours apart; the third is a blackout."""
    with gate.opened():
        resource = Resource.objects.create(kind="troupe", troupe=troupe)
        return [
            Booking.objects.create(
                resource=resource,
                kind="blackout" if number == 2 else "rehearsal",
                starts=hour * HOUR,
                ends=(hour + 1) * HOUR,
                firm=True,
            )
            for number, hour in enumerate(HOURS)
        ]


def beside(line: list[Booking], hour: int, **left_out: Any) -> set[int]:
    slot = Slot(hour * HOUR, (hour + 1) * HOUR)
    return nearest([(line[0].resource_id, slot)], **left_out)


def test_before_and_after_without_blackouts(line: list[Booking]) -> None:
    assert beside(line, 15) == {line[1].pk, line[3].pk}
    assert beside(line, -5) == {line[0].pk}
    assert beside(line, 40) == {line[3].pk}


def test_soft_bookings_do_not_count(line: list[Booking]) -> None:
    with gate.opened():
        Booking.objects.filter(pk=line[1].pk).update(firm=False)
    assert beside(line, 15) == {line[0].pk, line[3].pk}


def test_what_an_act_replaces_is_left_out(troupe: Any) -> None:
    shows = [
        factories.performance(troupes=(troupe,), starts_at=factories.evening(days))
        for days in (3, 6, 9)
    ]
    slots = [
        Booking.objects.get(performance=show, resource__troupe=troupe) for show in shows
    ]
    middle = slots[1]
    asked = [(middle.resource_id, Slot(middle.starts + 60, middle.ends))]
    assert nearest(asked) == {middle.pk, slots[2].pk}
    others = nearest(asked, leaving_out=[shows[1].pk])
    assert others == {slots[0].pk, slots[2].pk}


def test_many_slots_are_asked_in_few_statements(
    line: list[Booking], django_assert_num_queries: Any
) -> None:
    asked = [
        (line[0].resource_id, Slot(hour * HOUR, (hour + 1) * HOUR))
        for hour in range(MOST_SLOTS)
    ]
    with django_assert_num_queries(1):
        assert nearest(asked) == {line[0].pk, line[1].pk, line[3].pk}
    with django_assert_num_queries(2):
        nearest([*asked, *asked])
    many = list(range(1_000, 6_000))
    assert nearest(asked[:3], leaving_out=many) == {line[0].pk, line[1].pk}


def test_a_road_is_judged_whatever_lies_between_by_index(
    troupe: Any, hohhot_venue: Any, hinggan_venue: Any
) -> None:
    factories.performance(troupes=(troupe,), venue=hohhot_venue)
    late = factories.show_facts(
        troupes=(troupe,),
        venue=hinggan_venue,
        starts_at=factories.evening() + timedelta(hours=4),
    )
    assert "unreachable" in {c.rule.value for c in scheduling.check(late)}

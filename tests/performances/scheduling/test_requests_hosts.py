"""Whoever asked for a show stands on its call sheet, as long as it answers them."""

from typing import Any

import pytest

from performances import scheduling
from performances.models import Request, ShowContact
from performances.scheduling.call_sheets import set_contact
from performances.scheduling.request_answers import decline_request, reopen
from performances.scheduling.request_booking import (
    link_show,
    schedule_request,
    unlink_show,
)
from performances.scheduling.request_due import see_to_requests
from performances.scheduling.request_following import confirm_played
from tests import factories
from tests.performances.requests_season import PHONE, asked, fresh, show_facts
from troupes.models import Troupe

pytestmark = [pytest.mark.django_db, pytest.mark.database]

State = Request.State


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any]) -> None:
    """All of it begins on 1 November 2023."""


def hosts() -> list[int]:
    """On whose call sheets whoever asked stands."""
    found = ShowContact.objects.filter(phone=PHONE, duty=ShowContact.Duty.ASKER)
    return list(found.values_list("performance", flat=True))


def test_let_go_of_the_show_nobody_rings_the_asker_for_it(troupe: Troupe) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    assert hosts() == [outcome.performance.pk]
    unlink_show(fresh(row))
    assert hosts() == []


def test_another_host_of_the_show_stays_when_it_is_let_go(troupe: Troupe) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    set_contact(outcome.performance, duty="host", name="校长", phone="0482-1111111")
    assert len(hosts()) == 1
    unlink_show(fresh(row))
    assert ShowContact.objects.get().name == "校长"


def test_however_it_was_mended_the_number_goes_with_the_request(troupe: Troupe) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    show = outcome.performance
    set_contact(show, duty="asker", name="王书记", phone=f"{PHONE}转802")
    unlink_show(fresh(row))
    assert not ShowContact.objects.exists()
    # Whoever asked for the same show in another request stays.
    row = link_show(asked(), show)
    link_show(asked(place_name="邻村"), show)
    unlink_show(fresh(row))
    assert len(hosts()) == 1


def test_not_played_the_asker_goes_off_its_call_sheet(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    scheduling.confirm(outcome.performance, accept="都好")
    frozen_clock.forward(days=12)
    assert len(hosts()) == 1
    confirm_played(fresh(row), took_place=False)
    assert hosts() == []


def test_reopened_the_asker_goes_off_the_call_sheet_of_the_show_before(
    troupe: Troupe,
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    show = scheduling.confirm(outcome.performance, accept="都好").performance
    scheduling.cancel(show, reason="路断")
    see_to_requests()
    decline_request(fresh(row), reason="没有车")
    reopen(fresh(row))
    assert hosts() == []


def test_answered_with_another_show_the_asker_is_host_of_that_one_alone(
    troupe: Troupe,
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    show = scheduling.confirm(outcome.performance, accept="都好").performance
    scheduling.cancel(show, reason="路断")
    see_to_requests()
    _row, again = schedule_request(fresh(row), show_facts(troupe, 12))
    assert hosts() == [again.performance.pk]


def test_put_off_to_another_day_the_asker_is_host_there_until_it_is_long_over(
    troupe: Troupe, frozen_clock: Any
) -> None:
    row, outcome = schedule_request(asked(), show_facts(troupe))
    show = scheduling.confirm(outcome.performance, accept="都好").performance
    later = scheduling.postpone(
        show, reason="大雪", starts_at=factories.evening(15),
        ends_at=factories.evening(15, hour=21), accept="都好",
    ).replacement  # fmt: skip
    see_to_requests()
    assert hosts() == [later.pk]
    frozen_clock.forward(days=20)
    see_to_requests()
    assert fresh(row).state == State.DONE
    frozen_clock.forward(days=200)
    see_to_requests()
    assert hosts() == []

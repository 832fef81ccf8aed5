"""What two people enter at one instant about one page, and about one banner."""

from typing import Any

import pytest

from performances.models import TrainingSession
from performances.scheduling import Refused
from tests import factories
from tests.performances.racing import race
from troupes.models import TrainingIndexPage, TrainingPage
from ulanmuqi.places.loading import load_list
from ulanmuqi.places.models import Region

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

RACERS = 4
LIST = "code,name\n152222901,示例苏木\n152222901001,示例嘎查\n".encode()


def test_a_page_tells_of_one_session(
    frozen_clock: Any, troupe: Any, hinggan_venue: Any
) -> None:
    page = TrainingPage(title="长调培训班", starts_on=frozen_clock.now.date())
    TrainingIndexPage.objects.get().add_child(instance=page)
    others = [factories.troupe("152222") for _number in range(RACERS)]

    def plan(number: int) -> TrainingSession:
        return factories.training(others[number], venue=None, page=page)

    won, lost = race(plan, racers=RACERS)
    assert len(won) == 1
    assert {type(error) for error in lost} == {Refused}
    assert TrainingSession.objects.filter(page=page).count() == 1


def test_one_list_loaded_by_two_is_loaded_once(regions: Any) -> None:
    banner = Region.objects.get(code="152222")
    won, lost = race(lambda _n: load_list(banner, LIST, "list.csv"), racers=RACERS)
    assert lost == []
    assert sorted(one.made for one in won) == [0] * (RACERS - 1) + [2]

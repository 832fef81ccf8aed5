"""Who was served least, as narrowly as is known, and what the list costs."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances.models import Request
from performances.scheduling.request_proposals import suggestions
from tests import factories
from tests.performances.requests_season import asked, inspect
from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

pytestmark = [
    pytest.mark.django_db, pytest.mark.database,
    pytest.mark.usefixtures("regions", "troupe"),
]  # fmt: skip

INDEX = "requests:index"


def _listed(code: str, name: str, parent: Region) -> Region:
    level = Region.Level.GACHA if len(code) == 12 else Region.Level.SUMU
    return Region.objects.create(code=code, name=name, level=level, parent=parent)


def test_there_is_the_very_gacha_where_it_is_known(
    as_user: Any, hinggan_coordinator: Any, troupe: Troupe, frozen_clock: Any
) -> None:
    sumu = _listed("152222901", "东部苏木", factories.region("152222"))
    seat = _listed("152222901201", "宝力根嘎查", sumu)
    _listed("152222901202", "哈登胡舒嘎查", sumu)
    factories.performance(
        venue=factories.venue("152222", region=seat), troupes=(troupe,),
        starts_at=factories.evening(2),
    )  # fmt: skip
    factories.performance(
        venue=factories.venue("152201"), troupes=(troupe,), mode="online",
        starts_at=factories.evening(3),
    )  # fmt: skip
    frozen_clock.forward(days=5)
    lately = asked(place_name="宝力根嘎查文化室")
    near = asked(place_name="东部苏木卫生院")
    banner = asked(place_name="旗养老院")
    never = asked(place_name="哈登胡舒嘎查")
    streamed = asked("152201", place_name="乌兰浩特某社区")
    client = as_user(hinggan_coordinator)
    least = client.get(reverse(INDEX), {"ordering": "last_show_at"})
    found = list(least.context["object_list"])
    assert found == [never, streamed, lately, near, banner]
    html = least.content.decode()
    for told in (
        "本嘎查村：日程里还没有", "本旗县：日程里还没有",
        "本嘎查村：2023年11月3日，3天前", "本苏木乡镇：2023年11月3日，3天前",
        "本旗县：2023年11月3日，3天前",
    ):  # fmt: skip
        assert told in html
    latest = client.get(reverse(INDEX), {"ordering": "-last_show_at"})
    assert list(latest.context["object_list"]) == found[::-1]
    page = client.get(inspect(never)).content.decode()
    assert "本嘎查村：日程里还没有" in page
    assert "本旗县：2023年11月3日" in page


def test_suggestions_go_to_the_very_gacha(troupe: Troupe) -> None:
    sumu = _listed("152222901", "东部苏木", factories.region("152222"))
    far = _listed("152222901201", "宝力根嘎查", sumu)
    Region.objects.filter(pk=far.pk).update(lat=45.6, lon=120.4)
    row = asked(place_name="宝力根嘎查")
    row = Request.objects.with_place().get(pk=row.pk)
    first = suggestions(row, clock.now()).found[0]
    assert first.leg.destination.name == "宝力根嘎查"
    assert first.leg.km > 20


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("ordering", "queries"), [("", 26), ("last_show_at", 29)])
def test_the_list_costs_the_same_however_many_ask(
    rows: int, ordering: str, queries: int, as_user: Any, hinggan_coordinator: Any
) -> None:
    for _index in range(rows):
        asked()
    client = as_user(hinggan_coordinator)
    asked_for = {"ordering": ordering} if ordering else {}
    client.get(reverse(INDEX), asked_for)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(reverse(INDEX), asked_for).status_code == 200
    assert len(caught) == queries

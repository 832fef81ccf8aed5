"""What the desk reads of a request: roads, places on offer, whose turn it is."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from performances.admin.requests.road_words import why
from performances.admin.requests.step_words import step_lines
from performances.admin.requests.words import waits_with_troupe
from performances.forms.request_placing import PlacingForm
from performances.models import Request, RequestStep
from performances.scheduling.request_answers import accept_request, propose_date
from performances.scheduling.request_proposals import Suggestion, _order, suggestions
from tests import factories
from tests.performances.requests_season import PHONE, asked, day
from troupes.models import Troupe
from ulanmuqi.base import clock

pytestmark = [
    pytest.mark.django_db, pytest.mark.database,
    pytest.mark.usefixtures("regions", "troupe"),
]  # fmt: skip


@pytest.fixture
def from_its_seat() -> Suggestion:
    """The league's own troupe, some hours away."""
    leagues = factories.troupe("152200")
    row = asked(window_from=day(9), window_until=day(10))
    row = Request.objects.with_place().get(pk=row.pk)
    found = suggestions(row, clock.now()).found
    return next(one for one in found if one.troupe == leagues)


def test_a_road_is_told_from_the_troupes_seat_in_whole_kilometres(
    from_its_seat: Suggestion,
) -> None:
    road = why(from_its_seat)[1]
    assert road.startswith("从队伍驻地到科尔沁右翼中旗约")
    assert f"约{from_its_seat.leg.km:.0f}公里" in road
    assert "km" not in road


def test_near_places_are_near_and_no_hours_of_nought(
    from_its_seat: Suggestion,
) -> None:
    leg = from_its_seat.leg

    def told(km: float, minutes: int, *, from_home: bool) -> str:
        seconds = leg.buffer_seconds + minutes * 60
        near = replace(leg, km=km, seconds=seconds)
        one = replace(
            from_its_seat, leg=near, straight_km=km / 1.4, from_home=from_home,
            sets_out="那达慕专场",
        )  # fmt: skip
        return why(one, is_theirs=True)[1]

    assert told(1.4, 2, from_home=True) == "就在附近，几分钟的路"
    assert told(0, 0, from_home=True) == "就在当地，不用赶路"
    assert told(0, 0, from_home=False).endswith("就在同一个地方，不用赶路")
    assert "那达慕专场" in told(0, 0, from_home=False)
    assert "行车约35分钟" in told(28, 32, from_home=True)
    assert "行车1.5小时" in told(70, 90, from_home=True)


def test_a_road_nobody_knows_is_not_the_nearest(from_its_seat: Suggestion) -> None:
    unknown = replace(from_its_seat, leg=None)
    assert sorted([unknown, from_its_seat], key=_order) == [from_its_seat, unknown]


def test_places_of_the_banner_that_asks_stand_first_and_its_troupe_is_chosen(
    troupe: Troupe, troupe_leader: Any
) -> None:
    for code, name in (("152201", "乌兰浩特剧场"), ("152222", "中旗文化馆")):
        factories.venue(code, name=name)
    form = PlacingForm(row=asked(), user=troupe_leader)
    groups = [name for name, _rows in list(form.fields["venue"].choices)[1:]]
    assert groups == ["科尔沁右翼中旗", "兴安盟"]
    assert form.initial["troupe"] == troupe


def test_not_passed_on_is_said_only_while_the_troupe_has_to_answer(
    hinggan_coordinator: Any, as_user: Any
) -> None:
    row = asked()
    page = reverse("requests:inspect", args=[row.pk])
    client = as_user(hinggan_coordinator)
    assert "还没有转给盟市" in client.get(page).content.decode()
    row = accept_request(row, by=hinggan_coordinator)
    assert not waits_with_troupe(row)
    assert "还没有转给盟市" not in client.get(page).content.decode()


def test_a_call_is_taken_down_for_places_one_answers_for_alone(
    as_user: Any, troupe_leader: Any, hinggan_coordinator: Any
) -> None:
    url = reverse("requests:telephone")

    def offered(user: Any) -> Any:
        return as_user(user).get(url).context["form"]

    own = offered(troupe_leader)
    assert own.initial["region"].code == "152222"
    assert own.fields["place_name"].widget.attrs["autofocus"]
    rows = offered(hinggan_coordinator).fields["region"].offer.by_key.values()
    assert "152222" in {row.code for row in rows}
    assert {row.code[:4] for row in rows} == {"1522"}


def test_every_step_says_what_was_said_and_days_as_pages_write_them() -> None:
    def about(kind: str, **facts: Any) -> tuple[str, ...]:
        (line,) = step_lines(
            Request(), [RequestStep(kind=kind, facts=facts, at=clock.now())]
        )
        return line.about

    assert about("confirmed", took_place=True, audience=165) == ("演了，来了约165人",)
    assert about("confirmed", took_place=False, audience=None) == ("没有演",)
    day_told = {"day": "2023-12-07", "hour": "15:00", "troupe": "隐名乌兰牧骑"}
    assert about("scheduled", **day_told) == (
        "2023年12月7日(周四)15:00",
        "隐名乌兰牧骑",
    )
    assert about("proposed", day="nonsense", hour="") == ()


def test_the_page_of_a_request_has_no_bare_dates(
    as_user: Any, troupe_leader: Any
) -> None:
    row = propose_date(asked(), day=day(20))
    html = as_user(troupe_leader).get(reverse("requests:inspect", args=[row.pk]))
    steps = html.content.decode().split('class="rq__steps"')[1].split("</ol>")[0]
    assert "2023年11月21日" in steps or "11月21日" in steps
    assert "2023-11" not in steps


def test_days_read_from_a_call_are_read_out_and_one_form_is_one_request(
    as_user: Any, troupe_leader: Any
) -> None:
    url = reverse("requests:telephone")
    words = {
        "region": factories.region("152222").pk, "place_name": "隐名嘎查",
        "when_words": "12月中旬", "contact_name": "隐名乡亲", "contact_phone": PHONE,
        "place_kind": "gacha", "setting": "either",
    }  # fmt: skip
    client = as_user(troupe_leader)
    stamp = client.get(url).context["stamp"]
    read = client.post(url, words | {"stamp": stamp})
    assert "从对方的话里读出：2023年12月11日–20日" in read.content.decode()
    days = {"window_from": "2023-12-11", "window_until": "2023-12-20"}
    for _twice in range(2):
        answer = client.post(url, words | days | {"stamp": stamp}, follow=True)
    assert "没有另记" in answer.content.decode()
    assert Request.objects.count() == 1

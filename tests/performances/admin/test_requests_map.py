"""Where requests wait, on the map: of one's own ground, and of nothing else."""

from typing import Any

import pytest
from django.urls import reverse

from performances.scheduling.request_answers import ask_back, hand_over
from performances.scheduling.request_booking import schedule_request
from performances.scheduling.request_following import withdraw_request
from tests.performances.requests_season import asked, show_facts
from troupes.models import Troupe

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MAP = "requests:map"


@pytest.fixture(autouse=True)
def _waiting(regions: dict[str, Any], troupe: Troupe, frozen_clock: Any) -> None:
    for code in ("152222", "152222", "150824"):
        asked(code)
    frozen_clock.forward(days=3)


def counted(rows: Any) -> dict[str, int]:
    return {one.name: one.count for one in rows if one.count}


def test_the_region_sees_its_leagues_and_opens_one(
    as_user: Any, coordinator: Any
) -> None:
    client, url = as_user(coordinator), reverse(MAP)
    whole = client.get(url)
    assert counted(whole.context["leagues"]) == {"兴安盟": 2, "巴彦淖尔市": 1}
    assert not whole.context["banners"]
    one = client.get(url, {"league": "152200"})
    assert counted(one.context["banners"]) == {"科尔沁右翼中旗": 2}
    assert "全部盟市" in one.content.decode()
    assert client.get(url, {"league": "x" * 99}).status_code == 200


def test_a_league_sees_its_banners_and_no_nought_for_the_others(
    as_user: Any, hinggan_coordinator: Any
) -> None:
    client, url = as_user(hinggan_coordinator), reverse(MAP)
    mine = client.get(url)
    assert counted(mine.context["banners"]) == {"科尔沁右翼中旗": 2}
    assert {one.longest for one in mine.context["banners"] if one.count} == {"3天"}
    assert mine.context["picture"] is not None
    html = mine.content.decode()
    assert "巴彦淖尔" not in html
    assert "league=" not in html
    # What lies outside cannot be asked for either.
    other = client.get(url, {"league": "150800"}).content.decode()
    assert "巴彦淖尔" not in other


def test_a_troupe_sees_the_banners_it_answers_for(
    as_user: Any, troupe_leader: Any, coordinator: Any, troupe: Troupe
) -> None:
    client, url = as_user(troupe_leader), reverse(MAP)
    mine = client.get(url)
    assert counted(mine.context["banners"]) == {"科尔沁右翼中旗": 2}
    assert "乌兰浩特" not in mine.content.decode()
    hand_over(asked("150824"), troupe=troupe, by=coordinator)
    both = client.get(url)
    assert counted(both.context["banners"]) == {
        "科尔沁右翼中旗": 2,
        "乌拉特中旗": 1,
    }


def test_what_waits_for_an_answer_is_counted_and_shaded_by_how_long(
    as_user: Any, hinggan_coordinator: Any, troupe: Troupe
) -> None:
    """Three of another banner came today: more, and paler. One of them is the asker's
    turn, of one a day is kept though it was taken back."""
    kept, asked_back, *_others = (asked("152221") for _n in range(4))
    kept, _outcome = schedule_request(kept, show_facts(troupe))
    withdraw_request(kept)
    ask_back(asked_back, words="有电吗？")
    client = as_user(hinggan_coordinator)
    page = client.get(reverse(MAP))
    banners = {one.name: one for one in page.context["banners"]}
    old, new = banners["科尔沁右翼中旗"], banners["科尔沁右翼前旗"]
    assert (old.count, old.step) == (2, 3)
    assert (new.count, new.step) == (2, 1)
    html = page.content.decode()
    for said in ("4份点单等着答复", "另有1份等对方答复", "1份对方已撤回，日子还留着"):
        assert said in html
    for step, words in ((1, "不到一天"), (2, "1–2天"), (3, "3–6天"), (4, "7天以上")):
        assert f'<i class="rqm{step}" aria-hidden="true"></i>{words}' in html
    listed = client.get(new.url)
    assert len(listed.context["object_list"]) == 2
    everything = client.get(reverse("requests:index"))
    assert len(everything.context["object_list"]) == 6

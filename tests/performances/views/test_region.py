"""A region's and a venue's page: what comes, what was, what lies within."""

from datetime import timedelta

import pytest

from performances import scheduling
from performances.models import Performance
from performances.views.shows_here import ENOUGH, shows_here
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stopped(frozen_clock, regions):
    """All these pages are read on 1 November 2023."""


@pytest.fixture
def html(visitor):
    def got(address: str) -> str:
        response = visitor.get(address)
        assert response.status_code == 200
        assert not response.cookies
        return response.content.decode()

    return got


def plays(code: str = "150105", days: int = 2, **facts):
    hall = facts.pop("venue", None) or factories.venue(code)
    return factories.performance(venue=hall, starts_at=factories.evening(days), **facts)


def test_a_league_shows_its_banners_with_their_numbers_and_its_troupes(html):
    own = factories.troupe("150105")
    plays("150105", 2)
    plays("150105", 3)
    plays("150121", 3)

    page = html("/regions/150100/")

    assert 'href="/regions/150105/">赛罕区<b>2</b>' in page
    assert 'href="/regions/150121/">土默特左旗<b>1</b>' in page
    assert own.name in page
    assert 'data-place="150100|呼和浩特市|Hohhot"' in page
    assert "/schedule/?region=150100&amp;view=map" in page


def test_what_was_there_last_stands_below_what_comes(html, frozen_clock):
    plays(days=1, title="昨天那场")
    scheduling.cancel(plays(days=1, title="没演成"), reason="大雪")
    frozen_clock.forward(days=3)
    plays(days=2, title="后天那场")

    page = html("/regions/150105/")

    coming, past = page.split('id="past"')
    assert "后天那场" in coming
    assert "昨天那场" not in coming
    assert "昨天那场" in past
    assert "没演成" not in past


def test_an_empty_place_says_so_and_when_there_was_one(html, frozen_clock):
    hall = factories.venue("150105", code="old-hall")
    plays(days=1, title="去年的歌", venue=hall)
    frozen_clock.forward(days=30)

    for address in ("/regions/150105/", "/venues/old-hall/"):
        page = html(address)
        assert "近期这里没有排演出。" in page
        assert "上一场：2023年11月2日，去年的歌" in page
        assert "订阅，一公布就知道" in page
    assert "近期这里没有排演出。" in html("/regions/150800/")


def test_an_overfull_place_shows_whole_days_and_says_how_many_follow(
    html, frozen_clock
):
    hall = factories.venue("150105", code="full-hall")
    for days in range(2, ENOUGH + 6):
        plays(days=days, venue=hall)

    here = shows_here(Performance.objects.listed(frozen_clock.now), frozen_clock.now)

    assert sum(group.count for group in here.groups) == ENOUGH
    assert here.more == 4
    assert here.later == (frozen_clock.now + timedelta(days=ENOUGH + 2)).date()
    follows = f"from={here.later}&amp;region=150105"
    assert follows in html("/regions/150105/")
    assert "11月19日起还有4场，都在日历里。" in html("/venues/full-hall/")


def test_routes_lead_to_a_public_point_and_to_no_other(html, private_venue):
    own = plays(venue=factories.venue("150105", code="door"))
    rough = plays(
        days=3, venue=factories.venue("150105", coord_precision="approximate")
    )
    seat = plays(days=4, venue=factories.venue("150105", coord_precision="seat"))
    hidden = plays(days=5, venue=private_venue)

    for page in (html("/venues/door/"), html(f"/performances/{own.public_id}/")):
        assert "https://uri.amap.com/navigation?to=111." in page
        assert "https://api.map.baidu.com/marker?location=40." in page
        assert "https://maps.apple.com/?daddr=40." in page
        assert "大致位置" not in page
    assert "大致位置" in html(f"/performances/{rough.public_id}/")
    for show in (seat, hidden):
        page = html(f"/performances/{show.public_id}/")
        assert "uri.amap.com" not in page
        assert "geo:" not in page


def test_nobody_is_led_to_what_is_off(html):
    show = plays()
    scheduling.cancel(show, reason="大雪")

    assert "uri.amap.com" not in html(f"/performances/{show.public_id}/")

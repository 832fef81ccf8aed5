"""What is otherwise since yesterday is marked beside the show, for all who play."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performances import scheduling
from performances.scheduling.changed_lately import changed_since
from tests import factories
from tests.performances.views.my.test_acts import address
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(frozen_clock, troupe, hinggan_venue):
    """A show that has been on the sheet for long, seen on its own morning."""
    show = factories.performance(
        title="早就排好的", venue=hinggan_venue, troupes=(troupe,),
        starts_at=clock.midnight(clock.now()) + timedelta(days=9, hours=19),
    )  # fmt: skip
    frozen_clock.set(show.starts_at - timedelta(hours=9))
    return show


def sheet(phone):
    return phone.get("/my/").content.decode()


def test_place_and_hour_changed_this_morning_are_marked(
    on_phone, troupe_member, troupe_leader, planned
):
    phone = on_phone(troupe_member)
    assert "my-news" not in sheet(phone)
    old = planned.venue.name
    hall = factories.venue("152222", name="希日塔拉嘎查文化室")
    later = planned.starts_at + timedelta(minutes=45)
    scheduling.move(
        planned, starts_at=later, venue=hall, reason="停电", by=troupe_leader
    )
    for page in (sheet(phone), phone.get(address(planned)).content.decode()):
        assert "时间改了：19:00 → 19:45" in page
        assert f"地点改了：{old} → 希日塔拉嘎查文化室" in page
        assert "11月10日(周五)10:00" in page
        assert "troupe-leader" in page


def test_what_was_changed_back_or_long_ago_is_no_news(
    on_phone, troupe_member, planned, frozen_clock
):
    phone, at = on_phone(troupe_member), planned.starts_at
    moved = scheduling.move(planned, starts_at=at + timedelta(hours=1), reason="风")
    scheduling.move(moved.performance, starts_at=at, reason="风停了")
    assert "my-news" not in sheet(phone)
    planned.refresh_from_db()
    tomorrow = at + timedelta(days=1)
    frozen_clock.set(at - timedelta(days=4))
    scheduling.move(planned, starts_at=tomorrow, reason="改天", accept="测试")
    frozen_clock.set(at)
    assert "my-news" not in sheet(phone)


def test_cancelled_new_and_gone_from_today(
    on_phone, troupe, troupe_member, planned, hinggan_venue
):
    phone, at = on_phone(troupe_member), planned.starts_at
    factories.performance(
        title="临时加的", starts_at=at + timedelta(days=1), venue=hinggan_venue,
        troupes=(troupe,),
    )  # fmt: skip
    scheduling.cancel(planned, reason="大雪封路")
    page = sheet(phone)
    assert "新排的" in page
    assert "现在是“取消”" in page


def test_a_show_moved_away_from_today_is_told_where_it_was(
    on_phone, troupe, troupe_member, hinggan_venue, frozen_clock
):
    show = factories.performance(
        title="还没公布的", venue=hinggan_venue, troupes=(troupe,),
        starts_at=clock.midnight(clock.now()) + timedelta(days=9, hours=19),
    )  # fmt: skip
    frozen_clock.set(show.starts_at - timedelta(hours=9))
    scheduling.move(show, starts_at=show.starts_at + timedelta(days=5), reason="等人")
    page = sheet(on_phone(troupe_member))
    assert "不在11月10日(周五)19:00演了，改到11月15日(周三)19:00" in page
    assert page.index("不在11月10日") < page.index("明天")


@pytest.mark.database
def test_one_query_for_one_show_and_for_thirty(planned, hinggan_venue, troupe):
    rows = factories.performances(
        {
            "starts_at": planned.starts_at + timedelta(days=number + 1),
            "venue": hinggan_venue, "troupes": (troupe,), "minutes": 30,
        }
        for number in range(29)
    )  # fmt: skip
    since = clock.now() - timedelta(days=1)
    changed_since([planned], since)
    for shows in ([planned], [planned, *rows]):
        with CaptureQueriesContext(connection) as queries:
            found = changed_since(shows, since)
        assert len(queries) == 1
        assert len(found) == len(shows) - 1

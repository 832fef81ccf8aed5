"""The main job, end to end, in a real browser: a showcase that opens in three cities at
one instant is entered, published, subscribed to, delayed, and disturbed in two cities.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.request import urlopen

import pytest
from icalendar import Calendar

from performances.models import Performance
from tests import factories
from tests.journeys.desk import Desk
from ulanmuqi.base import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOUNDING_INSTANT = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
TITLE = "全区乌兰牧骑“学·创·演”新创作品展演"
ORGANISERS = ["自治区党委宣传部", "自治区文化和旅游厅", "自治区文联"]


@pytest.fixture(params=["founding day", "next week"])
def t_zero(request: pytest.FixtureRequest) -> Iterator[datetime]:
    """The founding instant seen from 1 November 2023; and, by the running clock, an
    evening a week ahead."""
    if request.param == "founding day":
        with clock.frozen(datetime(2023, 11, 1, tzinfo=UTC)):
            yield FOUNDING_INSTANT
    else:
        day = clock.midnight(clock.now()) + timedelta(days=7)
        yield day + timedelta(hours=19, minutes=30)


@pytest.fixture
def cities(bayannur_venue, hohhot_venue, hinggan_venue, troupe, other_troupe):
    capital = factories.troupe("150121", code="tumote-zuoqi")
    return [
        (bayannur_venue, other_troupe),
        (hohhot_venue, capital),
        (hinggan_venue, troupe),
    ]


class Feeds:
    """The three venues' calendars, read over HTTP as a subscriber does."""

    def __init__(self, root: str, venues: list[Any]) -> None:
        self.addresses = {
            venue: f"{root}/calendars/venues/{venue.code}.ics" for venue in venues
        }

    def read(self) -> dict[Any, dict[str, Any]]:
        return {venue: self._event(url) for venue, url in self.addresses.items()}

    def _event(self, url: str) -> dict[str, Any]:
        with urlopen(url) as answer:  # noqa: S310  # the live server of this test
            (event,) = Calendar.from_ical(answer.read()).events
        return {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "starts": event["DTSTART"].dt,
            "status": str(event["STATUS"]),
            "summary": str(event["SUMMARY"]),
        }


def test_the_main_job(t_zero, cities, coordinator, new_page, live_server, settings):
    # Half a page is refused, which the console tells; on a slow machine one is saved.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    venues = [venue for venue, _troupe in cities]
    bayannur, hohhot, hinggan = venues
    desk = Desk(new_page(width=1440))
    public = new_page(width=390, height=844)

    desk.log_in(coordinator.username)
    showcase = desk.create_showcase(
        title=TITLE, code="xcy", t_zero=t_zero, organisers=ORGANISERS, cities=cities
    )
    assert [row.name for row in showcase.organisers.all()] == ORGANISERS
    openings = {row.venue: row for row in Performance.objects.filter(showcase=showcase)}
    assert {row.starts_at for row in openings.values()} == {t_zero}
    desk.give_programme(openings[hinggan], ["绰尔河之歌", "示例", "稻香"])
    desk.act_on(showcase, "announce")
    desk.publish_page(showcase)

    public.goto("/showcases/")
    with public.expect_navigation():
        public.click(f"a:has-text('{TITLE}')")
    address = public.url
    page = public.inner_text("main")
    for words in ("巴彦淖尔市", "呼和浩特市", "兴安盟", "19:30", "绰尔河之歌", "示例",
                  *ORGANISERS):  # fmt: skip
        assert words in page

    feeds = Feeds(live_server.url, venues)
    first = feeds.read()
    assert {event["starts"] for event in first.values()} == {t_zero}
    assert {event["status"] for event in first.values()} == {"CONFIRMED"}

    desk.act_on(showcase, "delay", minutes="30", reason="等待三地信号联通")
    delayed = feeds.read()
    later = t_zero + timedelta(minutes=30)
    assert {event["starts"] for event in delayed.values()} == {later}
    for venue in venues:
        assert delayed[venue]["uid"] == first[venue]["uid"]
        assert delayed[venue]["sequence"] > first[venue]["sequence"]
    public.goto(address)
    assert "20:00" in public.inner_text("main")

    desk.act_on(
        openings[hinggan], "open-late", starts_at=later + timedelta(minutes=40),
        reason="停电，正在抢修", decided_by="盟文旅局",
    )  # fmt: skip
    desk.act_on(openings[bayannur], "drop", reason="暴雪封路", decided_by="市文旅局")
    last = feeds.read()
    assert last[hohhot] == delayed[hohhot]
    assert last[hinggan]["summary"].startswith("〔推迟〕")
    assert last[hinggan]["starts"] == later + timedelta(minutes=40)
    assert last[bayannur]["summary"].startswith("〔取消〕")
    assert last[bayannur]["status"] == "CANCELLED"
    assert {v: e["uid"] for v, e in last.items()} == {
        v: e["uid"] for v, e in first.items()
    }

    public.goto(address)
    page = public.inner_text("main")
    for words in ("20:40", "停电，正在抢修", "暴雪封路", "推迟", "取消"):
        assert words in page
    assert "盟文旅局" not in page

"""The venue's page says when it is not free although no show is on."""

from datetime import timedelta

import pytest

from performances.models import Engagement
from tests import factories
from tests.performances.views.venue_page.test_home import text
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db

BLACKOUT = Engagement.Kind.BLACKOUT


@pytest.fixture
def closed_days(hall):
    """Closed from 10 to 12 November, whole days."""
    first = clock.midnight(clock.now()) + timedelta(days=9)
    return factories.engagement(
        hall.venue, kind=BLACKOUT, title="舞台机械年检", venue=hall.venue,
        starts_at=first, minutes=3 * 24 * 60, note="内部的话",
    )  # fmt: skip


def test_closed_days_and_rehearsals_stand_there(visitor, hall, closed_days, troupe):
    person = factories.person(troupe, name="示例队员甲")
    truck = factories.truck("152222", name="兴安1号")
    factories.engagement(
        troupe,
        person,
        truck,
        hall.venue,
        title="合成排练",
        venue=hall.venue,
        firm=False,
    )
    page = text(visitor.get(hall.url))
    assert "11月10日(周五)–11月12日(周日)" in page
    assert "不可用 · 舞台机械年检" in page
    assert "11月8日(周三)14:00–16:00" in page
    assert f"合成排练 · {troupe.local_name} · 先占着，还没定" in page
    for private in ("内部的话", "示例队员甲", "兴安1号"):
        assert private not in page


def test_what_is_over_and_what_is_elsewhere_is_left_out(
    visitor, hall, closed_days, hohhot_venue, troupe, frozen_clock
):
    factories.engagement(
        hohhot_venue, kind=BLACKOUT, title="外地检修", venue=hohhot_venue
    )
    factories.engagement(troupe, title="不占场地的排练", venue=hall.venue)
    page = text(visitor.get(hall.url))
    assert "外地检修" not in page
    assert "不占场地的排练" not in page
    frozen_clock.set(closed_days.ends_at - timedelta(minutes=1))
    assert "舞台机械年检" in text(visitor.get(hall.url))
    frozen_clock.forward(minutes=1)
    assert "舞台机械年检" not in text(visitor.get(hall.url))


def test_the_usual_hours_stand_there_where_somebody_knows_them(visitor, hall):
    assert "平时开放" not in text(visitor.get(hall.url))
    hall.venue.opening_hours = [[[9 * 60, 22 * 60]]] * 7
    hall.venue.save()
    assert "平时开放： 每天09:00–22:00" in text(visitor.get(hall.url))


def test_thirty_cost_what_one_costs(
    visitor, hall, troupe, closed_days, django_assert_num_queries
):
    visitor.get(hall.url)
    with django_assert_num_queries(7):
        visitor.get(hall.url)
    for days in range(20, 49):
        starts_at = factories.evening(days, hour=10, minute=0)
        factories.engagement(troupe, hall.venue, venue=hall.venue, starts_at=starts_at)
    with django_assert_num_queries(7):
        assert visitor.get(hall.url).content.count(b"vp-when2") == 30

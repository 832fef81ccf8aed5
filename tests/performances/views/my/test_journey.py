"""From where one sets out the day after a show."""

from datetime import timedelta

import pytest

from tests import factories
from tests.performances.views.my.test_acts import address
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


def at(days, hour):
    return clock.midnight(clock.now()) + timedelta(days=days, hours=hour)


@pytest.fixture
def twice(troupe, frozen_clock):
    """Last evening and today at 14:00 at the same place; the second show."""

    def played(venue):
        shows = [
            factories.performance(venue=venue, troupes=(troupe,), starts_at=when)
            for when in (at(0, 20), at(1, 14))
        ]
        frozen_clock.set(at(1, 8))
        return shows[1]

    return played


def test_near_home_they_set_out_from_home_the_day_after(
    on_phone, troupe, troupe_member, twice
):
    """14 km away, and the way is not left out in silence."""
    home = troupe.region
    near = factories.venue(home.code, name="近处的礼堂", lat=home.lat + 0.12)
    show = twice(near)
    phone = on_phone(troupe_member)
    for page in ("/my/", address(show)):
        text = phone.get(page).content.decode()
        assert "最晚出发" in text
        assert f"从{home.name}出发" in text
        assert "前一晚" not in text


def test_far_from_home_it_is_said_that_they_stayed(
    on_phone, troupe_member, twice, hinggan_venue
):
    show = twice(hinggan_venue)
    phone = on_phone(troupe_member)
    for page in ("/my/", address(show)):
        text = phone.get(page).content.decode()
        assert f"按前一晚留在{hinggan_venue.name}算，不用赶路" in text

"""A show somebody asked for: whom to ring in the village, and who may read that."""

from datetime import timedelta

import pytest

from performances.scheduling.call_sheets import set_contact
from performances.scheduling.request_booking import link_show
from tests import factories
from tests.performances.requests_season import PHONE, asked
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["requested", "grassroots"])
def promised(request, regions, troupe, hinggan_venue, frozen_clock):
    """A request the troupe has, and the confirmed show in a week that answers it:
    made for it, or one that stood already."""
    row = asked()
    show = factories.performance(
        kind=request.param, troupes=(troupe,), venue=hinggan_venue,
        starts_at=clock.midnight(clock.now()) + timedelta(days=7, hours=15),
    )  # fmt: skip
    link_show(row, show)
    row.refresh_from_db()
    return row, show


def test_the_leader_comes_from_the_show_to_whoever_asked(
    on_phone, promised, troupe_leader, troupe_member
):
    row, show = promised
    address = f"/my/shows/{show.public_id}/"
    page = on_phone(troupe_leader).get(address).content.decode()
    assert f"/my/requests/{row.number}/" in page
    assert f"点单{row.spoken_number}" in page
    page = on_phone(troupe_member).get(address).content.decode()
    assert f"/my/requests/{row.number}/" not in page


def test_the_number_of_whoever_asked_is_read_when_it_is_needed(
    on_phone, promised, troupe_leader, troupe_member, frozen_clock
):
    _row, show = promised
    leader, member = on_phone(troupe_leader), on_phone(troupe_member)
    address = f"/my/shows/{show.public_id}/"

    def reads(phone):
        return PHONE in phone.get(address).content.decode()

    assert (reads(leader), reads(member)) == (True, False)
    frozen_clock.set(show.starts_at - timedelta(hours=6))
    assert (reads(leader), reads(member)) == (True, True)
    frozen_clock.set(show.ends_at + timedelta(hours=1))
    assert (reads(leader), reads(member)) == (True, False)
    frozen_clock.set(show.ends_at + timedelta(days=2))
    assert (reads(leader), reads(member)) == (False, False)


def test_the_presenter_is_read_by_everybody_who_plays(
    on_phone, promised, troupe_member
):
    _row, show = promised
    set_contact(show, duty="host", name="其其格", phone="13904820002")
    page = on_phone(troupe_member).get(f"/my/shows/{show.public_id}/")
    assert "13904820002" in page.content.decode()

"""The page a phone keeps for when the network is away: marked, without a form, without
names or telephones of people."""

import pytest

from performances.scheduling import confirm, revoke_link
from tests.performances.views.venue_page.test_home import text
from ulanmuqi.places.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(hold, on_duty):
    """In a week's time and firm: the people on duty may be called."""
    return confirm(hold, accept="测试").performance


def test_a_copy_says_when_it_was_read_and_asks_nothing(visitor, hall, hold):
    for url in (hall.url, hall.sheet(hold)):
        page = visitor.get(url).content.decode()
        assert "<form" in page
        assert "没有连上网络" not in page
        copy = visitor.get(f"{url}?copy")
        told = text(copy).replace(" ", "")
        assert "没有连上网络，这是11月1日(周三)08:00的内容" in told
        for absent in (b"<form", b"<script", b"data-copy-worker"):
            assert absent not in copy.content


def test_people_are_not_left_on_a_phone(visitor, hall, show, frozen_clock):
    frozen_clock.forward(days=1)
    Venue.objects.filter(pk=hall.venue.pk).update(
        contact_name="示例站长", contact_phone="0482-0000009"
    )
    page = text(visitor.get(hall.sheet(show)))
    copy = text(visitor.get(f"{hall.sheet(show)}?copy"))
    for private in ("示例队长", "0482-0000001", "示例站长", "0482-0000009"):
        assert private in page
        assert private not in copy
    assert "酒歌" in copy


def test_a_copy_is_no_look(visitor, hall, hold):
    visitor.get(f"{hall.url}?copy")
    assert hall.link().looked_at is None
    visitor.get(hall.url)
    assert hall.link().looked_at is not None


def test_the_worker_is_as_secret_as_the_page(visitor, hall):
    answer = visitor.get(f"{hall.url}copy.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert hall.token.encode() not in answer.content
    assert b"preloadResponse" in answer.content
    assert not answer.cookies
    assert visitor.post(f"{hall.url}copy.js").status_code == 405
    revoke_link(hall.link())
    assert visitor.get(f"{hall.url}copy.js").status_code == 404
    assert visitor.get(f"{hall.url}?copy").status_code == 404

"""Since when things are news to whoever holds a link."""

import pytest

from performances.models import AccessLink
from performances.scheduling import issue_link, look, news_since, reset_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(hinggan_venue, frozen_clock):
    return issue_link("venue", hinggan_venue)[0]


def fresh():
    return AccessLink.objects.get()


def test_on_the_first_look_nothing_is_news(link, frozen_clock):
    assert look(fresh()) == frozen_clock.now


def test_reloading_is_the_same_look(link, frozen_clock):
    first = look(fresh())
    frozen_clock.forward(minutes=20)
    assert look(fresh()) == first
    frozen_clock.forward(minutes=20)
    assert look(fresh()) == first


def test_the_next_look_counts_from_the_last(link, frozen_clock):
    look(fresh())
    last = frozen_clock.forward(minutes=10)
    look(fresh())
    frozen_clock.forward(hours=20)
    assert look(fresh()) == last
    frozen_clock.forward(minutes=5)
    assert look(fresh()) == last


def test_fetching_ahead_marks_nothing(link, frozen_clock):
    assert news_since(fresh()) == frozen_clock.now
    first = frozen_clock.now
    look(fresh())
    frozen_clock.forward(days=1)
    assert news_since(fresh()) == first
    assert news_since(fresh()) == first
    assert fresh().looked_at == first


def test_the_mark_is_written_once_a_minute(
    link, frozen_clock, django_assert_num_queries
):
    look(fresh())
    frozen_clock.forward(seconds=59)
    found = fresh()
    with django_assert_num_queries(0):
        look(found)
    frozen_clock.forward(seconds=1)
    look(found)
    assert fresh().looked_at == frozen_clock.now


def test_a_new_address_forgets_nothing_that_was_read(link, frozen_clock):
    look(fresh())
    seen = frozen_clock.now
    frozen_clock.forward(hours=2)
    new, _token = reset_link(fresh())
    assert look(new) == seen

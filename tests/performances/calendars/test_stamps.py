"""The stamps of feeds rise with every change, whoever writes and however many."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from performances.calendars import public_stamp, stamps
from performances.models import FeedStamp, gate
from tests.performances.racing import RACERS, race

pytestmark = pytest.mark.database

AT = datetime(2023, 11, 1, 8, 0, 0, 654321, tzinfo=UTC)


def raise_all(*keys: str, at: datetime = AT) -> None:
    with transaction.atomic(), gate.opened():
        stamps.raise_all(keys, at=at)


def rows() -> dict[str, tuple[int, datetime]]:
    """Those of feeds; of pages some are raised while a database is laid."""
    of_feeds = FeedStamp.objects.exclude(key__in=public_stamp.KEYS)
    return {row.key: (row.version, row.changed_at) for row in of_feeds}


def test_a_first_change_is_version_one_at_a_whole_second(db):
    raise_all("all", "troupe:1", "all")

    second = AT.replace(microsecond=0)
    assert rows() == {"all": (1, second), "troupe:1": (1, second)}


def test_a_change_in_the_same_second_counts_as_one_later(db):
    raise_all("all")
    raise_all("all", "venue:1")

    second = AT.replace(microsecond=0)
    assert rows() == {"all": (2, second + stamps.SECOND), "venue:1": (1, second)}


def test_a_clock_set_back_never_lowers_a_stamp(db):
    raise_all("all")
    raise_all("all", at=AT - timedelta(days=1))

    assert rows()["all"] == (2, AT.replace(microsecond=0) + stamps.SECOND)


def test_nothing_to_raise_asks_nothing(db, django_assert_num_queries):
    with gate.opened(), django_assert_num_queries(0):
        stamps.raise_all([], at=AT)


def test_a_feed_without_change_has_no_stamp(db):
    assert stamps.read("troupe:99") == stamps.NEVER


@pytest.mark.django_db(transaction=True)
def test_no_change_is_lost_when_many_write_at_once():
    keys = ["all", "genre:mixed", "troupe:1", "venue:1"]

    won, lost = race(lambda number: raise_all(*keys[number % 2 :]))

    assert lost == []
    assert len(won) == RACERS
    versions = {key: version for key, (version, _at) in rows().items()}
    assert versions == dict.fromkeys(keys, RACERS) | {"all": RACERS // 2}

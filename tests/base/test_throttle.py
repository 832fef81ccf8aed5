"""Counting requests by address, and what may never be counted wrong."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from ulanmuqi.base.throttle import Limit, house_of, seconds_to_wait

LIMIT = Limit("test", most=3, seconds=60)


def asked(address="203.0.113.7"):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_within_the_limit_nobody_waits(frozen_clock):
    waits = [seconds_to_wait(LIMIT, asked()) for _index in range(3)]
    assert waits == [0, 0, 0]


def test_beyond_it_one_waits_for_the_window_to_end(frozen_clock):
    frozen_clock.forward(seconds=20)
    for _index in range(3):
        seconds_to_wait(LIMIT, asked())
    assert seconds_to_wait(LIMIT, asked()) == 40
    frozen_clock.forward(seconds=40)
    assert seconds_to_wait(LIMIT, asked()) == 0


def test_addresses_and_limits_are_counted_apart(frozen_clock):
    for _index in range(4):
        seconds_to_wait(LIMIT, asked())
    assert seconds_to_wait(LIMIT, asked("203.0.113.8")) == 0
    assert seconds_to_wait(Limit("other", most=3, seconds=60), asked()) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("", "nonsense", True),
    ],
)
def test_one_house_is_one_address(one, other, same):
    assert (house_of(asked(one)) == house_of(asked(other))) is same


def test_keys_are_short_and_plain():
    for address in ("2001:db8:1:2::1", "203.0.113.7", "\x00 " * 900):
        key = house_of(asked(address))
        assert len(key) < 40
        assert key.isprintable()
        assert " " not in key


def test_without_a_cache_nobody_is_refused(monkeypatch, caplog):
    def away(*args, **kwargs):
        raise ConnectionError("no cache here")

    monkeypatch.setattr(cache, "add", away)
    assert [seconds_to_wait(LIMIT, asked()) for _index in range(9)] == [0] * 9
    assert "could not be counted" in caplog.text

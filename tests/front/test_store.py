"""The store keeps so many bytes and no more."""

from datetime import UTC, datetime

import pytest

from ulanmuqi.base.published import Publication
from ulanmuqi.front.copies import Copy
from ulanmuqi.front.store import Address, Store, Turns

HEADERS = [
    ("Content-Type", "text/plain"),
    ("ETag", '"one"'),
    ("Last-Modified", "Wed, 01 Nov 2023 00:00:00 GMT"),
    ("Content-Length", "2000"),
]


def copy(size: int = 2_000) -> Copy:
    until = datetime(2030, 1, 1, tzinfo=UTC)
    return Copy(HEADERS, b"x" * size, Publication({"all": 1}, until), checked=None)


def address(name: str) -> Address:
    return Address("https", f"/{name}", "")


@pytest.fixture
def store():
    """Room for five such copies."""
    return Store(copy().size * 5 + 100)


def test_what_was_longest_unused_goes_first(store):
    for name in "abcde":
        store.put(address(name), copy())
    store.get(address("a"))

    store.put(address("f"), copy())

    assert store.get(address("b")) is None
    assert all(store.get(address(name)) for name in "acdef")
    assert store.bytes <= store.most_bytes


def test_a_copy_in_the_place_of_another_is_counted_once(store):
    for _again in range(20):
        store.put(address("a"), copy())

    assert store.bytes == copy().size
    assert len(store) == 1


def test_one_giant_does_not_push_out_everything_else(store):
    store.put(address("a"), copy())
    store.put(address("giant"), copy(store.most_bytes))

    assert store.get(address("giant")) is None
    assert store.get(address("a")) is not None


def test_dropping_what_was_replaced_meanwhile_drops_nothing(store):
    old, new = copy(), copy()
    store.put(address("a"), old)
    store.put(address("a"), new)

    store.drop(address("a"), old)
    assert store.get(address("a")) is new
    store.drop(address("a"), new)
    assert (store.bytes, len(store)) == (0, 0)


def test_turns_leave_nothing_behind():
    turns = Turns()
    with turns.take(address("a")), turns.take(address("b")):
        assert len(turns._locks) == 2
    with pytest.raises(ZeroDivisionError), turns.take(address("a")):
        raise ZeroDivisionError

    assert turns._locks == {}


def test_addresses_with_a_query_push_out_nothing_but_their_like():
    store = Store(copy().size * 20)
    store.put(address("page"), copy())
    for number in range(100):
        store.put(Address("https", "/schedule/", f"from={number}"), copy())

    assert store.get(address("page"))
    assert len(store) == 1 + 5
    assert store.get(Address("https", "/schedule/", "from=99"))
    assert store.get(Address("https", "/schedule/", "from=94")) is None

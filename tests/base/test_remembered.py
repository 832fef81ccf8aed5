"""What is remembered under a state is made once under it, and never outlives it."""

import pytest

from ulanmuqi.base import remembered as house
from ulanmuqi.base.remembered import remembered, under


@pytest.fixture
def made():
    """A fact that says how often it was made."""
    calls = []

    def make(key="ways"):
        return remembered(key, lambda: calls.append(key) or len(calls))

    yield make
    house.forget()


def test_a_fact_is_made_once_a_state_and_the_old_is_forgotten(made):
    for state, told in (("one", 1), ("one", 1), ("two", 2), ("one", 3)):
        with under(lambda state=state: state):
            assert made() == told


def test_nothing_is_remembered_without_a_state_or_outside_of_one(made):
    assert (made(), made()) == (1, 2)
    with under(lambda: None):
        assert (made(), made()) == (3, 4)


def test_the_state_is_read_when_a_fact_is_asked_for_and_once(made):
    read = []
    with under(lambda: read.append("read") or "one"):
        assert not read
        made("ways")
        made("leagues")
    assert read == ["read"]


def test_a_crowd_of_facts_pushes_no_memory_up(made):
    with under(lambda: "one"):
        for number in range(house.MOST + 1):
            made(number)
        beyond = made(house.MOST)
        assert made(house.MOST) == beyond + 1
        assert made(0) == 1

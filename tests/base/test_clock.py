"""The one clock, and midnights in Shanghai."""

from datetime import UTC, datetime, timedelta

import pytest

from ulanmuqi.base import clock


def test_it_runs_unless_stopped():
    at = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
    with clock.frozen(at):
        assert clock.now() == at
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_naive_instants_are_refused():
    with pytest.raises(ValueError, match="aware"):
        clock.freeze(datetime(2023, 11, 20))  # noqa: DTZ001  # the mistake itself


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        ("2023-11-20T11:30Z", "2023-11-19T16:00Z", "2023-11-20T16:00Z"),
        ("2023-11-19T16:00Z", "2023-11-19T16:00Z", "2023-11-20T16:00Z"),
        ("2023-11-19T15:59Z", "2023-11-18T16:00Z", "2023-11-19T16:00Z"),
    ],
)
def test_midnights_around_an_instant(at, before, after):
    instant = datetime.fromisoformat(at)
    assert clock.midnight(instant) == datetime.fromisoformat(before)
    assert clock.next_midnight(instant) == datetime.fromisoformat(after)

"""A flurry of changes becomes what is left of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from performances.telling import Kind, News, Place, State, net
from performances.telling.news import Name

AT = datetime(2023, 11, 18, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
FIRST = State(
    title=Name("草原新歌"),
    troupes=(),
    cast=(),
    starts_at=AT + timedelta(days=2),
    ends_at=AT + timedelta(days=2, hours=1),
    status="confirmed",
    place=Place("剧场"),
)


def _state(days=0, **changes):
    moved = {
        "starts_at": FIRST.starts_at + timedelta(days=days),
        "ends_at": FIRST.ends_at + timedelta(days=days),
    }
    return replace(FIRST, **(moved | changes))


def _chain(*steps, first=FIRST):
    """News from one state to the next, each with its kind as its reason."""
    told, before = [], first
    for kind, after in steps:
        told.append(News(kind, AT, before, after, reason=kind.value))
        before = after
    return told


CANCELLED = (Kind.CANCELLED, replace(FIRST, status="cancelled"))


@pytest.mark.parametrize(
    ("steps", "first", "left"),
    [
        ([(Kind.MOVED, _state(1)), (Kind.MOVED, _state(2)), (Kind.MOVED, _state(3))], FIRST, Kind.MOVED),
        ([(Kind.MOVED, _state(1)), (Kind.MOVED, _state(0))], FIRST, None),
        ([CANCELLED, (Kind.REINSTATED, FIRST)], FIRST, None),
        ([CANCELLED, (Kind.REINSTATED, _state(1))], FIRST, Kind.MOVED),
        ([(Kind.ANNOUNCED, FIRST), CANCELLED], None, None),
        ([(Kind.ANNOUNCED, FIRST), (Kind.MOVED, _state(1))], None, Kind.ANNOUNCED),
        ([(Kind.MOVED, _state(1)), CANCELLED], FIRST, Kind.CANCELLED),
        ([(Kind.CONDITIONAL, _state(status="conditional")), (Kind.CONFIRMED, FIRST)], FIRST, None),
        ([(Kind.CONDITIONAL, _state(status="conditional")), (Kind.MOVED, _state(1, status="conditional"))], FIRST, Kind.CONDITIONAL),
        ([(Kind.MOVED, _state(1, status="late")), (Kind.LATE, _state(2, status="late"))], FIRST, Kind.LATE),
        ([(Kind.MOVED, _state(1)), (Kind.POSTPONED, _state(1, status="postponed"))], FIRST, Kind.POSTPONED),
        ([(Kind.MOVED, _state(1)), (Kind.WITHDRAWN, _state(1, status="withdrawn"))], FIRST, Kind.WITHDRAWN),
        ([(Kind.REINSTATED, FIRST), (Kind.MOVED, _state(1))], _state(status="cancelled"), Kind.REINSTATED),
        ([(Kind.MOVED, _state(1, status="conditional")), (Kind.CONFIRMED, FIRST)], _state(status="conditional"), Kind.CONFIRMED),
    ],
)  # fmt: skip
def test_what_is_left(steps, first, left):
    told = net(_chain(*steps, first=first))

    assert (told and told.kind) == left
    if told is not None:
        assert (told.before, told.after) == (first, steps[-1][1])


def test_one_change_is_itself():
    (only,) = _chain(CANCELLED)
    assert net([only]) is only


def test_the_reason_is_that_of_what_remains():
    told = net(_chain(CANCELLED, (Kind.REINSTATED, FIRST), (Kind.MOVED, _state(2))))
    assert told.reason == "moved"

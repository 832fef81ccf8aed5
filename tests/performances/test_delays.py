"""Where T-zero came from: one delay, several, back again, and long ago."""

from datetime import UTC, datetime, timedelta

from performances.delays import Move, moved

PROMISED = datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
MORNING = datetime(2023, 11, 20, 1, tzinfo=UTC)


def move(at: datetime, was: int, now: int, reason: str = "信号") -> Move:
    """`was` and `now` in minutes after the hour first promised."""
    hours = (PROMISED + timedelta(minutes=minutes) for minutes in (was, now))
    return Move(at, *hours, reason)


def after(minutes: int) -> datetime:
    return PROMISED + timedelta(minutes=minutes)


def test_never_moved() -> None:
    assert moved([], PROMISED) is None
    assert moved([move(MORNING, 0, 0)], PROMISED) is None
    assert moved([], None) is None


def test_one_delay() -> None:
    found = moved([move(MORNING, 0, 30)], after(30))
    assert found is not None
    assert (found.was_at, found.is_at, found.is_news) == (PROMISED, after(30), True)
    assert found.reason == "信号"


def test_several_are_one_from_the_hour_first_promised() -> None:
    later = MORNING + timedelta(hours=1)
    moves = [move(later, 15, 30, "还在等"), move(MORNING, 0, 15)]
    found = moved(moves, after(30))
    assert found is not None
    assert (found.was_at, found.reason) == (PROMISED, "还在等")


def test_three_cities_moved_by_one_act_are_one_move() -> None:
    """One of them had opened late and rejoined the others."""
    later = MORNING + timedelta(hours=1)
    moves = [move(MORNING, 0, 15)] * 3
    moves += [move(later, 25, 30), move(later, 15, 30), move(later, 15, 30)]
    found = moved(moves, after(30))
    assert found is not None
    assert found.was_at == PROMISED


def test_back_to_the_hour_promised_is_no_news() -> None:
    later = MORNING + timedelta(hours=1)
    found = moved([move(MORNING, 0, 30), move(later, 30, 0)], PROMISED)
    assert found is not None
    assert not found.is_news


def test_what_was_moved_days_before_is_the_plan() -> None:
    long_ago = MORNING - timedelta(days=5)
    found = moved([move(long_ago, 0, 30)], after(30))
    assert found is not None
    assert not found.is_news

    # From the plan of then, not from the hour of five days ago.
    found = moved([move(long_ago, 0, 30), move(MORNING, 30, 45)], after(45))
    assert found is not None
    assert (found.was_at, found.is_news) == (after(30), True)


def test_a_move_that_led_elsewhere_tells_nothing() -> None:
    """The openings were postponed meanwhile: there is another T-zero."""
    assert moved([move(MORNING, 0, 30)], PROMISED + timedelta(days=9)) is None

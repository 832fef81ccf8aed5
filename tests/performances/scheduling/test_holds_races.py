"""Two acts at one instant on real connections: one order of the two, never a third."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from performances import scheduling
from performances.models import Performance, Showcase, VenueAnswer
from performances.scheduling import ConflictsFound, Refused, SchedulingError, StaleWrite
from performances.statuses import Status
from tests import factories
from tests.performances.racing import race
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ROUNDS = 3
LATER = T_ZERO + timedelta(hours=1)


def clean() -> bool:
    return scheduling.check_conflicts().is_clean


def hold(**facts: Any) -> Performance:
    values = {"status": Status.HOLD, "starts_at": T_ZERO, **facts}
    return factories.performance(**values)


def accept(show: Performance) -> Any:
    return scheduling.answer_for_venue(
        show, venue=show.venue, answer=VenueAnswer.Answer.ACCEPTED, via="link"
    )


def both(*acts: Callable[[], Any]) -> tuple[list[Any], list[Exception]]:
    return race(lambda number: acts[number](), racers=2)


@pytest.mark.parametrize("reason", ["", "已商量"])
def test_confirm_against_confirm(reason: str) -> None:
    """Six holds in one line for one stage: one becomes firm; without a reason, the
    first of them."""
    venue = factories.venue("152201")
    line = [hold(venue=venue) for _number in range(6)]
    won, lost = race(
        lambda number: scheduling.confirm(line[number], accept=reason), racers=6
    )
    firm = Performance.objects.filter(status=Status.CONFIRMED)
    assert len(won) == firm.count() == 1
    assert {type(error) for error in lost} <= {ConflictsFound, scheduling.TryAgain}
    if not reason:
        assert firm.get() == line[0]
    assert not scheduling.check_conflicts().blocks


def test_the_same_show_confirmed_twice() -> None:
    show = hold()
    won, lost = race(lambda _number: scheduling.confirm(show), racers=4)
    assert len(won) == 1
    assert {type(error) for error in lost} == {Refused}
    assert clean()


def test_move_against_cancel() -> None:
    """Both saw the same row: the second is told what the first did."""
    for _round in range(ROUNDS):
        show = factories.performance(starts_at=T_ZERO)
        won, lost = both(
            partial(scheduling.move, show, starts_at=LATER, version=show.version),
            partial(scheduling.cancel, show, reason="大雪", version=show.version),
        )
        assert len(won) == 1
        assert [type(error) for error in lost] == [StaleWrite]
        show.refresh_from_db()
        moved, off = show.starts_at == LATER, show.status == Status.CANCELLED
        assert moved != off
        assert show.bookings.exists() == moved
    assert clean()


def test_move_against_cancel_by_somebody_who_saw_no_version() -> None:
    """Moved and then called off, or called off and not moved."""
    for _round in range(ROUNDS):
        show = factories.performance(starts_at=T_ZERO)
        _won, lost = both(
            partial(scheduling.move, show, starts_at=LATER),
            partial(scheduling.cancel, show, reason="大雪"),
        )
        show.refresh_from_db()
        assert show.status == Status.CANCELLED
        assert not show.bookings.exists()
        assert {type(error) for error in lost} <= {Refused}
    assert clean()


def test_accept_against_release() -> None:
    """A hold let go asks nobody; whoever comes second is told or finds it gone."""
    for _round in range(ROUNDS):
        show = hold()
        won, lost = both(
            partial(accept, show),
            partial(scheduling.release, show, version=show.version),
        )
        show = Performance.objects.get(pk=show.pk)
        assert (len(won), len(lost)) == (1, 1)
        accepted = show.venue_answer is not None
        assert accepted == (show.status == Status.HOLD)
        assert type(lost[0]) is (StaleWrite if accepted else Refused)


def held_showcase() -> Showcase:
    return factories.showcase(status=Status.HOLD, announced=False, t_zero=T_ZERO)


def test_the_last_acceptances_at_one_instant_make_all_firm_once() -> None:
    made = held_showcase()
    cities = list(made.performances.all())
    won, lost = race(lambda number: accept(cities[number]), racers=3)
    assert lost == []
    assert sorted(len(one.made_firm) for one in won) == [0, 0, 3]
    statuses = made.performances.values_list("status", flat=True)
    assert set(statuses) == {"confirmed"}
    assert clean()


def test_the_last_acceptance_against_letting_all_go() -> None:
    """All firm or all drafts, never some of each."""
    for _round in range(ROUNDS):
        made = held_showcase()
        *others, last = made.performances.all()
        for city in others:
            accept(city)
        seen = Showcase.objects.get(pk=made.pk)
        won, lost = both(
            partial(accept, last),
            partial(scheduling.release_showcase, seen, version=seen.version),
        )
        (status,) = set(made.performances.values_list("status", flat=True))
        assert status in ("confirmed", "draft")
        assert len(won) == 1
        assert isinstance(lost[0], SchedulingError)
    assert not scheduling.check_conflicts().astray

"""One act on many shows: all or none, and everything in the way is told at once."""

from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import Booking, Performance
from performances.scheduling import ConflictsFound, Refused, SomeRefused, StaleWrite
from performances.statuses import Status
from tests import factories

pytestmark = [
    pytest.mark.usefixtures("frozen_clock", "db"),
    pytest.mark.database,
]


@pytest.fixture
def block(troupe: Any, hinggan_venue: Any) -> list[Performance]:
    """Three evenings in a row by one troupe at one venue."""
    return [
        factories.performance(
            title=f"第{days}晚",
            troupes=(troupe,),
            venue=hinggan_venue,
            starts_at=factories.evening(days),
            load_in_minutes=11 * 60,
            strike_minutes=11 * 60,
        )
        for days in (7, 8, 9)
    ]


def starts(rows: list[Performance]) -> list[Any]:
    found = Performance.objects.filter(pk__in=[row.pk for row in rows])
    return list(found.order_by("pk").values_list("starts_at", flat=True))


def test_a_block_moves_onto_days_it_leaves_itself(block: Any, coordinator: Any) -> None:
    before = starts(block)
    outcomes = scheduling.shift_all(block, days=1, by=coordinator, reason="大雪封路")
    assert starts(block) == [at + timedelta(days=1) for at in before]
    assert [o.performance.sequence for o in outcomes] == [1, 1, 1]
    assert all(o.performance.changes.first().reason == "大雪封路" for o in outcomes)
    assert Booking.objects.filter(firm=True).count() == 6
    assert not scheduling.check_conflicts().astray


def test_a_block_that_meets_somebody_else_stays_whole(
    block: Any, other_troupe: Any, hinggan_venue: Any, coordinator: Any
) -> None:
    factories.performance(
        title="先到的", troupes=(other_troupe,), venue=hinggan_venue,
        starts_at=factories.evening(11),
    )  # fmt: skip
    before = starts(block)
    with pytest.raises(ConflictsFound) as refusal:
        scheduling.shift_all(block, days=2, by=coordinator)
    assert refusal.value.blocked
    assert {c.performance for c in refusal.value.conflicts} == {str(block[2].pk)}
    assert starts(block) == before


def test_every_row_in_the_way_is_named(block: Any, coordinator: Any) -> None:
    scheduling.cancel(block[0], reason="停电", by=coordinator)
    scheduling.revise(
        block[1],
        scheduling.facts_of(block[1]),
        by=coordinator,
    )
    stale = {row.pk: row.version + (row == block[1]) for row in block}
    stale[block[0].pk] += 1
    with pytest.raises(SomeRefused) as refusal:
        scheduling.shift_all(block, days=1, by=coordinator, versions=stale)
    told = {r.performance.title: type(r.error) for r in refusal.value.refusals}
    assert told == {"第7晚": Refused, "第8晚": StaleWrite}


def test_an_opening_keeps_to_its_showcase(coordinator: Any, regions: Any) -> None:
    showcase = factories.showcase()
    with pytest.raises(SomeRefused) as refusal:
        scheduling.shift_all(list(showcase.performances.all()), days=1, by=coordinator)
    assert len(refusal.value.refusals) == 3


@pytest.mark.parametrize("days", [0, 367, -367])
def test_nobody_shifts_by_nothing_or_by_years(block: Any, days: int) -> None:
    with pytest.raises(Refused) as refusal:
        scheduling.shift_all(block, days=days)
    assert refusal.value.field == "days"


def test_a_stranger_moves_none_of_them(block: Any, other_troupe_editor: Any) -> None:
    before = starts(block)
    with pytest.raises(SomeRefused) as refusal:
        scheduling.shift_all(block, days=1, by=other_troupe_editor)
    assert len(refusal.value.refusals) == 3
    assert starts(block) == before


def test_holds_become_firm_together_or_not_at_all(
    troupe: Any, hinggan_venue: Any, coordinator: Any
) -> None:
    """The second of two on one evening meets the first, confirmed a moment before."""
    both = [
        factories.performance(
            title=title, status=Status.HOLD, troupes=(troupe,), venue=hinggan_venue
        )
        for title in ("甲", "乙")
    ]
    with pytest.raises(SomeRefused) as refusal:
        scheduling.confirm_all(both, by=coordinator, accept="商量过了")
    assert [r.performance.title for r in refusal.value.refusals] == ["乙"]
    assert {row.status for row in Performance.objects.all()} == {Status.HOLD}
    scheduling.confirm_all(both[:1], by=coordinator, accept="商量过了")
    assert Performance.objects.get(title="甲").status == Status.CONFIRMED


def test_many_become_public_at_one_instant(coordinator: Any, frozen_clock: Any) -> None:
    rows = [factories.performance(announced=False) for _number in range(3)]
    scheduling.announce_all(rows, by=coordinator)
    told = {row.announced_at for row in Performance.objects.all()}
    assert told == {frozen_clock.now}


def test_choosing_nothing_or_too_much_is_refused(block: Any) -> None:
    with pytest.raises(Refused):
        scheduling.announce_all([])
    ghosts = [Performance(pk=number) for number in range(1, 300)]
    with pytest.raises(Refused):
        scheduling.announce_all(ghosts)

"""Holds in a line: one place in code answers which place, and it is true when read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.conflicts import Rule
from performances.models import Performance
from performances.scheduling import ConflictsFound, rank_text, ranks_of, sentence
from performances.scheduling.merge_venues import merge_venues
from performances.statuses import Status
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def wait(show: Callable[..., Any], frozen_clock: Any) -> Callable[..., Performance]:
    """One more hold in the line for the Hinggan theatre, an hour after the last."""

    def waiting(title: str, **more: Any) -> Performance:
        frozen_clock.forward(hours=1)
        decide_by = more.pop("decide_by", None)
        facts = show(**{"title": title, "troupes": (factories.troupe(),), **more})
        return scheduling.place(
            facts, status=Status.HOLD, decide_by=decide_by
        ).performance

    return waiting


@pytest.fixture
def three(wait: Any) -> list[Performance]:
    return [wait("一"), wait("二"), wait("三")]


def places(*shows: Performance) -> list[str]:
    rows = Performance.objects.in_bulk([show.pk for show in shows])
    found = ranks_of(rows.values())
    return [rank_text(found.get(show.pk, ())) for show in shows]


def test_ranks_appear_when_a_second_waits(wait: Any) -> None:
    first = wait("一")
    assert places(first) == [""]
    second = wait("二")
    assert places(first, second) == ["第一备选", "第二备选"]


@pytest.mark.parametrize("end", ["released", "confirmed", "withdrawn", "moved", "time"])
def test_the_line_closes_up_by_itself(wait: Any, frozen_clock: Any, end: str) -> None:
    first = wait("一", decide_by=frozen_clock.now + 2 * DAY)
    others = [wait("二"), wait("三")]
    assert places(first, *others) == ["第一备选", "第二备选", "第三备选"]
    match end:
        case "released":
            scheduling.release(first)
        case "confirmed":
            scheduling.confirm(first)
        case "withdrawn":
            scheduling.withdraw(first, reason="录错了")
        case "moved":
            scheduling.move(first, starts_at=T_ZERO + DAY)
        case "time":
            frozen_clock.set(first.decide_by)
    assert places(first, *others) == ["", "第一备选", "第二备选"]


def test_ranks_of_a_list_and_of_a_season_cost_two_queries(
    wait: Any, django_assert_num_queries: Any
) -> None:
    for day in range(15):
        wait("一", starts_at=T_ZERO + day * DAY)
        wait("二", starts_at=T_ZERO + day * DAY)
    rows = list(Performance.objects.all())
    for number in (2, 30):
        with django_assert_num_queries(2):
            assert len(ranks_of(rows[:number])) == number
    with django_assert_num_queries(0):
        assert ranks_of([]) == {}


def test_a_troupe_and_a_venue_may_wait_in_different_lines(
    wait: Any, troupe: Any, hohhot_venue: Any
) -> None:
    wait("同一队伍", troupes=(troupe,), venue=hohhot_venue)
    both = wait("两边都等", troupes=(troupe,))
    wait("同一场地")
    assert places(both) == ["场地第一备选、队伍第二备选"]


def test_a_new_day_is_the_end_of_its_line_and_a_later_hour_is_not(
    wait: Any, frozen_clock: Any
) -> None:
    first, second = wait("一"), wait("二")
    scheduling.move(first, starts_at=T_ZERO + timedelta(minutes=30))
    assert places(first, second) == ["第一备选", "第二备选"]
    scheduling.move(first, starts_at=T_ZERO + DAY)
    frozen_clock.forward(hours=1)
    scheduling.move(first, starts_at=T_ZERO)
    assert places(first, second) == ["第二备选", "第一备选"]


def test_a_venue_merged_into_another_keeps_its_line(
    wait: Any, hinggan_venue: Any, frozen_clock: Any
) -> None:
    first, second = wait("一"), wait("二")
    kept = factories.venue("152201")
    third = wait("三", venue=kept)
    merge_venues(hinggan_venue, into=kept)
    assert places(first, second, third) == ["第一备选", "第二备选", "第三备选"]


# --- Jumping the queue ----------------------------------------------------------------


def test_going_ahead_asks_for_a_reason_and_names_who_waits(
    three: list[Performance], coordinator: Any
) -> None:
    with pytest.raises(ConflictsFound) as refusal:
        scheduling.confirm(three[2], by=coordinator)
    assert not refusal.value.blocked
    jumps = {c.other: c for c in refusal.value.conflicts if c.rule is Rule.JUMPS_QUEUE}
    assert set(jumps) == {str(three[0].pk), str(three[1].pk)}
    told = sentence(jumps[str(three[0].pk)])
    assert "“一”排在前面" in told
    assert "11月1日(周三)09:00" in told


def test_the_reason_is_kept_and_told_to_those_who_were_passed(
    three: list[Performance], coordinator: Any
) -> None:
    scheduling.confirm(three[1], by=coordinator, accept="已与对方商量")
    kept = three[1].accepted_warnings.get()
    assert (kept.rule, kept.reason, kept.by) == (
        Rule.JUMPS_QUEUE,
        "已与对方商量",
        coordinator,
    )
    entry = ModelLogEntry.objects.for_instance(three[0]).first()
    assert (entry.action, entry.user) == ("schedule.passed", coordinator)
    assert entry.data["reason"] == "已与对方商量"
    assert entry.data["by_title"] == "二"
    behind = ModelLogEntry.objects.for_instance(three[2]).first()
    assert behind.action == "schedule.place", "who waits behind was not passed"


def test_the_first_in_line_goes_ahead_of_nobody(
    three: list[Performance], coordinator: Any
) -> None:
    outcome = scheduling.confirm(three[0], by=coordinator)
    assert {c.rule for c in outcome.conflicts} == {Rule.HELD_BEHIND}
    assert not three[0].accepted_warnings.exists()


def test_a_show_that_never_waited_goes_ahead_of_all(
    three: list[Performance], show: Any
) -> None:
    with pytest.raises(ConflictsFound) as refusal:
        scheduling.place(
            show(title="插进来的", troupes=(factories.troupe(),)),
            status=Status.CONFIRMED,
        )
    assert [c.rule for c in refusal.value.conflicts] == [Rule.JUMPS_QUEUE] * 3


def test_a_troupe_leader_may_not_jump_the_line(
    wait: Any, troupe: Any, troupe_leader: Any
) -> None:
    wait("先等的")
    mine = wait("后来的", troupes=(troupe,))
    with pytest.raises(scheduling.NotAllowed):
        scheduling.confirm(mine, by=troupe_leader, accept="我们急")


def test_what_ran_out_of_time_warns_nobody(wait: Any, frozen_clock: Any) -> None:
    first = wait("一", decide_by=frozen_clock.now + 2 * DAY)
    second = wait("二")
    frozen_clock.set(first.decide_by)
    scheduling.confirm(second)
    assert not second.accepted_warnings.exists()
    assert scheduling.check_conflicts().is_clean


def test_whoever_confirmed_first_is_not_warned_of_holds_that_came_later(
    wait: Any,
) -> None:
    first = wait("一")
    scheduling.confirm(first)
    wait("二")
    assert scheduling.check_conflicts().is_clean

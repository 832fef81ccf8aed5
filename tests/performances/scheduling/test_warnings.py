"""Warnings that stand, are accepted, lapse with their facts, and are counted."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performances.conflicts import Rule, Severity
from performances.models import (
    AcceptedWarning,
    Performance,
    ScheduleRules,
    StandingWarning,
)
from performances.models.gate import GateShut
from performances.scheduling import (
    ConflictsFound,
    announce,
    cancel,
    check,
    check_conflicts,
    confirm,
    facts_of,
    judge_again,
    judge_venue_again,
    move,
    place,
    revise,
    sentence,
)
from performances.scheduling.facts import ShowFacts

from .conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = timedelta(days=1)


@pytest.fixture
def crowded(show: Any) -> Performance:
    """600 people in a hall of 400, accepted."""
    return place(
        show(expected_audience=600), status="confirmed", accept="厅外加座"
    ).performance


def changed(row: Performance, **facts: Any) -> ShowFacts:
    return replace(facts_of(Performance.objects.get(pk=row.pk)), **facts)


def open_warnings() -> dict[str, int]:
    rows = Performance.objects.with_open_warnings().order_by("starts_at", "pk")
    return {row.title: row.open_warnings for row in rows}


# --- Accepting and lapsing ----------------------------------------------------------


def test_a_warning_asks_for_a_reason_and_keeps_it(show: Any, coordinator: Any) -> None:
    with pytest.raises(ConflictsFound) as found:
        place(show(expected_audience=600), status="confirmed", by=coordinator)
    (one,) = found.value.conflicts
    assert (one.rule, one.severity) == (Rule.CAPACITY, Severity.WARN)

    row = place(
        show(expected_audience=600),
        status="confirmed", by=coordinator, accept="厅外加座",
    ).performance  # fmt: skip
    kept = row.accepted_warnings.get()
    assert (kept.reason, kept.by, kept.told) == ("厅外加座", coordinator, sentence(one))
    assert kept.lapsed_at is None
    assert open_warnings() == {"草原新歌": 0}


def test_it_lapses_when_the_fact_changes_and_stays_as_history(
    crowded: Performance, frozen_clock: Any
) -> None:
    now = frozen_clock.forward(hours=1)
    revise(crowded, changed(crowded, expected_audience=400))
    kept = crowded.accepted_warnings.get()
    assert (kept.lapsed_at, kept.lapsed_through) == (now, "schedule.revise")
    assert kept.reason == "厅外加座"
    assert not StandingWarning.objects.exists()


def test_another_number_is_another_warning(crowded: Performance) -> None:
    with pytest.raises(ConflictsFound):
        revise(crowded, changed(crowded, expected_audience=700))
    revise(crowded, changed(crowded, expected_audience=700), accept="再加座")
    assert [
        (one.reason, one.lapsed_at is None)
        for one in AcceptedWarning.objects.order_by("pk")
    ] == [("厅外加座", False), ("再加座", True)]


def test_new_words_do_not_touch_it(crowded: Performance) -> None:
    revise(crowded, changed(crowded, title="换个名字"))
    assert crowded.accepted_warnings.in_force().count() == 1


def test_a_show_called_off_stands_under_nothing(crowded: Performance) -> None:
    cancel(crowded, reason="大雪")
    assert not StandingWarning.objects.exists()
    assert crowded.accepted_warnings.get().lapsed_through == "schedule.cancel"


def test_a_start_in_the_past_stays_accepted_while_the_hour_does(show: Any) -> None:
    before = T_ZERO - 40 * DAY
    row = place(show(starts_at=before), status="confirmed", accept="补录").performance
    revise(row, changed(row, title="补录的演出"))
    assert row.accepted_warnings.in_force().get().rule == Rule.PAST_START
    earlier = Performance.objects.get(pk=row.pk)
    move(earlier, starts_at=before - DAY, accept="补录，改正日期")
    assert row.accepted_warnings.in_force().count() == 1
    assert row.accepted_warnings.exclude(lapsed_at=None).count() == 1


# --- What changes beside the show ---------------------------------------------------


def test_a_smaller_hall_opens_a_warning_that_is_listed(
    show: Any, hinggan_venue: Any
) -> None:
    row = place(show(expected_audience=380), status="confirmed").performance
    hinggan_venue.capacity = 300
    hinggan_venue.save()
    assert judge_venue_again(hinggan_venue) == 1
    assert open_warnings() == {"草原新歌": 1}
    assert list(Performance.objects.under_open_warnings()) == [row]
    # Told once: it is not new the second time.
    assert judge_venue_again(hinggan_venue) == 0


def test_words_can_be_mended_under_a_warning_that_came_from_outside(
    show: Any, hinggan_venue: Any, troupe_editor: Any
) -> None:
    """Its troupe may not accept warnings, and did not cause this one."""
    row = place(show(expected_audience=380), status="confirmed").performance
    hinggan_venue.capacity = 300
    hinggan_venue.save()
    judge_venue_again(hinggan_venue)
    revise(row, changed(row, title="改了名字"), by=troupe_editor)
    row.refresh_from_db()
    with pytest.raises(ConflictsFound):
        move(row, starts_at=T_ZERO + DAY, by=troupe_editor)
    with pytest.raises(ConflictsFound):
        announce(row, by=troupe_editor)


def test_announcing_can_answer_for_it(
    show: Any, hinggan_venue: Any, coordinator: Any
) -> None:
    row = place(show(expected_audience=380), status="confirmed").performance
    hinggan_venue.capacity = 300
    hinggan_venue.save()
    judge_venue_again(hinggan_venue)
    announce(row, by=coordinator, accept="只发三百张票")
    assert open_warnings() == {"草原新歌": 0}


def test_the_sheet_of_the_venue_lets_an_acceptance_lapse(
    crowded: Performance, hinggan_venue: Any
) -> None:
    hinggan_venue.capacity = 800
    hinggan_venue.save()
    judge_venue_again(hinggan_venue)
    assert crowded.accepted_warnings.get().lapsed_through == "venue"


def test_new_thresholds_judge_every_coming_show(show: Any) -> None:
    for day in range(4):
        place(
            show(title=f"第{day}天", starts_at=T_ZERO + day * DAY), status="confirmed"
        )
    rules = ScheduleRules.objects.create()
    assert set(open_warnings().values()) == {0}
    rules.days_without_break = 3
    rules.save()
    assert set(open_warnings().values()) == {1}
    assert not check_conflicts().is_clean
    rules.days_in_a_row = "off"
    rules.save()
    assert set(open_warnings().values()) == {0}
    assert check_conflicts().is_clean


def test_a_rule_turned_down_to_a_note_asks_nobody(show: Any) -> None:
    ScheduleRules.objects.create(capacity="note")
    outcome = place(show(expected_audience=600), status="confirmed")
    assert [one.severity for one in outcome.conflicts] == [Severity.NOTE]
    assert not StandingWarning.objects.exists()


# --- Between shows ------------------------------------------------------------------


def test_one_acceptance_covers_every_show_it_is_about(show: Any) -> None:
    """The third show of a day is accepted; the first two stand under it, too."""
    hours = [timedelta(hours=-9), timedelta(hours=-5), timedelta()]
    rows = [
        place(
            show(title=f"{n}", starts_at=T_ZERO + hour),
            status="confirmed", accept="节庆三场连演",
        ).performance
        for n, hour in enumerate(hours)
    ]  # fmt: skip
    assert AcceptedWarning.objects.get().performance == rows[2]
    assert StandingWarning.objects.count() == 3
    assert open_warnings() == {"0": 0, "1": 0, "2": 0}
    # The first can be confirmed in its words without a new reason.
    announce(rows[0])

    move(Performance.objects.get(pk=rows[0].pk), starts_at=T_ZERO - 2 * DAY)
    assert not StandingWarning.objects.exists()
    assert AcceptedWarning.objects.get().lapsed_through == "schedule.move"


def test_two_members_of_a_run_agree_with_the_sweep(show: Any) -> None:
    for day in range(11):
        place(
            show(title=f"{day:02}", starts_at=T_ZERO + day * DAY),
            status="confirmed", accept="长线巡演",
        )  # fmt: skip
    found = check_conflicts()
    assert [one.rule for one in found.accepted] == [Rule.DAYS_IN_A_ROW]
    assert found.is_clean
    first = Performance.objects.get(title="00")
    (seen,) = check(facts_of(first), performance=first)
    assert seen.fingerprint == found.accepted[0].fingerprint
    assert StandingWarning.objects.count() == 11


def test_a_hold_that_asks_too_much_is_told_before_it_is_confirmed(show: Any) -> None:
    row = place(show(needs_width_m=Decimal(12)), status="hold").performance
    hall = row.venue
    hall.stage_width_m = Decimal(10)
    hall.save()
    (found,) = check(facts_of(row), performance=row, status="hold")
    assert found.params["lacks_width"] == 2.0
    assert not StandingWarning.objects.exists()
    with pytest.raises(ConflictsFound):
        confirm(row)


# --- What it costs, and who writes ----------------------------------------------------


def test_judging_again_costs_the_same_for_two_shows_and_for_thirty(show: Any) -> None:
    def cost() -> int:
        keys = list(Performance.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as queries:
            judge_again(keys, through="rules")
        return len(queries)

    for day in range(2):
        place(show(starts_at=T_ZERO + day * 2 * DAY), status="confirmed")
    few = cost()
    for day in range(2, 30):
        place(show(starts_at=T_ZERO + day * 2 * DAY), status="confirmed")
    assert cost() == few


def test_nobody_else_writes_them(crowded: Performance) -> None:
    with pytest.raises(GateShut):
        StandingWarning.objects.all().delete()

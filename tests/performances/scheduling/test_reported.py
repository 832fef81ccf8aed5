"""A show that was reported: troupes leave it alone, a league's act on it sends the
record back, and no figure ever counts an audience without its show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling, statistics
from performances.measures import Measure
from performances.models import Notice, Performance, Record, ReportState, gate
from performances.notices import compose
from performances.rules import Rule
from performances.scheduling import (
    ActFacts,
    ConflictsFound,
    DayFacts,
    RecordFacts,
    Refused,
    check_conflicts,
    facts_of,
    reported,
)
from performances.scheduling.outcomes import Why
from performances.scheduling.pending import Pending
from performances.scheduling.report_told import told_of
from performances.scheduling.snapshot import Snapshot
from performances.statistics import Period, Question
from performances.statuses import Status
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db

WHY = {"reason": "其实没有演", "decided_by": "盟文旅局"}
Act = Callable[..., Any]


@pytest.fixture
def show(
    frozen_clock: Any, troupe: Any, hinggan_venue: Any, troupe_leader: Any
) -> Performance:
    """Of yesterday evening, 300 came, and the league has looked."""
    row = factories.performance(
        starts_at=factories.evening(1), troupes=(troupe,), venue=hinggan_venue
    )
    frozen_clock.forward(days=2)
    told = scheduling.report_show(
        row, RecordFacts(onsite_audience=300), by=troupe_leader
    )
    scheduling.review_report(told.record, ReportState.REVIEWED)
    return Performance.objects.get(pk=row.pk)


def edited(show: Performance, **facts: Any) -> Act:
    new = replace(facts_of(show), **facts)
    return lambda **how: scheduling.revise(show, new, **how)


def moves(show: Performance, other: Any, elsewhere: Any) -> dict[str, Act]:
    """Acts that change what was reported."""
    earlier = show.starts_at - timedelta(hours=2)
    return {
        "starts_at": edited(show, starts_at=earlier),
        "venue": edited(show, venue=elsewhere),
        "mode": edited(show, mode="both"),
        "troupes": edited(show, troupes=(*show.troupes_in_order, other)),
    }


def calls_off(show: Performance) -> list[Act]:
    return [
        lambda **how: scheduling.cancel(show, **WHY, **how),
        lambda **how: scheduling.postpone(show, **WHY, **how),
        lambda **how: scheduling.postpone(
            show, starts_at=factories.evening(5), **WHY, **how
        ),
        lambda **how: scheduling.withdraw(show, reason="录错了", **how),
    ]


def figures() -> dict[Measure, int | None]:
    year = Question(period=Period.of_year(2023), now=clock.now())
    total = statistics.total(year)
    asked = (Measure.SHOWS, Measure.ONSITE_SHOWS, Measure.ONSITE_ATTENDANCES)
    return {one: total[one] for one in asked}


def as_it_is(show: Performance) -> tuple[Any, ...]:
    row = Record.objects.get(performance=show)
    now = Performance.objects.get(pk=show.pk)
    return row.state, row.version, now.version, now.status, now.starts_at


def test_a_troupe_leaves_alone_what_it_reported(
    show: Performance, troupe_leader: Any, other_troupe: Any, bayannur_venue: Any
) -> None:
    before = as_it_is(show)
    own = moves(show, other_troupe, bayannur_venue)
    del own["troupes"]  # nobody's to choose but both troupes' own
    for field, act in own.items():
        with pytest.raises(Refused) as refused:
            act(by=troupe_leader, reason="填错了")
        assert refused.value.field == field
        assert "请盟市改" in str(refused.value)
    for act in calls_off(show):
        with pytest.raises(Refused) as refused:
            act(by=troupe_leader)
        assert "请盟市改" in str(refused.value)
    assert as_it_is(show) == before
    # Its words and its programme are its own as before.
    edited(show, title="惠民演出（嘎查）")(by=troupe_leader)
    assert Record.objects.get().state == ReportState.REVIEWED


def test_a_league_is_warned_and_its_change_sends_the_record_back(
    show: Performance,
    coordinator: Any,
    troupe_leader: Any,
    other_troupe: Any,
    bayannur_venue: Any,
) -> None:
    for act in moves(show, other_troupe, bayannur_venue).values():
        record = Record.objects.get()
        with pytest.raises(ConflictsFound) as warned:
            act(by=coordinator, reason="核对过")
        assert not warned.value.blocked
        told = [scheduling.sentence(one) for one in warned.value.conflicts]
        assert any("300" in one and "已审核" in one for one in told)
        act(by=coordinator, reason="核对过", accept="队里填错了")
        put_back = Record.objects.get()
        assert put_back.state == ReportState.REPORTED
        assert put_back.is_put_back
        assert (put_back.reviewed_by, put_back.reviewed_at) == (
            coordinator,
            clock.now(),
        )
        assert put_back.reported_by == troupe_leader
        assert put_back.version == record.version + 1
        assert "队里填错了" in put_back.review_note
        assert told_of(put_back)[0].action == "record.put_back"
        scheduling.review_report(put_back, ReportState.REVIEWED)
        show.refresh_from_db()


def test_the_warning_stands_while_one_types(
    show: Performance, other_troupe: Any, bayannur_venue: Any
) -> None:
    """And not for words, which leave the record alone."""

    def told(**facts: Any) -> list[str]:
        found = scheduling.check(replace(facts_of(show), **facts), performance=show)
        return [one.rule for one in found if one.rule == Rule.REPORTED]

    assert told() == told(title="换了题目") == []
    for facts in (
        {"starts_at": show.starts_at - timedelta(hours=2)},
        {"venue": bayannur_venue},
        {"mode": "both"},
        {"troupes": (*show.troupes_in_order, other_troupe)},
    ):
        assert told(**facts) == [Rule.REPORTED], facts


def test_whoever_reported_is_told(
    show: Performance, coordinator: Any, troupe_leader: Any
) -> None:
    scheduling.cancel(show, by=coordinator, **WHY)
    notice = Notice.objects.get(about=Notice.About.PUT_BACK)
    assert [one.address for one in notice.deliveries.all()] == [troupe_leader.email]
    said = compose.message(notice, "key", clock.now())
    assert show.title in said.subject
    for words in ("取消", "其实没有演", f"/my/shows/{show.public_id}/"):
        assert words in said.text


def test_figures_count_no_audience_without_its_show(
    show: Performance, coordinator: Any
) -> None:
    counted = {
        Measure.SHOWS: 1,
        Measure.ONSITE_SHOWS: 1,
        Measure.ONSITE_ATTENDANCES: 300,
    }
    assert figures() == counted
    scheduling.cancel(show, by=coordinator, **WHY)
    assert set(figures().values()) == {0}
    record = Record.objects.get()
    assert record.state == ReportState.REPORTED
    # Nothing is said of a show that is off: first it is put right.
    for act in (
        lambda: scheduling.correct(record, RecordFacts(onsite_audience=20)),
        lambda: scheduling.report_show(show, RecordFacts(onsite_audience=300)),
        lambda: scheduling.review_report(record, ReportState.REVIEWED),
    ):
        with pytest.raises(Refused, match="恢复演出"):
            act()
    scheduling.reinstate(show, reason="确实演了", by=coordinator, accept="测试")
    assert figures() == counted
    assert Record.objects.get().state == ReportState.REPORTED
    assert check_conflicts().is_clean


def test_nobody_moves_an_audience_ahead_or_where_it_was_not(
    show: Performance, coordinator: Any
) -> None:
    """Nor makes a plan again of what was reported."""
    before = as_it_is(show)
    for field, facts in (
        ("starts_at", {"starts_at": factories.evening(4)}),
        ("mode", {"mode": "online"}),
    ):
        if field == "starts_at":
            facts["ends_at"] = facts["starts_at"] + timedelta(hours=1)
        with pytest.raises(Refused) as refused:
            edited(show, **facts)(by=coordinator, accept="测试", reason="测试")
        assert refused.value.field == field
    assert as_it_is(show) == before
    with gate.opened():
        Performance.objects.filter(pk=show.pk).update(announced_at=None)
    with pytest.raises(Refused, match="草稿或备选"):
        scheduling.unconfirm(show, to=Status.DRAFT, by=coordinator)


def test_a_new_date_that_was_reported_is_not_taken_back(
    show: Performance, coordinator: Any, frozen_clock: Any
) -> None:
    new = scheduling.postpone(
        show, starts_at=factories.evening(1), by=coordinator, **WHY
    ).replacement
    frozen_clock.forward(days=3)
    scheduling.report_show(new, RecordFacts(onsite_audience=90))
    assert figures()[Measure.ONSITE_ATTENDANCES] == 90
    with gate.opened():
        Performance.objects.filter(pk=new.pk).update(announced_at=None)
    with pytest.raises(Refused, match="已经上报"):
        scheduling.take_back_date(new, reason="测试", by=coordinator)


def test_a_troupe_mends_what_it_entered_itself_until_the_league_looks(
    show: Performance, troupe: Any, troupe_leader: Any, hinggan_venue: Any
) -> None:
    facts = factories.show_facts(
        starts_at=show.starts_at - timedelta(days=1), venue=None,
        region=troupe.region, troupes=(troupe,),
    )  # fmt: skip
    record = scheduling.report_past_show(
        facts, RecordFacts(onsite_audience=60), by=troupe_leader
    ).record
    own = record.performance
    edited(own, starts_at=facts.starts_at - timedelta(hours=1))(by=troupe_leader)
    record.refresh_from_db()
    # Who reviews it just now is told; nobody is mailed about their own mending.
    assert (record.state, record.version) == (ReportState.REPORTED, 2)
    assert not Notice.objects.filter(about=Notice.About.PUT_BACK).exists()
    scheduling.review_report(record, ReportState.REVIEWED)
    with pytest.raises(Refused):
        scheduling.withdraw(own, reason="录错了", by=troupe_leader)


def test_the_nightly_check_finds_what_contradicts_its_show(
    show: Performance,
) -> None:
    assert check_conflicts().records == ()
    for facts in (
        {"mode": "online"},
        {"starts_at": factories.evening(4), "ends_at": factories.evening(5)},
        {"status": Status.HOLD},
    ):
        was = {name: getattr(show, name) for name in facts}
        with gate.opened():
            Performance.objects.filter(pk=show.pk).update(**facts)
        found = check_conflicts()
        assert [one.performance_id for one in found.records] == [show.pk], facts
        assert not found.is_clean
        with gate.opened():
            Performance.objects.filter(pk=show.pk).update(**was)
    assert check_conflicts().records == ()


def test_a_show_to_come_costs_no_query_more(
    troupe: Any, frozen_clock: Any, django_assert_num_queries: Any
) -> None:
    row = factories.performance(troupes=(troupe,))
    pending = Pending(row, Snapshot.of(row), action="schedule.cancel")
    row.status = Status.CANCELLED
    with django_assert_num_queries(0):
        assert reported.touched([pending], Why(), clock.now()) == []


def test_the_road_goes_along_to_the_true_day(
    show: Performance, troupe: Any, troupe_leader: Any, coordinator: Any
) -> None:
    was = show.day_at_home
    day = scheduling.report_day(troupe, was, DayFacts(distance_km=186)).day
    act = scheduling.report_act(
        troupe, was, ActFacts(kind="service", title="理发", performance=show)
    ).acts[0]
    scheduling.review_many([day, act], ReportState.REVIEWED)

    def to(days: int) -> Record:
        now = Performance.objects.get(pk=show.pk)
        starts_at = now.starts_at + timedelta(days=days)
        edited(now, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))(
            by=coordinator, accept="日子报错了"
        )
        day.refresh_from_db()
        act.refresh_from_db()
        return Record.objects.get()

    record = to(-1)
    true_day = was - timedelta(days=1)
    assert (day.day, act.day) == (true_day, true_day)
    assert {day.state, act.state} == {ReportState.REPORTED}
    for words in ("186公里", "理发", "改到"):
        assert words in record.review_note
    # A day that has its own road, or another show, keeps what was said of it.
    scheduling.report_day(troupe, was, DayFacts(distance_km=9))
    record = to(1)
    assert (day.day, act.day) == (true_day, was)
    assert "186公里还在" in record.review_note


def test_a_word_for_insiders_alone_takes_nothing_from_the_public(
    show: Performance, troupe_leader: Any
) -> None:
    record = Record.objects.get()
    word = RecordFacts(onsite_audience=300, remarks="音响坏了")
    said = scheduling.correct(record, word, by=troupe_leader).record
    assert (said.is_reviewed, said.remarks) == (True, "音响坏了")
    other = RecordFacts(onsite_audience=301, remarks="音响坏了")
    assert not scheduling.correct(said, other, by=troupe_leader).record.is_reviewed

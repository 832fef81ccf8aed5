"""One report from many connections at one instant: it counts once, nothing is torn."""

from datetime import date, timedelta
from threading import Event, Timer
from typing import Any
from uuid import uuid4

import pytest

from performances import scheduling
from performances.measures import Measure
from performances.models import (
    CarriedOver,
    FieldAct,
    Performance,
    Record,
    Request,
    SentReport,
    Target,
    TroupeDay,
)
from performances.scheduling import (
    ActFacts,
    DayFacts,
    PhotoFacts,
    RecordFacts,
    Refused,
    StaleWrite,
    request_following,
)
from performances.scheduling.carried_over import CarriedFacts, carry_over
from performances.scheduling.record_reminders import remind_of_records
from performances.scheduling.request_booking import link_show
from performances.scheduling.sent_photos import send_photos
from performances.scheduling.targets import TargetFacts, set_target
from performances.statuses import Status
from tests import factories
from tests.performances.racing import race
from tests.performances.requests_season import asked
from ulanmuqi.base import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

RACERS = 6
THERE = RecordFacts(onsite_audience=320)


@pytest.fixture
def show(frozen_clock: Any, troupe: Any, hinggan_venue: Any) -> Performance:
    row = factories.performance(
        starts_at=factories.evening(1), troupes=(troupe,), venue=hinggan_venue
    )
    frozen_clock.set(clock.midnight(row.ends_at) + timedelta(days=1, hours=8))
    return row


def _all_at_once(show: Performance, key: Any, number: int) -> Any:
    return scheduling.report_show(
        show,
        THERE,
        key=key,
        day=DayFacts(distance_km=80),
        acts=[ActFacts(kind="service", title="义诊")],
    )


def test_one_key_counts_once_whatever_the_network_does(show: Performance) -> None:
    key = uuid4()
    won, lost = race(lambda n: _all_at_once(show, key, n), racers=RACERS)
    assert (len(won), lost) == (RACERS, [])
    assert sorted(one.repeated for one in won) == [False] + [True] * (RACERS - 1)
    assert len({(one.record.pk, one.day.pk, one.acts[0].pk) for one in won}) == 1
    for rows in (Record, TroupeDay, FieldAct, SentReport):
        assert rows.objects.count() == 1


def test_one_key_of_a_show_nobody_planned(show: Performance, troupe: Any) -> None:
    key = uuid4()
    facts = factories.show_facts(
        starts_at=show.starts_at - timedelta(days=1), troupes=(troupe,)
    )
    won, lost = race(
        lambda _n: scheduling.report_past_show(facts, THERE, key=key), racers=RACERS
    )
    assert (len(won), lost) == (RACERS, [])
    assert Performance.objects.filter(entered_after=True).count() == 1
    assert Record.objects.count() == 1


def test_of_two_who_differ_one_is_told_what_the_other_said(show: Performance) -> None:
    won, lost = race(
        lambda n: scheduling.report_show(show, RecordFacts(onsite_audience=n)),
        racers=RACERS,
    )
    assert len(won) == 1
    assert all(isinstance(error, StaleWrite) and error.since for error in lost)
    assert Record.objects.get().onsite_audience == won[0].record.onsite_audience


def test_nobody_is_reminded_twice(show: Performance, troupe_leader: Any) -> None:
    won, lost = race(lambda _n: remind_of_records(), racers=4)
    assert lost == []
    assert sum(len(made) for made in won) == 1


def test_of_two_records_carried_to_one_show_one_arrives(
    show: Performance, troupe: Any
) -> None:
    wrong = [
        factories.performance(
            starts_at=show.starts_at - timedelta(days=days), troupes=(troupe,)
        )
        for days in (1, 2)
    ]
    records = [scheduling.report_show(row, THERE).record for row in wrong]
    won, lost = race(
        lambda n: scheduling.carry_record(records[n], show, version=1), racers=2
    )
    assert (len(won), len(lost)) == (1, 1)
    assert isinstance(lost[0], Refused)
    assert lost[0].field == "to"
    assert Record.objects.get(performance=show) == won[0].record
    # And one record carried to two shows at once is of one of them.
    record = won[0].record
    free = [won[0].left, factories.performance(
        starts_at=show.starts_at - timedelta(days=3), troupes=(troupe,)
    )]  # fmt: skip
    won, lost = race(
        lambda n: scheduling.carry_record(record, free[n], version=2), racers=2
    )
    assert (len(won), len(lost)) == (1, 1)
    assert isinstance(lost[0], StaleWrite)
    assert Record.objects.count() == 2


def test_a_denial_said_while_the_league_agrees_waits_for_it(
    show: Performance, frozen_clock: Any, monkeypatch: Any
) -> None:
    factories.troupe("152222")
    frozen_clock.set(show.starts_at - timedelta(days=1))
    row = asked()
    link_show(row, show)
    row = Request.objects.get(pk=row.pk)
    frozen_clock.set(show.ends_at + timedelta(hours=12))
    record = scheduling.report_show(show, THERE).record
    is_said, may_commit = Event(), Event()
    tell = request_following.tell_desk

    def slow(*args: Any) -> Any:
        is_said.set()
        may_commit.wait(10)
        return tell(*args)

    monkeypatch.setattr(request_following, "tell_desk", slow)

    def act(number: int) -> Any:
        if number == 0:
            return request_following.confirm_played(row, took_place=False)
        is_said.wait(10)
        Timer(0.5, may_commit.set).start()
        return scheduling.review_report(record, "reviewed")

    _won, lost = race(act, racers=2)
    # The league hears of it before it can agree without a word.
    assert [type(error) for error in lost] == [Refused]
    assert Record.objects.waiting().filter(pk=record.pk).exists()


def test_a_report_and_a_cancellation_at_once_contradict_each_other_never(
    show: Performance, troupe_leader: Any
) -> None:
    """Whoever comes second is told: the show is off, or it is reported."""

    def act(number: int) -> Any:
        if number % 2:
            return scheduling.report_show(show, THERE, by=troupe_leader)
        return scheduling.cancel(show, reason="没有演", by=troupe_leader)

    won, lost = race(act, racers=RACERS)
    assert won
    assert all(isinstance(error, Refused) for error in lost)
    show.refresh_from_db()
    is_off = show.status == Status.CANCELLED
    assert Record.objects.exists() is not is_off


def test_one_target_and_one_figure_from_before_whoever_is_first(troupe: Any) -> None:
    """The others read that it is there, at its field."""
    targets = [
        TargetFacts(troupe=of, year=2023, measure=Measure.SHOWS, value=100)
        for of in (None, troupe)
    ]
    carried = CarriedFacts(
        troupe=troupe, first=date(2023, 1, 1), last=date(2023, 6, 30),
        measure=Measure.SHOWS, value=41, source="年报",
    )  # fmt: skip
    for act, field, rows in (
        (lambda _n: set_target(targets[0]), "year", Target.objects.all()),
        (lambda _n: set_target(targets[1]), "year", troupe.targets.all()),
        (lambda _n: carry_over(carried), "measure", CarriedOver.objects.all()),
    ):
        won, lost = race(act, racers=4)
        assert len(won) == 1
        assert [getattr(error, "field", error) for error in lost] == [field] * 3
        assert rows.count() == 1


def test_of_many_words_under_one_key_the_last_stands(
    show: Performance, troupe: Any, troupe_leader: Any
) -> None:
    """Whatever order they arrive in."""
    key = uuid4()
    won, lost = race(
        lambda n: scheduling.report_show(
            show, RecordFacts(onsite_audience=n), by=troupe_leader, key=key, turn=n + 1
        ),
        racers=RACERS,
    )
    assert (len(won), lost) == (RACERS, [])
    assert Record.objects.get().onsite_audience == RACERS - 1


def test_one_picture_arrives_once(show: Performance, troupe_leader: Any) -> None:
    record = scheduling.report_show(show, THERE, by=troupe_leader).record
    key, photo = uuid4(), PhotoFacts(data=factories.jpeg(), consent="当面问过")
    won, lost = race(
        lambda _n: send_photos(record, [photo], by=troupe_leader, key=key, turn=1),
        racers=4,
    )
    assert (len(won), lost) == (4, [])
    assert record.photos.count() == 1


def test_one_coaching_told_by_many_counts_once(
    show: Performance, troupe: Any, troupe_leader: Any
) -> None:
    act = ActFacts(kind="coaching", title="指导秧歌队", people=25)
    won, lost = race(
        lambda _n: scheduling.report_act(
            troupe, show.day, act, by=troupe_leader, key=uuid4(), turn=1
        ),
        racers=RACERS,
    )
    assert len(won) == FieldAct.objects.count() == 1
    assert {error.field for error in lost} == {"title"}

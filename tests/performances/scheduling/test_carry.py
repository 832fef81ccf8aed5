"""A record of the wrong show is carried to the right one, with all that belongs to it,
and with nothing that does not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from performances import scheduling
from performances.models import (
    FieldAct,
    Notice,
    Performance,
    Record,
    ReportState,
    TroupeDay,
    gate,
    missing_records,
)
from performances.notices import compose
from performances.scheduling import (
    ActFacts,
    DayFacts,
    NotAllowed,
    PhotoFacts,
    RecordFacts,
    Refused,
    ShowFacts,
    StaleWrite,
)
from performances.scheduling.carry import may_be_carried_to
from performances.statuses import Status
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db

CAME = RecordFacts(onsite_audience=320, remarks="风大")


@pytest.fixture
def wrong(frozen_clock: Any, troupe: Any, hinggan_venue: Any) -> Performance:
    return factories.performance(
        title="午后场",
        starts_at=factories.evening(1),
        troupes=(troupe,),
        venue=hinggan_venue,
    )


@pytest.fixture
def right(wrong: Performance, troupe: Any, frozen_clock: Any) -> Performance:
    """The day after, in another place; both are over."""
    row = factories.performance(
        title="晚场",
        starts_at=factories.evening(2),
        troupes=(troupe,),
        venue=factories.venue("152221"),
    )
    frozen_clock.forward(days=3)
    return row


@pytest.fixture
def told(wrong: Performance, right: Performance, troupe_leader: Any) -> Any:
    return scheduling.report_show(
        wrong,
        CAME,
        by=troupe_leader,
        key=uuid4(),
        turn=1,
        day=DayFacts(distance_km=80),
        acts=[ActFacts(kind="coaching", title="秧歌队", people=20)],
    )


def record_of(show: Performance) -> Record | None:
    return Record.objects.filter(performance=show).first()


def letter() -> Any:
    notice = Notice.objects.get(about=Notice.About.CARRIED)
    return compose.message(notice, "key", clock.now())


def test_the_league_carries_a_reviewed_record_with_all_that_was_told_with_it(
    told: Any,
    wrong: Performance,
    right: Performance,
    troupe_leader: Any,
    hinggan_coordinator: Any,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = PhotoFacts(data=factories.jpeg(), consent="村委会同意", may_publish=True)
    scheduling.add_photos(told.record, [picture], by=troupe_leader)
    rows = [Record.objects.get(), told.day, *told.acts]
    scheduling.review_many(rows, ReportState.REVIEWED)
    seen = Record.objects.get()
    done = scheduling.carry_record(
        seen,
        right,
        by=hinggan_coordinator,
        version=seen.version,
        to_version=right.version,
        reason="队里点错了",
        with_days=True,
    )
    record = Record.objects.get()
    assert (record.performance, record.carried_from) == (right, wrong)
    assert RecordFacts.of(record) == CAME
    assert record.is_put_back
    assert "午后场" in record.review_note
    assert "队里点错了" in record.review_note
    assert record.version == seen.version + 1
    assert not record.public_photos
    photo = record.photos.get()
    assert photo.image.title == str(right)
    # What was done besides was of the other day too; both are to be looked at again.
    act, day = FieldAct.objects.get(), TroupeDay.objects.get()
    assert (act.performance, act.day, act.region) == (
        right,
        right.day_at_home,
        right.region,
    )
    assert (day.day, day.distance_km) == (right.day_at_home, 80)
    assert {act.state, day.state} == {ReportState.REPORTED}
    assert (done.days, done.acts) == ((day,), (act,))
    assert list(missing_records(clock.now())) == [wrong]
    said = letter()
    for words in ("晚场", "午后场", f"/my/shows/{wrong.public_id}/", "现在没有记录"):
        assert words in said.text
    with translation.override("zh-hans"):
        history = scheduling.report_told.told_of(record)[0]
        assert "晚场" in history.detail


def test_of_one_day_nothing_else_moves(
    told: Any, wrong: Performance, troupe: Any, troupe_leader: Any
) -> None:
    later = factories.performance(
        title="加场",
        starts_at=wrong.ends_at + timedelta(hours=2),
        troupes=(troupe,),
        venue=wrong.venue,
    )
    act, day = told.acts[0], told.day
    scheduling.review_many([act, day], ReportState.REVIEWED)
    record = scheduling.carry_record(
        told.record, later, by=troupe_leader, with_days=True
    ).record
    # The troupe's own slip: it waits as before, and nobody is told of it by mail.
    assert (record.state, record.is_put_back) == (ReportState.REPORTED, False)
    assert not Notice.objects.filter(about=Notice.About.CARRIED).exists()
    act.refresh_from_db()
    day.refresh_from_db()
    assert (act.performance, act.state) == (later, ReportState.REVIEWED)
    assert (day.day, day.state) == (wrong.day_at_home, ReportState.REVIEWED)


def test_a_word_on_its_way_does_not_reach_the_other_show(
    told: Any, wrong: Performance, right: Performance, troupe_leader: Any
) -> None:
    key = uuid4()
    first = scheduling.correct(
        told.record, CAME, by=troupe_leader, version=1, key=key, turn=1
    ).record
    scheduling.carry_record(first, right, by=troupe_leader)
    other = RecordFacts(onsite_audience=500)
    with pytest.raises(StaleWrite):
        scheduling.correct(first, other, by=troupe_leader, version=1, key=key, turn=2)
    assert RecordFacts.of(record_of(right)) == CAME
    # The show it was taken from is reported anew like any other.
    scheduling.report_show(wrong, other, by=troupe_leader)
    assert RecordFacts.of(record_of(wrong)) == other


def test_an_unplanned_show_left_empty_goes_in_the_same_act(
    right: Performance, troupe: Any, troupe_leader: Any
) -> None:
    key, start = uuid4(), right.starts_at - timedelta(hours=3)
    unplanned = ShowFacts(
        title="误补的一场",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        region=right.region,
        troupes=(troupe,),
    )
    how = {"by": troupe_leader, "key": key}
    made = scheduling.report_past_show(unplanned, CAME, turn=1, **how).record
    left = made.performance
    done = scheduling.carry_record(made, right, by=troupe_leader, takes_away=True)
    left.refresh_from_db()
    assert (done.is_gone, left.status) == (True, Status.WITHDRAWN)
    assert record_of(right).clashes == []
    # An older page, sent once more, neither moves the planned show nor its record.
    with pytest.raises(StaleWrite):
        scheduling.report_past_show(
            unplanned, RecordFacts(onsite_audience=1), turn=2, **how
        )
    assert Performance.objects.get(pk=right.pk).title == "晚场"
    with pytest.raises(Refused) as planned:
        scheduling.carry_record(done.record, left, by=troupe_leader)
    assert planned.value.field == "to"


def test_a_planned_show_is_not_taken_away_in_passing(
    told: Any, right: Performance, troupe_leader: Any
) -> None:
    with pytest.raises(Refused) as error:
        scheduling.carry_record(told.record, right, by=troupe_leader, takes_away=True)
    assert error.value.field == "takes_away"
    assert record_of(right) is None


def test_where_it_cannot_go(
    told: Any,
    wrong: Performance,
    right: Performance,
    troupe: Any,
    troupe_leader: Any,
    other_troupe: Any,
) -> None:
    def carried(to: Performance) -> str:
        with pytest.raises(Refused) as error:
            scheduling.carry_record(told.record, to)
        assert error.value.field == "to"
        return str(error.value)

    def another(**facts: Any) -> Performance:
        facts = {"troupes": (troupe,), "starts_at": factories.evening(-3)} | facts
        return factories.performance(**facts)

    reported = another()
    scheduling.report_show(reported, CAME)
    shows = [
        wrong,
        reported,
        another(troupes=(other_troupe,)),
        another(starts_at=factories.evening(-20)),
        another(starts_at=factories.evening(3)),
        another(starts_at=factories.evening(-4), mode="online"),
    ]
    assert len({carried(show) for show in shows}) == len(shows)
    offered = may_be_carried_to(told.record, troupe_leader)
    assert set(offered) == {right, shows[-1]}
    day = scheduling.report_day(troupe, right.day_at_home, DayFacts(distance_km=9))
    with pytest.raises(Refused) as taken:
        scheduling.carry_record(told.record, right, with_days=True)
    assert taken.value.field == "with_days"
    assert TroupeDay.objects.filter(pk=day.day.pk).exists()
    with pytest.raises(StaleWrite):
        scheduling.carry_record(told.record, right, version=told.record.version + 1)
    with pytest.raises(StaleWrite):
        scheduling.carry_record(told.record, right, to_version=right.version + 1)


def test_whose_it_is_to_carry(
    told: Any,
    wrong: Performance,
    right: Performance,
    troupe_leader: Any,
    troupe_member: Any,
    coordinator: Any,
    other_troupe: Any,
    other_troupe_editor: Any,
    troupe: Any,
) -> None:
    with pytest.raises(NotAllowed):
        scheduling.carry_record(told.record, right, by=troupe_member)
    reviewed = scheduling.review_report(told.record, ReportState.REVIEWED)
    with pytest.raises(Refused):
        scheduling.carry_record(reviewed, right, by=troupe_leader)
    # Of a joint show, whoever reported; the others are told that it has none now.
    joint = factories.performance(
        title="同台",
        starts_at=factories.evening(-3),
        troupes=(troupe, other_troupe),
    )
    record = scheduling.report_show(joint, CAME, by=coordinator).record
    with pytest.raises(Refused):
        scheduling.carry_record(record, right, by=troupe_leader)
    with gate.opened():
        Record.objects.filter(pk=record.pk).update(reported_by=troupe_leader)
    scheduling.carry_record(record, right, by=troupe_leader)
    said = letter()
    assert "同台" in said.text
    assert "晚场" not in said.text


def test_what_came_back_goes_to_the_league_again(
    told: Any, right: Performance, troupe_leader: Any, hinggan_coordinator: Any
) -> None:
    back = scheduling.review_report(
        told.record, ReportState.RETURNED, note="报错了场次"
    )
    by_league = {"by": hinggan_coordinator}
    carried = scheduling.carry_record(back, right, **by_league).record
    assert carried.is_put_back
    assert "上次退回：报错了场次" in carried.review_note

"""What troupes report: once, by whoever may, and never what cannot be."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from performances import scheduling
from performances.models import (
    Booking,
    FieldAct,
    Notice,
    Performance,
    Record,
    ReportState,
    SentReport,
    TroupeDay,
    gate,
    missing_records,
)
from performances.notices import compose
from performances.scheduling import (
    ActFacts,
    DayFacts,
    NotAllowed,
    RecordFacts,
    Refused,
    StaleWrite,
    check_conflicts,
)
from performances.statuses import Status
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db

THERE = RecordFacts(onsite_audience=320)


@pytest.fixture
def show(frozen_clock: Any, troupe: Any, hinggan_venue: Any) -> Performance:
    """Yesterday evening, over."""
    row = factories.performance(
        starts_at=factories.evening(1), troupes=(troupe,), venue=hinggan_venue
    )
    frozen_clock.forward(days=2)
    return row


def test_a_show_is_reported_with_the_day_and_what_was_done_besides(
    show: Performance, troupe: Any, troupe_leader: Any
) -> None:
    assert list(missing_records(clock.now())) == [show]
    told = scheduling.report_show(
        show,
        RecordFacts(onsite_audience=320, remarks="发电机停了十分钟"),
        by=troupe_leader,
        day=DayFacts(distance_km=86, hours=Decimal("9.5"), in_grassroots=True),
        acts=[
            ActFacts(kind="coaching", title="指导秧歌队排练", people=24),
            ActFacts(kind="service", title="给敬老院理发"),
        ],
    )
    record = Record.objects.get()
    assert told.record == record
    assert (record.performance, record.state) == (show, ReportState.REPORTED)
    assert (record.onsite_audience, record.online_views) == (320, None)
    assert record.reported_by == troupe_leader
    day = TroupeDay.objects.get()
    assert (day.troupe, day.day) == (troupe, show.day)
    assert (day.distance_km, day.hours, day.in_grassroots) == (86, Decimal("9.5"), True)
    coached, served = FieldAct.objects.order_by("pk")
    assert (coached.people, coached.performance) == (24, show)
    assert (served.people, served.region) == (None, show.region)
    assert not missing_records(clock.now()).exists()


def test_the_same_key_again_is_answered_and_writes_nothing(
    show: Performance, troupe_leader: Any, other_troupe_editor: Any
) -> None:
    key = uuid4()
    facts = {"acts": [ActFacts(kind="service", title="义诊")], "key": key}
    first = scheduling.report_show(show, THERE, by=troupe_leader, **facts)
    scheduling.correct(first.record, RecordFacts(onsite_audience=300), by=troupe_leader)
    again = scheduling.report_show(show, THERE, by=troupe_leader, **facts)
    other = scheduling.report_show(
        show, RecordFacts(onsite_audience=9), by=troupe_leader, **facts
    )

    assert (again.repeated, again.differs) == (True, False)
    assert (other.repeated, other.differs) == (True, True)
    assert again.record == other.record == first.record
    assert again.acts == first.acts
    assert again.record.onsite_audience == 300
    assert FieldAct.objects.count() == SentReport.objects.count() == 1
    with pytest.raises(Refused):
        scheduling.report_show(show, THERE, by=other_troupe_editor, **facts)


def test_a_refusal_uses_up_no_key(show: Performance, troupe_leader: Any) -> None:
    key = uuid4()
    with pytest.raises(Refused) as refused:
        scheduling.report_show(
            show, RecordFacts(onsite_audience=3_200_000), by=troupe_leader, key=key
        )
    assert refused.value.field == "onsite_audience"
    assert not scheduling.report_show(show, THERE, by=troupe_leader, key=key).repeated


def test_two_troupes_of_one_show_share_its_record(
    frozen_clock: Any, troupe: Any, other_troupe: Any, troupe_leader: Any,
    other_troupe_editor: Any,
) -> None:  # fmt: skip
    show = factories.performance(
        starts_at=factories.evening(1), troupes=(troupe, other_troupe)
    )
    frozen_clock.forward(days=2)
    for person, km in ((troupe_leader, 40), (other_troupe_editor, 900)):
        scheduling.report_show(show, THERE, by=person, day=DayFacts(distance_km=km))
    assert Record.objects.count() == 1
    assert dict(TroupeDay.objects.values_list("troupe", "distance_km")) == {
        troupe.pk: 40,
        other_troupe.pk: 900,
    }
    with pytest.raises(StaleWrite) as stale:
        scheduling.report_show(
            show, RecordFacts(onsite_audience=500), by=other_troupe_editor
        )
    (first,) = stale.value.since
    assert first.action == "record.report"
    assert "320" in first.detail
    with pytest.raises(Refused) as unclear:
        scheduling.report_show(show, THERE, day=DayFacts(distance_km=1))
    assert unclear.value.field == "troupe"


def test_who_reports_and_who_does_not(
    show: Performance, troupe_member: Any, other_troupe_editor: Any, venue_contact: Any,
    outsider: Any, hinggan_coordinator: Any,
) -> None:  # fmt: skip
    for person in (troupe_member, other_troupe_editor, venue_contact, outsider):
        with pytest.raises(NotAllowed):
            scheduling.report_show(show, THERE, by=person)
    scheduling.report_show(show, THERE, by=hinggan_coordinator)


@pytest.mark.parametrize(
    ("mode", "facts", "field"),
    [
        ("online", RecordFacts(onsite_audience=0), "onsite_audience"),
        ("on_site", RecordFacts(online_views=0), "online_views"),
        ("both", RecordFacts(online_views=-1), "online_views"),
        ("both", RecordFacts(remarks="长" * 2001), "remarks"),
    ],
)
def test_figures_that_cannot_be(
    frozen_clock: Any, mode: str, facts: RecordFacts, field: str
) -> None:
    show = factories.performance(starts_at=factories.evening(1), mode=mode)
    frozen_clock.forward(days=2)
    with pytest.raises(Refused) as refused:
        scheduling.report_show(show, facts)
    assert refused.value.field == field
    scheduling.report_show(show, RecordFacts())


def test_what_is_not_over_or_called_off_takes_no_record(frozen_clock: Any) -> None:
    show = factories.performance(starts_at=factories.evening(1))
    off = factories.performance(starts_at=factories.evening(1))
    scheduling.cancel(off, reason="大风")
    hold = factories.performance(starts_at=factories.evening(1), status=Status.HOLD)
    frozen_clock.set(show.ends_at - timedelta(seconds=1))
    for row in (show, off, hold):
        with pytest.raises(Refused):
            scheduling.report_show(row, THERE)
    frozen_clock.forward(seconds=1)
    assert list(missing_records(clock.now())) == [show]
    scheduling.report_show(show, THERE)


def test_a_show_nobody_planned_enters_and_notes_the_clash(
    show: Performance, troupe: Any, troupe_leader: Any
) -> None:
    facts = factories.show_facts(
        starts_at=show.starts_at + timedelta(minutes=30),
        troupes=(troupe,),
        venue=show.venue,
        title="加演",
    )
    key = uuid4()
    told = scheduling.report_past_show(facts, THERE, by=troupe_leader, key=key)
    row = told.record.performance
    assert (row.status, row.entered_after, row.announced_at) == (
        Status.CONFIRMED,
        True,
        None,
    )
    assert set(Booking.objects.filter(performance=row).values_list("firm")) == {
        (False,)
    }
    taken = {clash["taken"] for clash in told.record.clashes}
    assert taken == {str(troupe), str(show.venue)}
    assert {clash["show"] for clash in told.record.clashes} == {show.pk}
    found = check_conflicts()
    assert (found.blocks, found.warnings, found.astray) == ((), (), ())
    again = scheduling.report_past_show(facts, THERE, by=troupe_leader, key=key)
    assert again.repeated
    with pytest.raises(Refused) as twice:
        scheduling.report_past_show(facts, THERE, by=troupe_leader)
    assert twice.value.field == "starts_at"


def test_no_show_to_come_is_smuggled_past_the_rules(
    show: Performance, troupe: Any, troupe_leader: Any
) -> None:
    ahead = factories.show_facts(troupes=(troupe,))
    with pytest.raises(Refused) as refused:
        scheduling.report_past_show(ahead, THERE, by=troupe_leader)
    assert refused.value.field == "starts_at"
    past = factories.show_facts(starts_at=show.starts_at - timedelta(days=1))
    row = scheduling.report_past_show(past, THERE).record.performance
    with pytest.raises(Refused) as refused:
        scheduling.move(
            row, starts_at=factories.evening(9), accept="测试", reason="改错了"
        )
    assert refused.value.field == "starts_at"
    row.refresh_from_db()
    assert row.entered_after
    assert not Booking.objects.filter(performance=row, firm=True).exists()
    # Even without its report it is a plan like any other, with every rule.
    with gate.opened():
        row.record.delete()
    moved = scheduling.move(
        row, starts_at=factories.evening(9), accept="测试", reason="改错了"
    ).performance
    assert not moved.entered_after
    assert Booking.objects.filter(performance=row, firm=True).exists()


def test_a_day_is_said_once_and_completed_later(
    troupe: Any, troupe_leader: Any, frozen_clock: Any
) -> None:
    today = clock.now().astimezone(clock.SHANGHAI).date()
    scheduling.report_day(troupe, today, DayFacts(distance_km=120), by=troupe_leader)
    told = scheduling.report_day(
        troupe, today, DayFacts(in_grassroots=True), by=troupe_leader
    )
    assert (told.day.distance_km, told.day.in_grassroots) == (120, True)
    with pytest.raises(StaleWrite):
        scheduling.report_day(
            troupe, today, DayFacts(distance_km=150), by=troupe_leader
        )
    # They stayed at home, somebody said: another figure is another word.
    before = today - timedelta(days=1)
    scheduling.report_day(troupe, before, DayFacts(distance_km=0), by=troupe_leader)
    with pytest.raises(StaleWrite):
        scheduling.report_day(
            troupe, before, DayFacts(distance_km=80), by=troupe_leader
        )
    with pytest.raises(StaleWrite):
        scheduling.correct_day(
            told.day, DayFacts(distance_km=150), by=troupe_leader, version=1
        )
    mended = scheduling.correct_day(
        told.day, DayFacts(distance_km=150), by=troupe_leader, version=2
    )
    assert (mended.day.distance_km, mended.day.in_grassroots) == (150, False)
    with pytest.raises(Refused):
        scheduling.report_day(
            troupe, today + timedelta(days=1), DayFacts(distance_km=1), by=troupe_leader
        )


def test_the_league_reviews_and_sends_back(
    show: Performance, troupe: Any, troupe_leader: Any, hinggan_coordinator: Any
) -> None:
    told = scheduling.report_show(
        show,
        THERE,
        by=troupe_leader,
        day=DayFacts(distance_km=10),
        acts=[ActFacts(kind="service", title="义诊")],
    )
    rows = [told.record, told.day, *told.acts]
    with pytest.raises(NotAllowed):
        scheduling.review_report(told.record, "reviewed", by=troupe_leader)
    with pytest.raises(Refused) as no_word:
        scheduling.review_many(rows, "returned", by=hinggan_coordinator)
    assert no_word.value.field == "note"
    done = scheduling.review_many(rows, "reviewed", by=hinggan_coordinator)
    assert {row.state for row in done} == {"reviewed"}
    back = scheduling.review_report(
        told.record, "returned", note="人数对吗？", by=hinggan_coordinator
    )
    assert (back.state, back.review_note) == ("returned", "人数对吗？")
    letter = compose.message(Notice.objects.get(), "key", clock.now())
    assert "盟市退回了" in letter.text
    assert "人数对吗？" in letter.text
    assert f"/my/shows/{show.public_id}/record/" in letter.text
    # The troupe stands by it: the same figures go to the league once more.
    kept = scheduling.correct(back, THERE, by=troupe_leader, version=back.version)
    assert kept.record.state == "reported"
    done = scheduling.review_report(kept.record, "reviewed", by=hinggan_coordinator)
    # The league's own word stands; the troupe's waits.
    mended = scheduling.correct(
        done, RecordFacts(onsite_audience=310), by=hinggan_coordinator
    )
    assert mended.record.state == "reviewed"
    mended = scheduling.correct(
        done, RecordFacts(onsite_audience=311), by=troupe_leader
    )
    assert mended.record.state == "reported"


def test_what_comes_back_together_is_one_letter_to_those_who_may_mend_it(
    show: Performance, troupe: Any, troupe_leader: Any, other_troupe_editor: Any
) -> None:
    told = scheduling.report_show(
        show,
        THERE,
        by=troupe_leader,
        day=DayFacts(distance_km=10),
        acts=[ActFacts(kind="service", title="义诊")],
    )
    # Reported by somebody who has no business with the troupe any more.
    with gate.opened():
        TroupeDay.objects.update(reported_by=other_troupe_editor)
    rows = [told.record, told.day, *told.acts]
    scheduling.review_many(rows, "returned", note="哪一天的？")
    notice = Notice.objects.get(about=Notice.About.RETURNED)
    assert [one.address for one in notice.deliveries.all()] == [troupe_leader.email]
    day = show.day_at_home.isoformat()
    form = f"/my/troupes/{troupe.code}/day/?day={day}"
    letter = compose.message(notice, "key", clock.now())
    assert letter.text.count("哪一天的？") == 1
    assert letter.text.count(form) == 2
    assert f"/my/shows/{show.public_id}/record/" in letter.text
    for words in ("的行程", "服务：义诊", show.title, "3份上报"):
        assert words in letter.text
    # Sent back once more in the same words, nothing is new.
    scheduling.review_many(rows, "returned", note="哪一天的？")
    assert Notice.objects.count() == 1
    # What was mended before it left is not asked for any more.
    scheduling.correct_day(told.day, DayFacts(distance_km=12), by=troupe_leader)
    scheduling.strike_out(told.acts[0], by=troupe_leader)
    left = compose.message(notice, "key", clock.now())
    assert form not in left.text
    assert show.title in left.subject


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Paris", 19), ("Asia/Tokyo", 0)])
def test_the_road_of_a_show_abroad_is_of_the_day_at_home(
    zone: str, hour: int, troupe: Any, troupe_leader: Any, frozen_clock: Any
) -> None:
    """As is all that is said of a day: one evening is no two journeys."""
    begins = datetime(2023, 11, 4, hour, 30, tzinfo=ZoneInfo(zone))
    stage = factories.venue("152201", time_zone=zone)
    row = factories.performance(starts_at=begins, troupes=(troupe,), venue=stage)
    frozen_clock.forward(days=6)
    at_home = begins.astimezone(clock.SHANGHAI).date()
    assert at_home != row.day
    scheduling.report_day(troupe, at_home, DayFacts(distance_km=30), by=troupe_leader)
    told = scheduling.report_show(
        row, THERE, by=troupe_leader, day=DayFacts(distance_km=30),
        acts=[ActFacts(kind="service", title="义诊")],
    )  # fmt: skip
    assert TroupeDay.objects.get().day == at_home
    assert told.acts[0].day == at_home

"""What a key of a sending opens, and what not: its own show, day and troupe alone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from performances import scheduling
from performances.models import FieldAct, Record, TroupeDay
from performances.scheduling import (
    ActFacts,
    DayFacts,
    NotAllowed,
    RecordFacts,
    Refused,
    StaleWrite,
    carry_record,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(frozen_clock, troupe, hinggan_venue):
    """The day before yesterday in the evening, and over."""
    row = factories.performance(
        starts_at=factories.evening(1), troupes=(troupe,), venue=hinggan_venue
    )
    frozen_clock.forward(days=3)
    return row


def test_a_key_of_one_show_mends_no_other(played, troupe, hinggan_venue, troupe_leader):
    other = factories.performance(
        starts_at=played.starts_at - timedelta(days=1),
        venue=hinggan_venue,
        troupes=(troupe,),
    )
    key = uuid4()
    facts = RecordFacts(onsite_audience=320)
    first = scheduling.report_show(played, facts, by=troupe_leader, key=key, turn=1)
    with pytest.raises(Refused):
        scheduling.report_show(
            other, RecordFacts(onsite_audience=9), by=troupe_leader, key=key, turn=2
        )
    second = scheduling.report_show(
        other, RecordFacts(onsite_audience=8), by=troupe_leader
    )
    mending = uuid4()
    how = {"by": troupe_leader, "key": mending}
    scheduling.correct(first.record, RecordFacts(onsite_audience=321), turn=1, **how)
    with pytest.raises(Refused):
        scheduling.correct(second.record, RecordFacts(onsite_audience=9), turn=2, **how)
    told = dict(Record.objects.values_list("performance", "onsite_audience"))
    assert told == {played.pk: 321, other.pk: 8}


def test_the_same_sending_after_the_league_carried_it_has_arrived(
    played, troupe, hinggan_venue, troupe_leader, hinggan_coordinator
):
    right = factories.performance(
        starts_at=played.starts_at - timedelta(days=1),
        venue=hinggan_venue,
        troupes=(troupe,),
    )
    facts, how = RecordFacts(onsite_audience=50), {"by": troupe_leader, "key": uuid4()}
    record = scheduling.report_show(played, facts, turn=1, **how).record
    carry_record(record, right, by=hinggan_coordinator)
    again = scheduling.report_show(played, facts, turn=1, **how)
    assert again.repeated
    # Other words are about a show it is not of any more.
    with pytest.raises(StaleWrite):
        scheduling.report_show(played, RecordFacts(onsite_audience=60), turn=2, **how)
    assert Record.objects.get().onsite_audience == 50


def test_another_troupe_under_the_key_of_an_unplanned_show_is_refused(
    played, troupe, other_troupe, coordinator
):
    begin = played.starts_at - timedelta(days=1)
    facts, how = RecordFacts(onsite_audience=50), {"by": coordinator, "key": uuid4()}
    show = factories.show_facts(starts_at=begin, troupes=(troupe,))
    scheduling.report_past_show(show, facts, turn=1, **how)
    theirs = factories.show_facts(starts_at=begin, troupes=(other_troupe,))
    with pytest.raises(Refused):
        scheduling.report_past_show(theirs, facts, turn=2, **how)
    assert Record.objects.get().performance.troupes_in_order == [troupe]


def test_a_key_that_was_taken_back_opens_no_other_troupe(
    played, troupe, other_troupe, troupe_leader
):
    day, how = played.day_at_home, {"by": troupe_leader, "key": uuid4()}
    scheduling.report_act(troupe, day, None, turn=1, **how)
    act = ActFacts(kind="service", title="理发")
    with pytest.raises(NotAllowed):
        scheduling.report_act(other_troupe, day, act, turn=2, **how)
    how["key"] = uuid4()
    scheduling.report_day(troupe, day, DayFacts(distance_km=3), turn=1, **how)
    scheduling.report_day(troupe, day, DayFacts(), turn=2, **how)
    with pytest.raises(NotAllowed):
        scheduling.report_day(
            other_troupe, day, DayFacts(distance_km=900), turn=3, **how
        )
    assert not TroupeDay.objects.exists()
    assert not FieldAct.objects.exists()

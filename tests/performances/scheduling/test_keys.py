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

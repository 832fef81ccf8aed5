"""Shows nobody had planned: told twice, and given their true day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from performances import scheduling
from performances.models import FieldAct, Performance, TroupeDay
from performances.scheduling import ActFacts, DayFacts, RecordFacts
from tests import factories
from troupes.models import Membership

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


def test_two_telephones_that_enter_one_evening_are_told_of_each_other(
    show: Performance, troupe: Any
) -> None:
    start = show.starts_at - timedelta(days=1)
    first, second = (
        scheduling.report_past_show(
            factories.show_facts(
                title="敬老院慰问",
                starts_at=start + timedelta(minutes=minutes),
                troupes=(troupe,),
                venue=show.venue,
            ),
            THERE,
        ).record
        for minutes in (0, 10)
    )
    assert first.clashes == []
    shows = [clash["show"] for clash in second.clashes]
    assert set(shows) == {first.performance_id}
    assert second.clashes[0]["taken"] == str(troupe)


def test_a_leader_who_coordinates_gives_it_its_true_day_and_its_road(
    show: Performance, troupe: Any, troupe_leader: Any, regions: Any
) -> None:
    """The same sending says both: neither is told of the other as of somebody else."""
    Membership.objects.create(
        user=troupe_leader, role="coordinator", region=regions["152200"]
    )
    show_key, day_key = uuid4(), uuid4()
    for turn in (1, 2):
        facts = factories.show_facts(
            title="敬老院慰问",
            starts_at=show.starts_at - timedelta(days=2 + turn),
            troupes=(troupe,),
            venue=show.venue,
        )
        how = {"by": troupe_leader, "turn": turn}
        made = scheduling.report_past_show(
            facts, THERE, key=show_key, accept="日子写错了", **how
        ).record
        on = made.performance.day_at_home
        scheduling.report_day(troupe, on, DayFacts(distance_km=86), key=day_key, **how)
    day = TroupeDay.objects.get()
    assert (day.day, day.distance_km) == (on, 86)


def test_a_gacha_chosen_on_writing_on_is_kept(
    show: Performance, troupe: Any, troupe_leader: Any, regions: Any
) -> None:
    on, how = show.day_at_home, {"by": troupe_leader, "key": uuid4()}
    said = ActFacts(kind="service", title="理发", people=8)
    scheduling.report_act(troupe, on, said, turn=1, **how)
    there = replace(said, region=regions["152222"])
    scheduling.report_act(troupe, on, there, turn=2, **how)
    act = FieldAct.objects.get()
    assert (act.region, act.people) == (regions["152222"], 8)
    # A page that says nothing of it takes nothing back.
    scheduling.report_act(troupe, on, replace(said, people=9), turn=3, **how)
    act.refresh_from_db()
    assert (act.region, act.people) == (regions["152222"], 9)

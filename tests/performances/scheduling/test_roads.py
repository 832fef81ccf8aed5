"""Known legs and road notices: every journey on the road is judged at once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from performances.conflicts import Rule
from performances.models import (
    AcceptedWarning,
    RoadLeg,
    RoadNotice,
    RoadRules,
    StandingWarning,
    gate,
)
from performances.scheduling import (
    ConflictsFound,
    EngagementFacts,
    NotAllowed,
    Refused,
    StaleWrite,
    accept_warnings,
    book,
    check,
    check_conflicts,
    place,
    sentence,
)
from performances.scheduling.merge_venues import merge_venues
from performances.scheduling.rides import Effect
from performances.scheduling.road_legs import (
    enter_leg,
    remove_leg,
    revise_leg,
    rides_on,
)
from performances.scheduling.road_notices import (
    NoticeFacts,
    end_notice,
    post_notice,
    revise_notice,
    rides_under,
)
from performances.scheduling.road_reference import load_known_legs
from tests import factories
from ulanmuqi.base import clock

from .conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def snow(**facts: Any) -> NoticeFacts:
    """The G6 is closed from strike on, for ten hours."""
    values = {
        "road": "G6",
        "kind": "closed",
        "starts_at": T_ZERO + timedelta(hours=2),
        "ends_at": T_ZERO + timedelta(hours=12),
        "source": "交警电话",
    }
    return NoticeFacts(**(values | facts))


# --- Legs ---------------------------------------------------------------------------


def test_a_known_leg_wins_over_reckoning_in_both_directions(leg, tour, show):
    (ride,) = rides_on(leg)
    assert (ride.after.km, ride.after.hours, ride.after.known) == (400, 6.5, True)
    assert ride.before.known is False
    assert ride.effect is Effect.FINE or ride.after.hours != ride.before.hours


def test_a_leg_is_written_once_whichever_way_it_is_said(leg, leg_facts):
    turned = replace(
        leg_facts, origin=leg_facts.destination, destination=leg_facts.origin
    )
    with pytest.raises(Refused) as refusal:
        enter_leg(turned)
    assert refusal.value.field == "to_region"
    assert enter_leg(replace(turned, is_one_way=True)).row.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"km": Decimal(300)}, "km"),
        ({"hours": Decimal("2.5")}, "hours"),
        ({"hours": Decimal(0)}, "km"),
        ({"source": "  "}, "source"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(leg_facts, changes, field):
    with pytest.raises(Refused) as refusal:
        enter_leg(replace(leg_facts, **changes))
    assert refusal.value.field == field


def test_a_leg_leads_somewhere(leg_facts):
    with pytest.raises(Refused):
        enter_leg(replace(leg_facts, destination=leg_facts.origin))


def test_a_slower_leg_judges_coming_journeys_at_once(leg, leg_facts, tour):
    outcome = revise_leg(leg, replace(leg_facts, hours=Decimal(13)), version=1)
    (ride,) = outcome.rides
    assert ride.effect is Effect.LOST
    assert (ride.before.hours, ride.after.hours) == (6.5, 13.5)
    assert "13.5" in sentence(ride.conflict)
    with pytest.raises(StaleWrite):
        revise_leg(leg, leg_facts, version=1)


def test_a_leg_under_a_notice_stays(leg):
    post_notice(snow(road="", leg=leg))
    with pytest.raises(Refused):
        remove_leg(leg)


def test_without_its_leg_a_journey_is_reckoned_again(leg, tour):
    (ride,) = remove_leg(leg)
    assert (ride.before.known, ride.after.known) == (True, False)
    assert not RoadLeg.objects.exists()
    assert ModelLogEntry.objects.filter(action="schedule.road_removed").exists()


def test_legs_follow_a_merged_venue(leg_facts, hohhot_venue, regions):
    twin = factories.venue("150105")
    legs = [
        enter_leg(replace(leg_facts, origin=venue)).row
        for venue in (hohhot_venue, twin)
    ]
    between = enter_leg(
        replace(leg_facts, origin=hohhot_venue, destination=twin, km=Decimal(2))
    ).row
    notices = [post_notice(snow(road="", leg=one)).row for one in (legs[0], between)]

    merge_venues(hohhot_venue, into=twin)

    assert list(RoadLeg.objects.all()) == [legs[1]]
    assert list(RoadNotice.objects.values_list("pk", "leg")) == [
        (notices[0].pk, legs[1].pk)
    ]


def test_the_reference_legs_are_loaded_once(regions):
    assert load_known_legs() == 0
    factories.region("150200")
    assert (load_known_legs(), load_known_legs()) == (1, 0)
    leg = RoadLeg.objects.get()
    assert (leg.km, leg.hours) == (180, Decimal("2.5"))


# --- Notices ------------------------------------------------------------------------


def test_a_notice_tells_at_once_who_can_no_longer_arrive(leg, tour):
    (ride,) = post_notice(snow()).rides
    first, second = tour
    assert ride.effect is Effect.LOST
    assert ride.conflict.performance == str(second.pk)
    assert ride.conflict.other == str(first.pk)
    told = sentence(ride.conflict)
    # Free from 7:30, six hours of road, two quarters for buffers, an hour of load-in.
    for part in ("400", "16.3", "13", "G6", "交警电话", "11月21日(周二)14:45"):
        assert part in told


def test_it_tells_who_has_less_time_to_spare(leg, tour):
    notice = snow(kind="slow", factor=Decimal("1.5"), ends_at=None)
    (ride,) = post_notice(notice).rides
    assert ride.effect is Effect.TIGHTER
    assert (ride.before.hours, ride.after.hours, ride.spare) == (6.5, 9.5, 3.5 * 3600)


def test_it_tells_whom_it_does_not_hurt(leg, tour):
    """The road closes when everybody is there already."""
    late = T_ZERO + timedelta(hours=9)
    (ride,) = post_notice(snow(starts_at=late)).rides
    assert ride.effect is Effect.FINE


def test_a_transfer_on_the_road_is_told_too(
    leg, other_troupe, hohhot_venue, bayannur_venue
):
    starts = T_ZERO + timedelta(hours=3)
    way = EngagementFacts(
        kind="transfer",
        title="转场",
        starts_at=starts,
        ends_at=starts + timedelta(hours=10),
        takes=(other_troupe,),
        from_venue=hohhot_venue,
        venue=bayannur_venue,
    )
    book(way)
    slow = snow(kind="slow", factor=Decimal("1.5"))
    (ride,) = post_notice(slow).rides
    # Slow for 8¾ hours, then ten minutes as ever; two quarters for buffers.
    assert (ride.effect, ride.spare) == (Effect.TIGHTER, 35 * 60)
    (lost, *_others) = post_notice(snow()).rides
    assert (lost.effect, lost.conflict.rule) == (Effect.LOST, Rule.TOO_FAST)


def test_it_leaves_other_roads_and_days_alone(leg, tour):
    later = T_ZERO + timedelta(days=3)
    ends = later + timedelta(days=1)
    assert post_notice(snow(starts_at=later, ends_at=ends)).rides == ()
    other = snow(road="", region=factories.region("152200"))
    assert post_notice(other).rides == ()


def test_all_roads_of_a_region_need_no_known_leg(tour, regions):
    for code in ("150800", "150802", "150000"):
        outcome = post_notice(snow(road="", region=regions[code]))
        assert [ride.effect for ride in outcome.rides] == [Effect.LOST]
        end_notice(outcome.row)


def test_an_ended_notice_frees_the_road_and_says_so(leg, tour):
    notice = post_notice(snow()).row
    (ride,) = end_notice(notice, reason="除雪完毕").rides
    assert ride.effect is Effect.EASED
    notice.refresh_from_db()
    assert notice.is_over(clock.now())
    (still,) = rides_under(notice)
    assert still.effect is Effect.EASED
    for act in (lambda: end_notice(notice), lambda: revise_notice(notice, snow())):
        with pytest.raises(Refused):
            act()


def test_a_changed_notice_is_judged_anew(leg, tour):
    notice = post_notice(snow()).row
    shorter = snow(ends_at=T_ZERO + timedelta(hours=4))
    (ride,) = revise_notice(notice, shorter, version=1).rides
    assert ride.conflict is None
    with pytest.raises(StaleWrite):
        revise_notice(notice, shorter, version=1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"road": "G7654"}, "road"),
        ({"road": ""}, "road"),
        ({"source": " "}, "source"),
        ({"kind": "slow"}, "factor"),
        ({"ends_at": T_ZERO}, "ends_at"),
        ({"starts_at": T_ZERO - timedelta(days=90), "ends_at": T_ZERO}, None),
        ({"ends_at": T_ZERO - timedelta(days=40)}, "ends_at"),
    ],
)
def test_a_notice_that_makes_no_sense_is_refused(leg, changes, field):
    if field is None:
        assert post_notice(snow(**changes)).row.pk
        return
    with pytest.raises(Refused) as refusal:
        post_notice(snow(**changes))
    assert refusal.value.field == field


def test_a_notice_is_on_one_thing(leg, regions):
    with pytest.raises(Refused):
        post_notice(snow(region=regions["150800"]))


# --- What everybody else sees of it ---------------------------------------------------


def test_an_accepted_warning_lapses_with_the_road(leg, tour, show):
    """The road was too long and somebody accepted it; snow makes it longer still."""
    slow = snow(kind="slow", factor=Decimal(3), ends_at=None)
    notice = post_notice(slow).row
    accept_warnings(tour[1], reason="夜里先走一车")
    assert check_conflicts().is_clean

    revise_notice(notice, replace(slow, factor=Decimal(4)))
    found = check_conflicts()
    assert [one.rule for one in found.warnings] == [Rule.UNREACHABLE]

    (accepted,) = AcceptedWarning.objects.all()
    assert (accepted.reason, accepted.lapsed_through) == ("夜里先走一车", "roads")
    assert {one.performance_id for one in StandingWarning.objects.all()} == {
        show.pk for show in tour
    }

    end_notice(RoadNotice.objects.get())
    assert check_conflicts().is_clean
    assert not StandingWarning.objects.exists()


def test_the_live_check_and_saving_know_the_notice(leg, tour, show, bayannur_venue):
    post_notice(snow())
    facts = show(
        title="河套早场",
        venue=bayannur_venue,
        starts_at=T_ZERO + timedelta(hours=11),
        ends_at=T_ZERO + timedelta(hours=12),
    )
    (told,) = [c for c in check(facts) if c.rule is Rule.UNREACHABLE]
    assert told.params["notice"] == "G6"
    with pytest.raises(ConflictsFound) as refusal:
        place(facts, status="confirmed")
    (refused,) = refusal.value.conflicts
    assert refused.params == told.params


def test_buffers_and_seasons_come_from_the_settings(leg, leg_facts, tour):
    rules = RoadRules(departure_minutes=60, arrival_minutes=30)
    rules.snow_motorway = Decimal("1.5")
    rules.snow_country = Decimal("1.5")
    rules.save()
    assert not StandingWarning.objects.exists()
    revise_leg(leg, replace(leg_facts, holds_all_year=False))
    (ride,) = rides_on(leg)
    assert ride.after.hours == 1.5 + 6 * 1.5
    assert ride.after.season == "snow"
    rules.snow_country = rules.snow_motorway = Decimal(3)
    rules.save()
    assert StandingWarning.objects.count() == 2


# --- Rights -------------------------------------------------------------------------


def test_a_road_belongs_to_the_coordinators_at_either_end(
    leg, leg_facts, regions, hinggan_coordinator, troupe_leader, coordinator
):
    for stranger in (hinggan_coordinator, troupe_leader):
        for act in (
            lambda by: enter_leg(leg_facts, by=by),
            lambda by: revise_leg(leg, leg_facts, by=by),
            lambda by: remove_leg(leg, by=by),
            lambda by: post_notice(snow(), by=by),
            lambda by: post_notice(snow(road="", region=regions["150000"]), by=by),
        ):
            with pytest.raises(NotAllowed):
                act(stranger)
    own = snow(road="", region=regions["152200"])
    notice = post_notice(own, by=hinggan_coordinator).row
    assert notice.entered_by == hinggan_coordinator
    with pytest.raises(NotAllowed):
        end_notice(notice, by=troupe_leader)
    to_hinggan = replace(
        leg_facts, destination=regions["152201"], km=Decimal(1400), hours=Decimal(20)
    )
    assert enter_leg(to_hinggan, by=hinggan_coordinator).row.pk
    assert post_notice(snow(), by=coordinator).row.entered_by == coordinator


def test_only_scheduling_writes_roads(leg):
    with pytest.raises(gate.GateShut):
        leg.save()
    with pytest.raises(gate.GateShut):
        RoadNotice.objects.all().delete()


# --- Costs --------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 12])
def test_judging_costs_the_same_for_one_and_for_many(
    count, leg, show, hohhot_venue, bayannur_venue
):
    for number in range(count):
        troupe = factories.troupe("150105")
        for venue, hours in ((hohhot_venue, 0), (bayannur_venue, 16)):
            hall = factories.venue(venue.region.code)
            starts = T_ZERO + timedelta(days=number % 3, hours=hours)
            place(
                show(troupes=(troupe,), venue=hall, starts_at=starts),
                status="confirmed",
            )
    posted = post_notice(snow(ends_at=None)).row
    notice = RoadNotice.objects.with_target().get(pk=posted.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rides = rides_under(notice)
    assert len(rides) == count
    # Rules, legs, notices; the legs of the road; the bookings.
    assert len(queries) == 5


def test_an_act_without_a_journey_reads_no_roads(show):
    with CaptureQueriesContext(connection) as queries:
        check(show())
    assert [q for q in queries if "road" in q["sql"]] == []

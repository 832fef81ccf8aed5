"""Time taken without a show: rehearsals, training, transfers, blackouts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.conflicts import Rule, Severity
from performances.models import Booking, Engagement, Resource, gate
from performances.scheduling import (
    EngagementFacts,
    check_conflicts,
    engagement_facts_of,
)
from performances.scheduling.merge_venues import merge_venues
from performances.slots import MAX_BOOKING_SECONDS, epoch
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AFTERNOON = T_ZERO - timedelta(hours=5)


@pytest.fixture
def rehearsal(troupe: Any, hinggan_venue: Any) -> EngagementFacts:
    """14:30 to 16:30 on the day of the showcase, in the hall."""
    return EngagementFacts(
        kind="rehearsal",
        title="合成排练",
        starts_at=AFTERNOON,
        ends_at=AFTERNOON + timedelta(hours=2),
        takes=(troupe, hinggan_venue),
        venue=hinggan_venue,
        note="带两套服装",
    )


@pytest.fixture
def blackout(hinggan_venue: Any) -> EngagementFacts:
    """Three weeks of repairs around the showcase."""
    return EngagementFacts(
        kind="blackout",
        title="舞台检修",
        starts_at=T_ZERO - timedelta(days=10),
        ends_at=T_ZERO + timedelta(days=11),
        takes=(hinggan_venue,),
    )


def sound() -> bool:
    found = check_conflicts()
    return not found.astray and not found.blocks


def stored(row: Engagement) -> list[tuple[str, int, int, bool]]:
    return [
        (b.resource.key, b.starts, b.ends, b.firm)
        for b in row.bookings.order_by("resource", "starts")
    ]


def test_it_books_everything_it_takes(rehearsal: Any, troupe: Any) -> None:
    row = scheduling.book(rehearsal).engagement

    starts = epoch(AFTERNOON)
    assert stored(row) == [
        (f"troupe:{troupe.pk}", starts, starts + 7200, True),
        (f"venue:{rehearsal.venue.pk}", starts, starts + 7200, True),
    ]
    assert engagement_facts_of(row) == rehearsal.settled()
    assert sound()


def test_it_goes_through_the_judge_like_a_show(rehearsal: Any, show: Any) -> None:
    scheduling.book(rehearsal)
    early = show(starts_at=AFTERNOON + timedelta(hours=1))

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(early, status="confirmed")

    rules = {c.rule for c in caught.value.conflicts}
    assert rules == {Rule.DOUBLE_BOOKING}
    told = scheduling.sentence(caught.value.conflicts[0])
    assert "合成排练" in told
    assert "11月20日(周一)14:30" in told or "20 Nov 14:30" in told


def test_a_show_keeps_a_rehearsal_out(rehearsal: Any, show: Any) -> None:
    scheduling.place(show(starts_at=AFTERNOON), status="confirmed")

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.book(rehearsal)

    assert caught.value.blocked
    assert Engagement.objects.count() == 0


def test_what_is_only_held_warns_the_others(rehearsal: Any, show: Any) -> None:
    scheduling.book(replace(rehearsal, firm=False))

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(show(starts_at=AFTERNOON), status="confirmed")

    assert {c.rule for c in caught.value.conflicts} == {Rule.HELD_OVERLAP}
    assert not caught.value.blocked


def test_weeks_are_split_and_count_as_one(blackout: Any, show: Any) -> None:
    row = scheduling.book(blackout).engagement

    lengths = [ends - starts for _key, starts, ends, _firm in stored(row)]
    assert len(lengths) == 3
    assert max(lengths) <= MAX_BOOKING_SECONDS
    assert sum(lengths) == 21 * 24 * 3600
    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(show(), status="confirmed")
    (conflict,) = caught.value.conflicts
    assert conflict.rule is Rule.DOUBLE_BOOKING
    assert "舞台检修" in scheduling.sentence(conflict)
    assert sound()


def test_a_shared_ground_that_is_closed_is_closed_to_all(
    blackout: Any, show: Any, hinggan_venue: Any
) -> None:
    hinggan_venue.is_shared = True
    hinggan_venue.save()
    scheduling.book(blackout)

    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(show(), status="confirmed")

    assert caught.value.blocked


def test_moving_it_frees_its_time(rehearsal: Any, show: Any) -> None:
    row = scheduling.book(rehearsal).engagement
    day = timedelta(days=1)
    later = replace(
        rehearsal, starts_at=rehearsal.starts_at + day, ends_at=rehearsal.ends_at + day
    )

    moved = scheduling.rebook(row, later, version=row.version)

    assert moved.changed
    assert moved.engagement.version == row.version + 1
    scheduling.place(show(starts_at=AFTERNOON), status="confirmed")
    assert sound()


def test_saving_the_same_changes_nothing(rehearsal: Any) -> None:
    row = scheduling.book(rehearsal).engagement
    before = ModelLogEntry.objects.count()

    outcome = scheduling.rebook(row, engagement_facts_of(row), version=row.version)

    assert not outcome.changed
    assert outcome.engagement.version == row.version
    assert ModelLogEntry.objects.count() == before


def test_another_hall_and_other_people(
    rehearsal: Any, other_troupe: Any, hohhot_venue: Any
) -> None:
    row = scheduling.book(rehearsal).engagement
    truck = factories.truck()

    facts = replace(rehearsal, takes=(other_troupe, truck), venue=hohhot_venue)
    scheduling.rebook(row, facts)

    assert {key for key, *_rest in stored(row)} == {
        f"troupe:{other_troupe.pk}",
        f"truck:{truck.pk}",
    }
    assert sound()


def test_taking_it_out_leaves_the_log(rehearsal: Any, coordinator: Any) -> None:
    row = scheduling.book(rehearsal).engagement

    scheduling.unbook(row, by=coordinator, reason="改为线上排练")

    assert Booking.objects.count() == 0
    entry = ModelLogEntry.objects.get(action="schedule.unbook")
    assert entry.data["reason"] == "改为线上排练"
    assert entry.data["before"]["title"] == "合成排练"
    assert entry.user == coordinator


def test_a_stale_form_is_told_what_happened(rehearsal: Any, coordinator: Any) -> None:
    row = scheduling.book(rehearsal).engagement
    scheduling.rebook(row, replace(rehearsal, note="改带一套"), by=coordinator)

    for act in (
        lambda: scheduling.rebook(row, rehearsal, version=row.version),
        lambda: scheduling.unbook(row, version=row.version),
    ):
        with pytest.raises(scheduling.StaleWrite) as caught:
            act()
        assert [one.action for one in caught.value.since] == ["schedule.rebook"]


def test_each_act_writes_one_entry(rehearsal: Any) -> None:
    row = scheduling.book(rehearsal).engagement
    scheduling.rebook(row, replace(rehearsal, title="连排"))
    scheduling.unbook(row)

    actions = ModelLogEntry.objects.order_by("timestamp", "pk")
    assert list(actions.values_list("action", flat=True)) == [
        "schedule.book",
        "schedule.rebook",
        "schedule.unbook",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"takes": ()}, "takes"),
        ({"kind": "party"}, "kind"),
        ({"ends_at": AFTERNOON}, "ends_at"),
        ({"ends_at": AFTERNOON + timedelta(days=121)}, "ends_at"),
        ({"starts_at": T_ZERO - timedelta(days=9000)}, "ends_at"),
        ({"venue": None}, "venue"),
        ({"kind": "transfer"}, "from_venue"),
    ],
)
def test_senseless_facts_are_refused_at_the_field(
    rehearsal: Any, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(scheduling.Refused) as caught:
        scheduling.book(replace(rehearsal, **changes))
    assert caught.value.field == field


class TestTransfer:
    @pytest.fixture
    def transfer(
        self, troupe: Any, hinggan_venue: Any, hohhot_venue: Any
    ) -> EngagementFacts:
        """Thirty hours from Ulanhot to Hohhot after the show."""
        starts = T_ZERO + timedelta(hours=3)
        return EngagementFacts(
            kind="transfer",
            starts_at=starts,
            ends_at=starts + timedelta(hours=30),
            takes=(troupe,),
            from_venue=hinggan_venue,
            venue=hohhot_venue,
        )

    def test_it_fits_between_two_shows(
        self, transfer: Any, show: Any, hohhot_venue: Any
    ) -> None:
        scheduling.place(show(), status="confirmed")
        later = show(starts_at=T_ZERO + timedelta(days=2), venue=hohhot_venue)
        scheduling.place(later, status="confirmed")

        assert scheduling.book(transfer).conflicts == ()
        assert sound()

    def test_too_short_a_time_is_told_with_the_arithmetic(self, transfer: Any) -> None:
        hurried = replace(transfer, ends_at=transfer.starts_at + timedelta(hours=6))

        with pytest.raises(scheduling.ConflictsFound) as caught:
            scheduling.book(hurried)

        (conflict,) = caught.value.conflicts
        assert conflict.rule is Rule.TOO_FAST
        assert conflict.params["hours_there_are"] == 6.0
        assert conflict.params["hours_needed"] > 15
        assert str(conflict.params["km"]) in scheduling.sentence(conflict)
        assert scheduling.book(hurried, accept="连夜换两名司机").engagement.pk
        found = check_conflicts()
        assert (found.warnings, len(found.accepted)) == ((), 1)

    def test_the_road_starts_where_it_arrived(
        self, transfer: Any, show: Any, hinggan_venue: Any
    ) -> None:
        """Back in Ulanhot an hour after arriving in Hohhot is no journey."""
        scheduling.book(transfer)
        back = show(starts_at=transfer.ends_at + timedelta(hours=3))

        with pytest.raises(scheduling.ConflictsFound) as caught:
            scheduling.place(back, status="confirmed")

        (conflict,) = caught.value.conflicts
        assert conflict.rule is Rule.UNREACHABLE
        assert conflict.params["from_place"] == transfer.venue.name

    def test_a_venue_does_not_travel(self, transfer: Any, hinggan_venue: Any) -> None:
        with pytest.raises(scheduling.Refused) as caught:
            scheduling.book(replace(transfer, takes=(hinggan_venue,)))
        assert caught.value.field == "takes"


class TestRights:
    def test_a_troupe_books_its_own_people_and_a_hall(
        self, rehearsal: Any, troupe_editor: Any, hohhot_venue: Any
    ) -> None:
        facts = replace(rehearsal, takes=(*rehearsal.takes, hohhot_venue))
        assert scheduling.book(facts, by=troupe_editor).engagement.pk

    def test_never_a_hall_alone_nor_another_troupe(
        self, rehearsal: Any, troupe_editor: Any, other_troupe: Any, hinggan_venue: Any
    ) -> None:
        for takes in ((hinggan_venue,), (other_troupe,), (factories.truck(),)):
            with pytest.raises(scheduling.Refused) as caught:
                scheduling.book(replace(rehearsal, takes=takes), by=troupe_editor)
            assert caught.value.field == "takes"

    def test_a_venues_contact_closes_the_own_venue_only(
        self, blackout: Any, venue_contact: Any, hohhot_venue: Any, troupe: Any
    ) -> None:
        row = scheduling.book(blackout, by=venue_contact).engagement
        scheduling.rebook(row, replace(blackout, title="消防检查"), by=venue_contact)
        scheduling.unbook(row, by=venue_contact)
        for takes in ((hohhot_venue,), (troupe,)):
            with pytest.raises(scheduling.Refused):
                scheduling.book(replace(blackout, takes=takes), by=venue_contact)
        rehearsed = replace(blackout, kind="rehearsal", venue=blackout.takes[0])
        with pytest.raises(scheduling.Refused):
            scheduling.book(rehearsed, by=venue_contact)

    def test_a_troupe_cannot_close_a_venue(
        self, blackout: Any, troupe: Any, troupe_leader: Any
    ) -> None:
        facts = replace(blackout, takes=(*blackout.takes, troupe))
        with pytest.raises(scheduling.Refused):
            scheduling.book(facts, by=troupe_leader)

    @pytest.mark.parametrize(
        "role",
        [
            "other_troupe_editor",
            "troupe_member",
            "page_editor",
            "outsider",
            "venue_contact",
        ],
    )
    def test_strangers_change_nothing(
        self, rehearsal: Any, role: str, request: Any
    ) -> None:
        row = scheduling.book(rehearsal).engagement
        stranger = request.getfixturevalue(role)
        with pytest.raises(scheduling.NotAllowed):
            scheduling.rebook(row, replace(rehearsal, title="x"), by=stranger)
        with pytest.raises(scheduling.NotAllowed):
            scheduling.unbook(row, by=stranger)

    def test_warnings_are_the_coordinators_to_accept(
        self, rehearsal: Any, show: Any, troupe_editor: Any, hinggan_coordinator: Any
    ) -> None:
        scheduling.place(show(starts_at=AFTERNOON), status="hold")
        with pytest.raises(scheduling.NotAllowed):
            scheduling.book(rehearsal, by=troupe_editor, accept="已商量")
        assert scheduling.book(
            rehearsal, by=hinggan_coordinator, accept="已商量"
        ).engagement.pk


def test_the_check_finds_bookings_that_are_not_what_it_takes(rehearsal: Any) -> None:
    row = scheduling.book(rehearsal).engagement
    with gate.opened():
        row.bookings.first().delete()
    assert check_conflicts().astray == (row,)


def test_a_merged_venue_takes_its_rehearsals_along(
    rehearsal: Any, blackout: Any, show: Any
) -> None:
    into = factories.venue("152201", name="乌兰浩特剧场")
    row = scheduling.book(rehearsal).engagement
    merge_venues(rehearsal.venue, into=into)

    row.refresh_from_db()
    assert row.venue == into
    assert Resource.objects.get(venue=into).bookings.count() == 1
    assert sound()


def test_a_warning_belongs_to_the_severity_words(rehearsal: Any, show: Any) -> None:
    scheduling.place(show(starts_at=AFTERNOON), status="hold")
    found = scheduling.check_engagement(rehearsal)
    assert {c.severity for c in found} == {Severity.WARN}
    assert all("草原新歌" in scheduling.sentence(c) for c in found)

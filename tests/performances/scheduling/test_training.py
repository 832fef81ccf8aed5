"""Training takes its troupes' time, moves and leaves with it, and is counted once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.models import (
    Booking,
    Engagement,
    Taught,
    TrainingSession,
)
from performances.scheduling import (
    ConflictsFound,
    NotAllowed,
    Refused,
    StaleWrite,
    engagement_facts_of,
    rebook,
    unbook,
)
from performances.scheduling.advisers import PairingFacts, revise_adviser
from performances.scheduling.merge_venues import merge_venues
from performances.scheduling.training import (
    cancel_training,
    plan_training,
    revise_training,
)
from performances.scheduling.training_facts import (
    AttendingFacts,
    TeacherFacts,
    training_facts_of,
)
from performances.scheduling.training_report import (
    AttendanceFacts,
    report_training,
    return_training,
    review_training,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any) -> Any:
    return frozen_clock


def booked(session: TrainingSession) -> set[str]:
    rows = Booking.objects.filter(engagement=session.engagement_id)
    return {row.resource.key for row in rows.select_related("resource")}


def test_a_session_takes_troupes_teachers_and_the_hall(
    troupe: Any, hinggan_venue: Any
) -> None:
    member = factories.person(troupe)
    adviser = factories.adviser("乌云", known_for="声乐")
    work = factories.work(troupe)
    row = factories.training(
        troupe,
        venue=hinggan_venue,
        teachers=(TeacherFacts(member=member), TeacherFacts(adviser=adviser)),
        works=(work,),
    )
    keys = {f"troupe:{troupe.pk}", f"venue:{hinggan_venue.pk}", f"member:{member.pk}"}
    assert booked(row) == keys
    entry = row.engagement
    assert (entry.kind, entry.title) == (Engagement.Kind.TRAINING, row.title)
    assert row.region == hinggan_venue.region
    assert [str(one) for one in row.teachers.all()] == [member.name, "乌云"]
    assert [part.work for part in row.work_parts.all()] == [work]
    found = scheduling.check_conflicts()
    assert (found.blocks, found.astray) == ((), ())


def test_a_show_and_a_training_never_meet(
    troupe: Any, other_troupe: Any, hinggan_venue: Any
) -> None:
    show = factories.performance(troupes=(troupe,), venue=hinggan_venue)
    with pytest.raises(ConflictsFound) as refused:
        factories.training(troupe, starts_at=show.starts_at)
    assert refused.value.blocked
    assert TrainingSession.objects.count() == Engagement.objects.count() == 0

    factories.training(other_troupe, starts_at=show.starts_at)
    with pytest.raises(ConflictsFound):
        factories.performance(troupes=(other_troupe,), starts_at=show.starts_at)


def test_a_changed_session_moves_its_time_and_keeps_who_was_counted(
    troupe: Any, other_troupe: Any, frozen_clock: Any
) -> None:
    row = factories.training(troupe, other_troupe)
    frozen_clock.set(row.ends_at)
    row = report_training(row, AttendanceFacts(people={troupe: 12, other_troupe: 5}))
    facts = training_facts_of(row)
    assert revise_training(row, facts).changed is False

    later = replace(facts, ends_at=facts.ends_at + timedelta(hours=1), title="加课")
    done = revise_training(row, later, version=row.version).session
    entry = Engagement.objects.get(training=done)
    assert (entry.ends_at, entry.title) == (later.ends_at, "加课")
    assert [part.attended for part in done.troupe_parts.all()] == [12, 5]
    assert done.state == TrainingSession.State.REPORTED
    with pytest.raises(StaleWrite):
        revise_training(row, replace(later, hours=4), version=row.version)

    third = factories.troupe("152201")
    wider = replace(later, troupes=(*later.troupes, AttendingFacts(third, 3)))
    assert revise_training(done, wider).session.state == TrainingSession.State.PLANNED


def test_moving_the_entry_moves_the_session_and_nothing_else_parts_them(
    troupe: Any, other_troupe: Any
) -> None:
    row = factories.training(troupe)
    entry = Engagement.objects.for_rows().get(training=row)
    facts = engagement_facts_of(entry)
    day = timedelta(days=1)
    rebook(
        entry,
        replace(facts, starts_at=facts.starts_at + day, ends_at=facts.ends_at + day),
    )
    moved = TrainingSession.objects.get()
    assert moved.starts_at == row.starts_at + day
    assert moved.version == row.version + 1

    for changes, field in (
        ({"takes": (other_troupe,)}, "takes"),
        ({"takes": (troupe, other_troupe)}, "takes"),
        ({"kind": "rehearsal"}, "kind"),
    ):
        with pytest.raises(Refused) as refused:
            rebook(entry, replace(facts, **changes))
        assert refused.value.field == field
    with pytest.raises(Refused):
        unbook(entry)
    assert booked(moved) == {f"troupe:{troupe.pk}"}


def test_a_cancelled_session_frees_its_time_and_stays(
    troupe: Any, hinggan_venue: Any
) -> None:
    row = factories.training(troupe, venue=hinggan_venue)
    with pytest.raises(Refused):
        cancel_training(row, reason=" ")
    gone = cancel_training(row, reason="老师来不了")
    assert (gone.state, gone.engagement) == (TrainingSession.State.CANCELLED, None)
    assert Engagement.objects.count() == Booking.objects.count() == 0
    assert factories.training(troupe, venue=hinggan_venue).pk != row.pk
    for act in (
        lambda: cancel_training(gone, reason="再次"),
        lambda: revise_training(gone, training_facts_of(gone)),
        lambda: report_training(gone, AttendanceFacts(people={troupe: 3})),
    ):
        with pytest.raises(Refused):
            act()
    found = scheduling.check_conflicts()
    assert (found.blocks, found.astray) == ((), ())


def test_what_is_over_is_entered_softly(troupe: Any, frozen_clock: Any) -> None:
    show = factories.performance(troupes=(troupe,))
    frozen_clock.set(show.ends_at + timedelta(days=1))
    row = factories.training(troupe, starts_at=show.starts_at)
    assert row.engagement.firm is False
    assert list(TrainingSession.objects.missing(frozen_clock.now)) == [row]


def test_who_was_there_is_said_reviewed_and_sent_back(
    troupe: Any,
    other_troupe: Any,
    troupe_leader: Any,
    troupe_member: Any,
    other_troupe_editor: Any,
    hinggan_coordinator: Any,
    frozen_clock: Any,
) -> None:
    row = factories.training(troupe, other_troupe)
    with pytest.raises(Refused):
        report_training(row, AttendanceFacts(people={troupe: 9}))
    frozen_clock.set(row.ends_at)
    with pytest.raises(NotAllowed):
        report_training(row, AttendanceFacts(people={troupe: 9}), by=troupe_member)
    with pytest.raises(Refused):
        report_training(
            row, AttendanceFacts(people={other_troupe: 9}), by=troupe_leader
        )
    half = report_training(row, AttendanceFacts(people={troupe: 9}), by=troupe_leader)
    assert half.state == TrainingSession.State.PLANNED
    whole = report_training(
        half,
        AttendanceFacts(people={other_troupe: 4}, other_people=6, hours=3),
        by=other_troupe_editor,
        version=half.version,
    )
    assert (whole.state, whole.people, whole.hours) == ("reported", 19, 3)
    with pytest.raises(NotAllowed):
        review_training(whole, by=troupe_leader)
    # The first troupe's banner is where it is held, so its league reviews.
    back = return_training(whole, by=hinggan_coordinator, reason="缺签到表")
    assert (back.state, back.review_note) == ("returned", "缺签到表")
    again = report_training(back, AttendanceFacts(people={troupe: 10}))
    assert (again.state, again.review_note) == ("reported", "")
    reviewed = review_training(again, by=hinggan_coordinator)
    assert reviewed.state == "reviewed"
    with pytest.raises(Refused):
        report_training(reviewed, AttendanceFacts(people={troupe: 11}))


@pytest.mark.parametrize("count", [-1, 10_000])
def test_numbers_nobody_can_have_counted(
    troupe: Any, frozen_clock: Any, count: int
) -> None:
    row = factories.training(troupe)
    frozen_clock.set(row.ends_at)
    with pytest.raises(Refused) as refused:
        report_training(row, AttendanceFacts(people={troupe: count}))
    assert refused.value.field == f"troupe_{troupe.pk}"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "party"}, "kind"),
        ({"troupes": ()}, "troupes"),
        ({"hours": 0}, "hours"),
        ({"teachers": (TeacherFacts(),)}, "teachers"),
        ({"teachers": (TeacherFacts(name="甲"), TeacherFacts(name="甲"))}, "teachers"),
        ({"title": "课\x00"}, "title"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(
    troupe: Any, changes: Any, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        factories.training(troupe, **changes)
    assert refused.value.field == field
    assert Engagement.objects.count() == 0


@pytest.mark.database
def test_sessions_and_people_are_counted_once_above_and_once_for_each(
    troupe: Any, other_troupe: Any, frozen_clock: Any
) -> None:
    first = factories.training(troupe, other_troupe)
    alone = factories.training(troupe, starts_at=first.starts_at + timedelta(days=2))
    off = factories.training(troupe, starts_at=first.starts_at + timedelta(days=3))
    cancel_training(off, reason="下雪")
    frozen_clock.set(alone.ends_at)
    report_training(
        first, AttendanceFacts(people={troupe: 10, other_troupe: 4}, other_people=6)
    )
    rows = TrainingSession.objects.over(frozen_clock.now)
    assert rows.taught() == Taught(sessions=2, people=20)
    assert rows.taught_by_troupe() == {
        troupe.pk: Taught(2, 10),
        other_troupe.pk: Taught(1, 4),
    }
    league = troupe.region.league.path
    assert rows.within(league).taught() == Taught(2, 20)
    assert rows.told().taught().sessions == 1
    assert list(rows.missing(frozen_clock.now)) == [alone]
    assert rows.of_troupes([other_troupe.pk]).get() == first
    day = timedelta(days=1)
    assert rows.begun_in(first.starts_at, first.starts_at + day).get() == first
    assert not rows.begun_in(first.ends_at, first.starts_at + day).exists()


def test_a_merged_venue_takes_its_sessions_along(
    troupe: Any, hinggan_venue: Any
) -> None:
    twice = factories.venue("152222")
    row = factories.training(troupe, venue=twice)
    merge_venues(twice, into=hinggan_venue)
    row.refresh_from_db()
    assert (row.venue, row.region) == (hinggan_venue, hinggan_venue.region)


def test_a_league_pairs_its_own_advisers_with_its_own_troupes(
    troupe: Any, other_troupe: Any, hinggan_coordinator: Any, regions: Any
) -> None:
    since = PairingFacts(troupe, date(2023, 1, 1))
    row = factories.adviser("乌云", region=regions["152200"], pairings=(since,))
    assert [one.troupe for one in row.paired_on(date(2023, 6, 1))] == [troupe]
    facts = factories.AdviserFacts(name="乌云", region=regions["152200"])
    over = replace(
        facts, pairings=(PairingFacts(troupe, since.since, date(2023, 5, 1)),)
    )
    ended = revise_adviser(row, over, by=hinggan_coordinator, version=row.version)
    assert ended.paired_on(date(2023, 6, 1)) == []

    foreign = PairingFacts(other_troupe, since.since)
    for changed, field in (
        (replace(facts, pairings=(foreign,)), "pairings"),
        (replace(facts, pairings=(since, since)), "pairings"),
        (replace(facts, region=regions["150800"]), "region"),
        (replace(facts, name=" "), "name"),
    ):
        with pytest.raises(Refused) as refused:
            revise_adviser(ended, changed, by=hinggan_coordinator)
        assert refused.value.field == field
    everywhere = factories.adviser("其木格")
    with pytest.raises(NotAllowed):
        revise_adviser(everywhere, facts, by=hinggan_coordinator)


def test_a_troupe_plans_what_it_does_alone(
    troupe: Any, other_troupe: Any, troupe_editor: Any, troupe_member: Any
) -> None:
    row = factories.training(troupe, by=troupe_editor)
    facts = training_facts_of(row)
    for by, error in ((troupe_member, NotAllowed), (troupe_editor, Refused)):
        with pytest.raises(error):
            revise_training(
                row,
                replace(facts, troupes=(AttendingFacts(other_troupe),)),
                by=by,
            )
    joint = replace(facts, troupes=(*facts.troupes, AttendingFacts(other_troupe)))
    with pytest.raises(Refused) as refused:
        plan_training(joint, by=troupe_editor)
    assert refused.value.field == "takes"

"""Rights over reports and over logins on phones: a league's end at its border."""

from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from performances import scheduling
from performances.device_policy import DevicePolicy
from performances.models import DeviceLogin, Performance, Record
from performances.record_policy import ACTS, DAYS, RECORDS
from performances.scheduling import ActFacts, DayFacts, NotAllowed, RecordFacts
from tests import factories
from troupes.models import Membership
from ulanmuqi.base import clock, rights

pytestmark = pytest.mark.django_db

VERBS = ("view", "report", "change", "review")


@pytest.fixture
def far_coordinator(regions: Any) -> Any:
    return factories.member(
        "far-coordinator", Membership.Role.COORDINATOR, region=regions["150800"]
    )


@pytest.fixture
def show(frozen_clock: Any, troupe: Any, hinggan_venue: Any) -> Performance:
    row = factories.performance(
        starts_at=factories.evening(1), troupes=(troupe,), venue=hinggan_venue
    )
    frozen_clock.forward(days=2)
    return row


def leave(person: Any) -> None:
    """Since yesterday they serve nowhere."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    Membership.objects.filter(user=person).update(until=today - timedelta(days=1))


def test_reports_are_the_troupes_own_and_its_leagues(
    show: Performance, troupe: Any, troupe_leader: Any, troupe_member: Any,
    hinggan_coordinator: Any, far_coordinator: Any, other_troupe_editor: Any,
) -> None:  # fmt: skip
    told = scheduling.report_show(
        show, RecordFacts(onsite_audience=300), by=troupe_leader,
        day=DayFacts(distance_km=30), acts=[ActFacts(kind="service", title="义诊")],
    )  # fmt: skip
    expected = {
        hinggan_coordinator: set(VERBS),
        troupe_leader: {"view", "report", "change"},
        troupe_member: {"view"},
        far_coordinator: set(),
        other_troupe_editor: set(),
    }
    for person, verbs in expected.items():
        for row, policy in ((told.record, RECORDS), (told.day, DAYS),
                            (told.acts[0], ACTS)):  # fmt: skip
            may = {verb for verb in VERBS if rights.may(person, verb, row)}
            assert may == verbs, (person, row)
            seen = policy.visible(person, type(row).objects.all()).exists()
            assert seen is bool(verbs), (person, row)
        mine = {verb for verb in VERBS if RECORDS.may_of_show(person, verb, show)}
        assert mine == verbs, person
        missing = RECORDS.missing(person, Performance.objects.all())
        assert missing.exists() is bool(verbs), person


def test_another_league_neither_reports_nor_mends_nor_reviews(
    show: Performance, far_coordinator: Any
) -> None:
    with pytest.raises(NotAllowed):
        scheduling.report_show(show, RecordFacts(), by=far_coordinator)
    record = scheduling.report_show(show, RecordFacts(onsite_audience=300)).record
    for act in (
        lambda: scheduling.correct(record, RecordFacts(), by=far_coordinator),
        lambda: scheduling.review_report(record, "reviewed", by=far_coordinator),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Record.objects.get().version == 1


def test_of_a_joint_show_each_league_reviews(
    frozen_clock: Any, troupe: Any, other_troupe: Any, far_coordinator: Any
) -> None:
    show = factories.performance(
        starts_at=factories.evening(1), troupes=(troupe, other_troupe),
        venue=factories.venue("150105"),
    )  # fmt: skip
    frozen_clock.forward(days=2)
    record = scheduling.report_show(show, RecordFacts(onsite_audience=9)).record
    assert scheduling.review_report(record, "reviewed", by=far_coordinator).is_reviewed


def test_a_phone_is_ended_by_its_owner_or_their_own_coordinator(
    frozen_clock: Any, troupe_leader: Any, troupe_member: Any, coordinator: Any,
    hinggan_coordinator: Any, far_coordinator: Any, outsider: Any,
) -> None:  # fmt: skip
    row, _token = scheduling.log_in_device(troupe_leader)
    policy, rows = DevicePolicy(), DeviceLogin.objects.all()
    theirs = {troupe_leader, coordinator, hinggan_coordinator}
    for person in (*theirs, troupe_member, far_coordinator, outsider):
        is_theirs = person in theirs
        assert policy.visible(person, rows).exists() is is_theirs, person
        assert rights.may(person, "end", row) is is_theirs, person
    with pytest.raises(NotAllowed):
        scheduling.end_device(row, by=far_coordinator)
    leave(troupe_leader)
    assert not policy.visible(hinggan_coordinator, rows).exists()
    with pytest.raises(NotAllowed):
        scheduling.end_device(row, by=hinggan_coordinator)
    assert DeviceLogin.objects.get().ended_at is None


def test_every_end_of_a_login_stands_in_the_log(
    frozen_clock: Any, troupe_leader: Any
) -> None:
    def told() -> list[str]:
        ends = ModelLogEntry.objects.filter(action="schedule.device_end")
        return [entry.data["reason"] for entry in ends.order_by("pk")]

    token = [scheduling.log_in_device(troupe_leader)[1] for _number in range(11)][-1]
    assert told() == [""]  # the one seen longest ago gave way
    troupe_leader.set_password("another-2024")
    troupe_leader.save()
    assert scheduling.open_device(token) is None
    assert scheduling.open_device(token) is None
    assert told()[1:] == ["改了密码"]
    troupe_leader.is_active = False
    troupe_leader.save()
    assert told()[2:] == ["账号停用"] * 9
    assert not DeviceLogin.objects.standing().exists()

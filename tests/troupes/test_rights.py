"""Who may do what to regions, venues, troupes, works and memberships."""

from datetime import date

import pytest

from tests import factories
from troupes.models import Membership
from troupes.rights import scope_of
from ulanmuqi.base import rights

pytestmark = pytest.mark.django_db


def _may(people, verb, row):
    return {person.username for person in people if rights.may(person, verb, row)}


@pytest.fixture
def cast(
    coordinator, hinggan_coordinator, page_editor, troupe_leader, troupe_editor,
    other_troupe_editor, troupe_member, venue_contact, outsider,
):  # fmt: skip
    return [
        coordinator, hinggan_coordinator, page_editor, troupe_leader, troupe_editor,
        other_troupe_editor, troupe_member, venue_contact, outsider,
    ]  # fmt: skip


def test_who_is_inside(cast):
    assert {p.username for p in cast if not scope_of(p).is_inside} == {"outsider"}


def test_a_troupe_is_changed_by_itself_and_its_coordinators(cast, troupe):
    assert _may(cast, "change", troupe) == {
        "coordinator", "hinggan-coordinator", "troupe-leader", "troupe-editor",
    }  # fmt: skip
    assert _may(cast, "delete", troupe) == {"coordinator", "hinggan-coordinator"}


def test_a_troupe_does_not_choose_its_league(cast, troupe, regions):
    troupe.region = regions["150824"]

    assert _may(cast, "change", troupe) == {"coordinator"}


def test_a_troupe_is_seen_by_those_who_plan_and_those_who_are_in_it(cast, troupe):
    seen_by = {
        person.username
        for person in cast
        if rights.policy_for(type(troupe))
        .visible(person, type(troupe).objects.all())
        .filter(pk=troupe.pk)
        .exists()
    }
    assert seen_by == {p.username for p in cast} - {"other-editor", "outsider"}
    assert _may(cast, "view", troupe) == seen_by


def test_a_venue_is_kept_by_the_coordinators_of_its_region(
    cast, hinggan_venue, bayannur_venue
):
    assert _may(cast, "change", hinggan_venue) == {
        "coordinator", "hinggan-coordinator"
    }  # fmt: skip
    assert _may(cast, "change", bayannur_venue) == {"coordinator"}


def test_a_work_is_kept_by_all_its_troupes_together(cast, troupe, other_troupe):
    own = factories.work(troupe)
    joint = factories.work(troupe, other_troupe)

    assert _may(cast, "change", own) == {
        "coordinator", "hinggan-coordinator", "troupe-leader", "troupe-editor",
    }  # fmt: skip
    assert _may(cast, "change", joint) == {"coordinator"}


def test_coordinators_appoint_within_their_regions_only(
    cast, troupe, other_troupe, regions, outsider
):
    role = Membership.Role
    here = Membership(user=outsider, role=role.TROUPE_EDITOR, troupe=troupe)
    there = Membership(user=outsider, role=role.TROUPE_EDITOR, troupe=other_troupe)
    everywhere = Membership(user=outsider, role=role.COORDINATOR)

    assert _may(cast, "add", here) == {"coordinator", "hinggan-coordinator"}
    assert _may(cast, "add", there) == {"coordinator"}
    assert _may(cast, "add", everywhere) == {"coordinator"}


def test_nobody_appoints_themselves(hinggan_coordinator, coordinator, troupe, regions):
    own = hinggan_coordinator.memberships.get()
    more = Membership(
        user=hinggan_coordinator, role=Membership.Role.TROUPE_LEADER, troupe=troupe
    )

    assert rights.may(hinggan_coordinator, "view", own)
    assert not rights.may(hinggan_coordinator, "change", own)
    assert not rights.may(hinggan_coordinator, "add", more)
    assert rights.may(coordinator, "change", own)


def test_rights_begin_and_end_with_the_day_in_shanghai(troupe, frozen_clock):
    person = factories.member(
        "guest", Membership.Role.TROUPE_EDITOR, troupe=troupe,
        since=date(2023, 11, 2), until=date(2023, 11, 3),
    )  # fmt: skip

    def may_write():
        person.__dict__.pop("_schedule_scope", None)
        return rights.may(person, "change", troupe)

    days = []
    for hours in (0, 24, 48, 72):
        frozen_clock.set(frozen_clock.now.replace(day=1, hour=15, minute=59))
        frozen_clock.forward(hours=hours)
        days.append(may_write())
    assert days == [False, True, True, False]


def test_an_inactive_user_has_no_rights(coordinator, troupe):
    coordinator.is_active = False
    assert not rights.may(coordinator, "view", troupe)

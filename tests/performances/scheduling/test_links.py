"""Secret links: shown once, never stored, closed for good."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from performances.models import AccessLink
from performances.models.gate import GateShut
from performances.policy import LinkPolicy
from performances.scheduling import (
    NotAllowed,
    Refused,
    StaleWrite,
    issue_link,
    note_use,
    open_link,
    reset_link,
    revoke_link,
)
from performances.scheduling.links import MOST_LINKS
from performances.scheduling.merge_venues import merge_venues
from tests import factories
from troupes.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _stopped(frozen_clock):
    """Everything here happens on 1 November 2023."""


@pytest.fixture
def issued(hinggan_venue, coordinator):
    return issue_link("venue", hinggan_venue, by=coordinator, label="王站长")


def stored_text():
    """Every word in every row of the links and of the log."""
    words = []
    for model in (AccessLink, ModelLogEntry):
        for row in model.objects.all():
            words += [str(getattr(row, f.attname)) for f in model._meta.concrete_fields]
    return " ".join(words)


def test_a_token_opens_its_link_and_is_stored_nowhere(issued, hinggan_venue):
    link, token = issued

    assert open_link(token, "venue") == link
    assert len(token) == 32
    assert link.venue == hinggan_venue
    assert token not in stored_text()
    assert link.token_hash in stored_text()
    assert link.hint == token[-4:]
    assert str(link) == f"王站长 …{token[-4:]}"


def test_tokens_are_never_alike(hinggan_venue):
    tokens = {issue_link("venue", hinggan_venue)[1] for _index in range(MOST_LINKS)}
    assert len(tokens) == MOST_LINKS


def test_a_token_is_found_in_one_query(issued):
    _link, token = issued
    with CaptureQueriesContext(connection) as queries:
        found = open_link(token, "venue")
        assert found.venue.region.league is not None
    assert len(queries) == 1


@pytest.mark.parametrize(
    "odd", ["", "x", "a" * 65, "a" * 10_000, "王" * 30, "a" * 31 + "\x00", "../" * 9]
)
def test_what_is_no_token_is_not_looked_up(odd):
    with CaptureQueriesContext(connection) as queries:
        assert open_link(odd, "venue") is None
    assert len(queries) == 0


def test_a_wrong_token_or_kind_opens_nothing(issued):
    _link, token = issued
    assert open_link(token[:-1] + ("A" if token[-1] != "A" else "B"), "venue") is None
    assert open_link(token, "site") is None


def test_a_closed_link_stays_closed(issued, coordinator, frozen_clock):
    link, token = issued
    closed = revoke_link(link, by=coordinator, reason="换了站长")

    assert open_link(token, "venue") is None
    assert (closed.revoked_at, closed.revoked_by) == (frozen_clock.now, coordinator)
    with pytest.raises(Refused):
        revoke_link(link, by=coordinator)
    with pytest.raises(Refused):
        reset_link(link, by=coordinator)


def test_a_link_runs_out_at_its_hour(hinggan_venue, frozen_clock):
    ends = frozen_clock.now + timedelta(hours=2)
    _link, token = issue_link("venue", hinggan_venue, expires_at=ends)

    assert open_link(token, "venue") is not None
    frozen_clock.set(ends)
    assert open_link(token, "venue") is None


def test_resetting_closes_the_old_address_and_keeps_the_rest(issued, coordinator):
    old, old_token = issued
    new, token = reset_link(old, by=coordinator)

    assert open_link(old_token, "venue") is None
    assert open_link(token, "venue") == new
    assert (new.label, new.venue) == (old.label, old.venue)


def test_a_form_sent_twice_issues_one_link(hinggan_venue, coordinator):
    issue_link("venue", hinggan_venue, by=coordinator, live=0)
    with pytest.raises(StaleWrite):
        issue_link("venue", hinggan_venue, by=coordinator, live=0)
    assert AccessLink.objects.count() == 1


def test_a_venue_has_so_many_links_and_no_more(hinggan_venue):
    links = [issue_link("venue", hinggan_venue)[0] for _index in range(MOST_LINKS)]
    with pytest.raises(Refused):
        issue_link("venue", hinggan_venue)
    revoke_link(links[0])
    issue_link("venue", hinggan_venue)


@pytest.mark.parametrize(
    ("who", "acts"),
    [
        ("coordinator", {"issue", "revoke", "reset"}),
        ("hinggan_coordinator", {"issue", "revoke", "reset"}),
        ("venue_contact", {"reset"}),
        ("page_editor", set()),
        ("troupe_leader", set()),
        ("troupe_member", set()),
        ("other_troupe_editor", set()),
        ("outsider", set()),
    ],
)
def test_who_may_keep_a_venues_links(who, acts, request, hinggan_venue):
    person = request.getfixturevalue(who)
    runs = {
        "issue": lambda: issue_link("venue", hinggan_venue, by=person),
        "revoke": lambda: revoke_link(issue_link("venue", hinggan_venue)[0], by=person),
        "reset": lambda: reset_link(issue_link("venue", hinggan_venue)[0], by=person),
    }
    may = set()
    for act, run in runs.items():
        with suppress(NotAllowed):
            run()
            may.add(act)
    assert may == acts


def test_a_coordinator_keeps_no_links_in_another_league(hinggan_coordinator):
    with pytest.raises(NotAllowed):
        issue_link("venue", factories.venue("150802"), by=hinggan_coordinator)


def test_a_membership_that_ended_resets_nothing(issued, hinggan_venue, frozen_clock):
    yesterday = frozen_clock.now.date() - timedelta(days=1)
    gone = factories.member(
        "gone", Membership.Role.VENUE, venue=hinggan_venue, until=yesterday
    )
    with pytest.raises(NotAllowed):
        reset_link(issued[0], by=gone)


@pytest.fixture
def three_openings(hinggan_venue, hohhot_venue, bayannur_venue):
    showcase = factories.showcase([hinggan_venue, hohhot_venue, bayannur_venue])
    return {row.venue: row for row in showcase.performances.select_related("region")}


def test_an_openings_link_is_for_those_who_coordinate_its_city(
    three_openings, coordinator, hinggan_coordinator, hinggan_venue, hohhot_venue
):
    away, home = three_openings[hohhot_venue], three_openings[hinggan_venue]
    foreign, token = issue_link("site", away, by=coordinator, label="舞台监督")
    assert open_link(token, "site").performance == away
    assert open_link(token, "venue") is None

    own, _token = issue_link("site", home, by=hinggan_coordinator)
    fresh, _token = reset_link(own, by=hinggan_coordinator)
    for refused in (
        lambda: issue_link("site", away, by=hinggan_coordinator),
        lambda: reset_link(foreign, by=hinggan_coordinator),
        lambda: revoke_link(foreign, by=hinggan_coordinator),
    ):
        with pytest.raises(NotAllowed):
            refused()
    revoke_link(fresh, by=hinggan_coordinator)
    seen = LinkPolicy().visible(hinggan_coordinator, AccessLink.objects.all())
    assert set(seen) == {own, fresh}


@pytest.mark.parametrize(
    "who",
    ["troupe_leader", "troupe_editor", "troupe_member", "venue_contact", "page_editor",
     "outsider"],
)  # fmt: skip
def test_nobody_else_keeps_an_openings_link(
    who, three_openings, hinggan_venue, request
):
    with pytest.raises(NotAllowed):
        issue_link(
            "site", three_openings[hinggan_venue], by=request.getfixturevalue(who)
        )


def test_a_coordinator_whose_time_is_over_keeps_none(
    three_openings, hinggan_venue, regions, frozen_clock
):
    yesterday = frozen_clock.now.date() - timedelta(days=1)
    gone = factories.member(
        "gone", Membership.Role.COORDINATOR, region=regions["152200"], until=yesterday
    )
    with pytest.raises(NotAllowed):
        issue_link("site", three_openings[hinggan_venue], by=gone)


def test_every_act_is_in_the_venues_log(issued, coordinator, hinggan_venue):
    link, _token = issued
    fresh, _new = reset_link(link, by=coordinator)
    revoke_link(fresh, by=coordinator, reason="换了站长")

    log = ModelLogEntry.objects.for_instance(hinggan_venue).order_by("pk")
    acts = [entry.action for entry in log]
    assert acts == [
        "schedule.link_issue", "schedule.link_reset", "schedule.link_revoke",
    ]  # fmt: skip
    assert log[2].data["reason"] == "换了站长"
    assert {entry.user for entry in log} == {coordinator}


def test_use_is_written_every_few_minutes_at_most(issued, frozen_clock):
    link, token = issued
    first = frozen_clock.now
    note_use(link)
    frozen_clock.forward(minutes=4)
    with CaptureQueriesContext(connection) as queries:
        note_use(open_link(token, "venue"))
    assert len(queries) == 1
    assert AccessLink.objects.get().last_used_at == first

    last = frozen_clock.forward(minutes=1)
    note_use(open_link(token, "venue"))
    assert AccessLink.objects.get().last_used_at == last


def test_links_follow_a_merged_venue(issued, coordinator, hinggan_venue):
    _link, token = issued
    other = factories.venue("152201")
    merge_venues(hinggan_venue, into=other, by=coordinator)
    assert open_link(token, "venue").venue == other


def test_only_scheduling_writes_links(issued):
    with pytest.raises(GateShut):
        AccessLink.objects.update(revoked_at=None)
    with pytest.raises(GateShut):
        issued[0].save()

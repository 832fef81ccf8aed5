"""Whose private calendar shows what: fixed on the server, by the rights of today."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from performances import scheduling
from performances.scheduling.merge_venues import merge_venues
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import events, titles
from troupes.models import Membership
from ulanmuqi.base import clock

pytestmark = pytest.mark.database


@pytest.fixture
def season(planned, other_troupe, bayannur_venue, hohhot_venue, troupe):
    """One show at home, one of strangers, one of the troupe away from home."""
    planned(title="在家", load_in_minutes=0, strike_minutes=0)
    planned(
        title="外人", troupes=(other_troupe,), venue=bayannur_venue,
        load_in_minutes=0, strike_minutes=0,
    )  # fmt: skip
    planned(
        title="外出", venue=hohhot_venue, starts_at=CURTAIN + timedelta(days=2),
        load_in_minutes=0, strike_minutes=0, status=Status.HOLD,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("troupe", {"在家", "〔备选〕外出"}),
        ("other_troupe", {"外人"}),
        ("hinggan_venue", {"在家"}),
        ("hohhot_venue", {"〔备选〕外出"}),
        ("152200", {"在家", "〔备选〕外出"}),
        ("150100", {"〔备选〕外出"}),
        ("150800", {"外人"}),
        ("150000", {"在家", "外人", "〔备选〕外出"}),
    ],
)
def test_a_scope_holds_its_own_and_nothing_else(
    subscribe, season, request, regions, target, expected
):
    row = regions.get(target) or request.getfixturevalue(target)
    phone = subscribe(row)
    assert set(titles(phone.raw)) == expected
    wider = phone.fetch("?troupe=all&scope=region&holds=1&past=all")
    assert set(titles(wider.content)) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("coordinator", {"在家", "外人", "〔备选〕外出"}),
        ("hinggan_coordinator", {"在家", "〔备选〕外出"}),
        ("troupe_editor", {"在家", "〔备选〕外出"}),
        ("troupe_member", {"在家", "〔备选〕外出"}),
        ("other_troupe_editor", {"外人"}),
        ("venue_contact", {"在家"}),
    ],
)
def test_a_persons_holds_what_their_memberships_show(
    subscribe, season, request, role, expected
):
    phone = subscribe(by=request.getfixturevalue(role))
    assert set(titles(phone.raw)) == expected


class TestMemberships:
    def test_it_ends_with_the_last_day_of_the_last_one(
        self, subscribe, season, troupe_editor, frozen_clock
    ):
        phone = subscribe(by=troupe_editor)
        today = clock.now().astimezone(clock.SHANGHAI).date()
        membership = troupe_editor.memberships.get()
        membership.until = today
        membership.save()
        assert phone.get().status_code == 200
        frozen_clock.set(clock.next_midnight(clock.now()))
        assert phone.get().status_code == 404

    @pytest.mark.parametrize("way", ["deleted", "inactive", "queryset"])
    def test_it_ends_however_the_right_ends(
        self, subscribe, season, troupe_editor, way
    ):
        phone = subscribe(by=troupe_editor)
        if way == "deleted":
            troupe_editor.memberships.get().delete()
        elif way == "queryset":
            Membership.objects.filter(user=troupe_editor).delete()
        else:
            troupe_editor.is_active = False
            troupe_editor.save()
        assert phone.get().status_code == 404

    def test_another_membership_shows_more_and_raises_last_modified(
        self, subscribe, season, troupe_editor, other_troupe, later
    ):
        phone = subscribe(by=troupe_editor)
        before = phone.fetch()
        later()
        more = troupe_editor.memberships.create(role="member", troupe=other_troupe)
        gained = phone.fetch()
        assert "外人" in titles(gained.content)
        assert gained["Last-Modified"] > before["Last-Modified"]
        later()
        more.delete()
        lost = phone.fetch()
        assert "外人" not in titles(lost.content)
        assert lost["Last-Modified"] > gained["Last-Modified"]

    def test_one_that_begins_with_a_day_raises_it_at_midnight(
        self, subscribe, season, troupe_editor, other_troupe, frozen_clock
    ):
        phone = subscribe(by=troupe_editor)
        tomorrow = clock.now().astimezone(clock.SHANGHAI).date() + timedelta(days=1)
        troupe_editor.memberships.create(
            role="member", troupe=other_troupe, since=tomorrow
        )
        before = phone.fetch()
        assert "外人" not in titles(before.content)
        frozen_clock.set(clock.next_midnight(clock.now()))
        after = phone.fetch()
        assert "外人" in titles(after.content)
        assert after["Last-Modified"] > before["Last-Modified"]

    def test_logging_in_changes_nothing(self, subscribe, season, troupe_editor, later):
        phone = subscribe(by=troupe_editor)
        before = phone.fetch()
        later()
        user = get_user_model().objects.get(pk=troupe_editor.pk)
        user.last_login = clock.now()
        user.save(update_fields=["last_login"])
        troupe_editor.memberships.get().save()
        assert phone.fetch()["Last-Modified"] == before["Last-Modified"]

    def test_a_troupes_made_by_its_editor_ends_with_the_editors_post(
        self, subscribe, season, troupe, troupe_editor, coordinator
    ):
        of_editor = subscribe(troupe, by=troupe_editor)
        of_coordinator = subscribe(troupe, by=coordinator)
        for user in (troupe_editor, coordinator):
            user.memberships.get().delete()
        assert of_editor.get().status_code == 404
        # Made for others: it does not go with whoever made it.
        assert of_coordinator.get().status_code == 200


class TestPrivatePlaces:
    """A school nobody outside may find: 隐名小学礼堂."""

    @pytest.fixture
    def hidden_show(self, planned, private_venue):
        return planned(venue=private_venue)

    def places(self, phone):
        return {str(event["LOCATION"]) for event in events(phone.raw)}

    def test_the_venue_and_its_troupe_read_it_in_full(
        self, subscribe, hidden_show, troupe, private_venue, troupe_member
    ):
        for phone in (
            subscribe(troupe), subscribe(private_venue), subscribe(by=troupe_member),
        ):  # fmt: skip
            assert all(
                "隐名小学礼堂，隐名路9号" in place for place in self.places(phone)
            )
            assert all("GEO" in event for event in events(phone.raw))

    def test_everybody_else_reads_its_banner(
        self, subscribe, hidden_show, regions, coordinator, hinggan_coordinator, fetch
    ):
        phones = [
            subscribe(regions["152200"]),
            subscribe(by=coordinator),
            subscribe(by=hinggan_coordinator),
        ]
        for raw in (*(phone.raw for phone in phones), fetch().content):
            assert "隐名".encode() not in raw.replace(b"\r\n ", b"")
            assert b"GEO" not in raw

    def test_a_private_venues_calendar_points_to_no_page_of_its_own(
        self, subscribe, hidden_show, private_venue
    ):
        raw = subscribe(private_venue).raw
        assert f"/venues/{private_venue.code}".encode() not in raw

    def test_it_is_read_in_full_from_the_day_one_joins_with_a_new_stamp(
        self, subscribe, hidden_show, hinggan_coordinator, troupe, later
    ):
        phone = subscribe(by=hinggan_coordinator)
        before = events(phone.raw)
        later()
        hinggan_coordinator.memberships.create(role="member", troupe=troupe)
        after = events(phone.raw)
        assert all("隐名小学礼堂" in str(event["LOCATION"]) for event in after)
        for old, new in zip(before, after, strict=True):
            assert new["LAST-MODIFIED"].dt > old["LAST-MODIFIED"].dt
            assert new["SEQUENCE"] == old["SEQUENCE"]

    def test_made_private_it_is_gone_from_the_leagues(
        self, subscribe, planned, hinggan_venue, regions, later
    ):
        planned()
        phone = subscribe(regions["152200"])
        before = phone.fetch()
        later()
        hinggan_venue.public_precision = "banner"
        hinggan_venue.save()
        after = phone.fetch()
        assert hinggan_venue.name.encode() not in after.content.replace(b"\r\n ", b"")
        assert after["Last-Modified"] > before["Last-Modified"]


def test_a_show_that_moves_away_leaves_the_venue_it_left(
    subscribe, planned, hinggan_venue, hohhot_venue, later
):
    made = planned()
    left, reached = subscribe(hinggan_venue), subscribe(hohhot_venue)
    before = left.fetch()
    (uid,) = {
        str(e["UID"]) for e in events(before.content) if e["SUMMARY"] == "草原新歌"
    }
    later()
    scheduling.move(made, venue=hohhot_venue, accept="测试")

    after = left.fetch()
    assert events(after.content) == []
    assert after["Last-Modified"] > before["Last-Modified"]
    assert uid in {str(event["UID"]) for event in events(reached.raw)}


def test_the_calendar_of_a_merged_venue_goes_on(
    subscribe, planned, hinggan_venue, coordinator
):
    kept = factories.venue("152201")
    planned()
    phone = subscribe(hinggan_venue)
    merge_venues(hinggan_venue, into=kept, by=coordinator)
    assert "草原新歌" in titles(phone.raw)

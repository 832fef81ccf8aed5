"""Rehearsals, transfers and whoever comes along; names that change; what is stored."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from performances import scheduling
from performances.models import PrivateEntry, gate
from performances.scheduling import EngagementFacts
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.private.reading import by_title, revised
from tests.performances.calendars.reading import events, lines, texts, titles, uids

pytestmark = pytest.mark.database


class TestOtherEntries:
    @pytest.fixture
    def rehearsal(self, troupe, hinggan_venue):
        return factories.engagement(
            troupe, hinggan_venue, title="合成", venue=hinggan_venue, note="带服装",
            starts_at=CURTAIN - timedelta(days=2),
        )  # fmt: skip

    def test_a_rehearsal_stands_with_the_troupe_and_the_hall(
        self, subscribe, rehearsal, troupe, hinggan_venue, other_troupe
    ):
        for target in (troupe, hinggan_venue):
            (told,) = events(subscribe(target).raw)
            assert told["SUMMARY"] == "排练：合成"
            assert "说明：带服装" in lines(told)
            assert told["STATUS"] == "CONFIRMED"
        assert events(subscribe(other_troupe).raw) == []

    def test_who_wants_no_technical_entries_gets_none(
        self, subscribe, rehearsal, planned, troupe
    ):
        planned()

        assert titles(subscribe(troupe, technical=False).raw) == ["草原新歌"]

    def test_moved_it_keeps_its_uid_and_counts_up(
        self, subscribe, rehearsal, troupe, later
    ):
        phone = subscribe(troupe)
        (before,) = events(phone.raw)
        later()
        stated = scheduling.engagement_facts_of(
            type(rehearsal).objects.for_rows().get(pk=rehearsal.pk)
        )
        moved = {
            name: getattr(stated, name) for name in EngagementFacts.__dataclass_fields__
        }
        moved["starts_at"] -= timedelta(hours=1)
        scheduling.rebook(rehearsal, EngagementFacts(**moved), accept="测试")

        (after,) = events(phone.raw)
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] == before["SEQUENCE"] + 1

    def test_taken_out_it_leaves_and_last_modified_rises(
        self, subscribe, rehearsal, troupe, later
    ):
        phone = subscribe(troupe)
        before = phone.fetch()
        later()
        scheduling.unbook(rehearsal)

        after = phone.fetch()
        assert events(after.content) == []
        assert after["Last-Modified"] > before["Last-Modified"]

    def test_only_held_it_goes_with_the_holds(self, subscribe, troupe):
        factories.engagement(
            troupe, title="走台", firm=False, starts_at=CURTAIN - timedelta(days=2)
        )

        assert titles(subscribe(troupe).raw) == ["〔备选〕排练：走台"]
        assert titles(subscribe(troupe, holds=False).raw) == []

    def test_a_transfer_says_from_where_to_where(
        self, subscribe, troupe, hohhot_venue, hinggan_venue
    ):
        factories.engagement(
            troupe, kind="transfer", title="", venue=hinggan_venue,
            from_venue=hohhot_venue, starts_at=CURTAIN - timedelta(days=2), minutes=600,
        )  # fmt: skip

        (told,) = events(subscribe(troupe).raw)

        assert told["SUMMARY"] == "转场"
        assert f"路线：{hohhot_venue.name}" in str(told["DESCRIPTION"])


def test_people_who_were_lent_are_told_by_number(
    subscribe, planned, troupe, other_troupe, hinggan_venue
):
    guest = factories.person(other_troupe, name="其其格琴师")
    factories.loan(guest, troupe)
    truck = factories.truck("152222", name="红色舞台车", troupe=troupe)
    planned(along=(truck, guest))

    for target in (troupe, hinggan_venue):
        raw = subscribe(target).raw
        assert "同去：红色舞台车、借调队员1人" in lines(by_title(raw)["装台：草原新歌"])
        assert "其其格琴师".encode() not in raw.replace(b"\r\n ", b"")


def test_a_renamed_truck_is_shown_by_its_new_name(subscribe, planned, troupe, later):
    truck = factories.truck("152222", name="红色舞台车", troupe=troupe)
    planned(along=(truck,))
    phone = subscribe(troupe)
    before = by_title(phone.raw)["装台：草原新歌"]
    later()
    truck.name = "蓝色舞台车"
    truck.save()

    after = by_title(phone.raw)["装台：草原新歌"]
    assert "同去：蓝色舞台车" in lines(after)
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_a_renamed_venue_is_shown_in_holds_and_rehearsals_too(
    subscribe, planned, troupe, hinggan_venue, later
):
    planned(status=Status.HOLD)
    factories.engagement(
        troupe, hinggan_venue, title="合成", venue=hinggan_venue,
        starts_at=CURTAIN - timedelta(days=2),
    )  # fmt: skip
    phone = subscribe(troupe)
    stamp = phone.fetch()["Last-Modified"]
    later()
    hinggan_venue.name = "新名字剧场"
    hinggan_venue.save()

    assert all("新名字剧场" in str(e["LOCATION"]) for e in events(phone.raw))
    assert phone.fetch()["Last-Modified"] > stamp


def test_saving_without_a_difference_changes_nothing(
    subscribe, planned, troupe, hinggan_venue, later
):
    made = planned()
    phone = subscribe(troupe)
    before = phone.fetch()
    later()
    revised(made)
    for row in (troupe, hinggan_venue):
        row.save()

    after = phone.fetch()
    assert after.content == before.content
    assert after["Last-Modified"] == before["Last-Modified"]


def test_what_is_stored_is_what_would_be_rendered(
    subscribe, planned, troupe, private_venue
):
    planned()
    planned(
        status=Status.HOLD, starts_at=CURTAIN + timedelta(days=3), venue=private_venue
    )
    factories.engagement(troupe, title="合成", starts_at=CURTAIN - timedelta(days=2))
    call_command("rebuild_calendars", "--check", stdout=StringIO())
    with gate.opened():
        PrivateEntry.objects.update(text="X:1\r\n")
    out = StringIO()

    with pytest.raises(CommandError, match="3 calendar entries differ"):
        call_command("rebuild_calendars", "--check", stdout=out, stderr=out)
    call_command("rebuild_calendars", stdout=StringIO())
    call_command("rebuild_calendars", "--check", stdout=StringIO())
    assert b"X:1" not in subscribe(troupe).raw


def test_every_event_of_a_feed_has_an_identity_of_its_own(
    subscribe, planned, coordinator
):
    for days in range(3):
        planned(starts_at=CURTAIN + timedelta(days=days))
    phone = subscribe(by=coordinator)

    assert len(uids(phone.raw)) == len(set(uids(phone.raw))) == 9
    assert len(texts(phone.raw)) == 9

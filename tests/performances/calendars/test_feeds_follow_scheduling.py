"""The acts of scheduling, seen by who subscribed to a venue or to the showcase."""

from datetime import datetime, timedelta

import pytest

from performances import scheduling
from performances.calendars import public_stamp
from performances.models import FeedStamp, Performance, Showcase
from performances.scheduling.merge_venues import merge_venues
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import events, only, texts, uids
from ulanmuqi.base import clock

pytestmark = pytest.mark.database


@pytest.fixture
def founding(regions, hohhot_venue, hinggan_venue, bayannur_venue) -> Showcase:
    """The founding showcase in its three cities."""
    return factories.showcase(
        [hohhot_venue, hinggan_venue, bayannur_venue], t_zero=CURTAIN, code="founding"
    )


@pytest.fixture
def cities(founding, fetch, hohhot_venue, hinggan_venue, bayannur_venue):
    """The one entry of each venue's feed."""

    def read():
        return [
            only(fetch(f"/calendars/venues/{venue.code}.ics").content)
            for venue in (hohhot_venue, hinggan_venue, bayannur_venue)
        ]

    return read


def starts(entries) -> list[datetime]:
    return [entry["DTSTART"].dt for entry in entries]


def test_delaying_t_zero_moves_all_three_under_their_uids(founding, cities, fetch):
    before = cities()

    scheduling.delay_showcase(founding, minutes=30, reason="线路检修")

    after = cities()
    assert starts(after) == [CURTAIN + timedelta(minutes=30)] * 3
    assert [e["UID"] for e in after] == [e["UID"] for e in before]
    assert [e["SEQUENCE"] for e in after] == [e["SEQUENCE"] + 1 for e in before]
    together = fetch("/calendars/showcases/founding.ics").content
    assert set(starts(events(together))) == {CURTAIN + timedelta(minutes=30)}


def test_one_city_late_and_one_cancelled_leave_the_third_untouched(
    founding, cities, fetch, hohhot_venue, hinggan_venue, bayannur_venue
):
    openings = {show.venue: show for show in founding.performances.all()}
    quiet = texts(fetch(f"/calendars/venues/{bayannur_venue.code}.ics").content)

    scheduling.open_late(
        openings[hohhot_venue],
        starts_at=CURTAIN + timedelta(minutes=45),
        reason="观众入场慢",
        decided_by="演出指挥部",
    )
    scheduling.drop_opening(
        openings[hinggan_venue], reason="大雪", decided_by="演出指挥部"
    )

    late, cancelled, untouched = cities()
    assert late["SUMMARY"].startswith("〔推迟〕")
    assert starts([late]) == [CURTAIN + timedelta(minutes=45)]
    assert late["STATUS"] == "CONFIRMED"
    assert cancelled["SUMMARY"].startswith("〔取消〕")
    assert cancelled["STATUS"] == "CANCELLED"
    assert "原因：大雪" in cancelled["DESCRIPTION"]
    assert starts([untouched]) == [CURTAIN]
    assert quiet == texts(fetch(f"/calendars/venues/{bayannur_venue.code}.ics").content)
    assert "演出指挥部" not in f"{late['DESCRIPTION']}{cancelled['DESCRIPTION']}"


def test_postponing_the_showcase_leaves_three_marked_and_three_new(founding, fetch):
    old = set(uids(fetch("/calendars/showcases/founding.ics").content))
    new_zero = CURTAIN + timedelta(days=7)

    scheduling.postpone_showcase(founding, t_zero=new_zero, reason="沙尘暴")

    found = events(fetch("/calendars/showcases/founding.ics").content)
    gone, come = found[:3], found[3:]
    assert {event["UID"] for event in gone} == old
    assert {event["STATUS"] for event in gone} == {"CANCELLED"}
    assert set(starts(gone)) == {CURTAIN}
    assert set(starts(come)) == {new_zero}
    lead, *others = come
    assert lead["RELATED-TO"] in old
    for event in others:
        replaced, sibling = event["RELATED-TO"]
        assert replaced in old
        assert sibling == lead["UID"]
    for event in gone:
        assert event["SUMMARY"].startswith("〔改期〕")
        assert "改到11月27日(周一)19:30" in event["DESCRIPTION"]


def test_every_act_on_one_show_keeps_uid_and_raises_sequence(
    fetch, regions, hohhot_venue, bayannur_venue
):
    made = factories.performance(venue=hohhot_venue, starts_at=CURTAIN)
    acts = [
        lambda row: scheduling.move(
            row,
            starts_at=CURTAIN + timedelta(hours=1),
            ends_at=CURTAIN + timedelta(hours=2),
            reason="换时间",
            accept="测试",
        ),
        lambda row: scheduling.make_conditional(
            row, reason="看天气", decide_by=CURTAIN - timedelta(hours=4), accept="测试"
        ),
        lambda row: scheduling.confirm(row, accept="测试"),
        lambda row: scheduling.cancel(row, reason="大雪"),
        lambda row: scheduling.reinstate(row, reason="雪停了", accept="测试"),
        lambda row: scheduling.withdraw(row, reason="重复录入"),
    ]
    statuses, sequences, stamps = [], [0], [only(fetch().content)["LAST-MODIFIED"].dt]

    for act in acts:
        act(Performance.objects.get(pk=made.pk))
        event = only(fetch().content)
        assert event["UID"] == str(made.uid)
        statuses.append(str(event["STATUS"]))
        sequences.append(event["SEQUENCE"])
        stamps.append(event["LAST-MODIFIED"].dt)

    assert statuses == [
        *("CONFIRMED", "TENTATIVE", "CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED")
    ]
    assert sequences == list(range(7))
    assert stamps == sorted(set(stamps))


def test_drafts_and_holds_stay_inside_until_announced(fetch, regions):
    hold = factories.performance(status=Status.HOLD)
    assert uids(fetch().content) == []
    # The public stamp belongs to no feed.
    assert not FeedStamp.objects.exclude(key__in=public_stamp.KEYS).exists()

    scheduling.confirm(hold, accept="测试")
    assert uids(fetch().content) == []

    scheduling.announce(Performance.objects.get(pk=hold.pk))
    assert uids(fetch().content) == [str(hold.uid)]


def test_a_refused_act_changes_no_feed(fetch, regions, hohhot_venue):
    made = factories.performance(venue=hohhot_venue, starts_at=CURTAIN)
    other = factories.performance(
        venue=hohhot_venue, starts_at=CURTAIN + timedelta(days=1)
    )
    before = fetch()

    with pytest.raises(scheduling.ConflictsFound):
        scheduling.move(
            other, starts_at=made.starts_at, ends_at=made.ends_at, reason="换时间"
        )

    after = fetch()
    assert after.content == before.content
    assert after["Last-Modified"] == before["Last-Modified"]


def test_a_venue_saved_through_scheduling_without_change_stamps_nothing(
    fetch, regions, hohhot_venue, frozen_clock
):
    factories.performance(venue=hohhot_venue, starts_at=CURTAIN)
    before = fetch()
    frozen_clock.forward(hours=1)

    hohhot_venue.save()
    scheduling.venue_changed(hohhot_venue)

    assert fetch()["Last-Modified"] == before["Last-Modified"]
    assert clock.now() == frozen_clock.now


def test_merged_venues_answer_as_one(fetch, regions, hohhot_venue):
    duplicate = factories.venue("150105", name="乌兰恰特（重复）")
    made = factories.performance(venue=duplicate, starts_at=CURTAIN)

    merge_venues(duplicate, into=hohhot_venue)

    old = fetch(f"/calendars/venues/{duplicate.code}.ics").content
    new = fetch(f"/calendars/venues/{hohhot_venue.code}.ics").content
    assert old == new
    event = only(new)
    assert event["UID"] == str(made.uid)
    assert "重复" not in event["LOCATION"]

"""What the owner chooses: reminders, busy time; and that clients notice the choice."""

from datetime import timedelta

import pytest

from performances import scheduling
from performances.scheduling import Choices
from performances.statuses import Status
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.private.reading import by_title
from tests.performances.calendars.reading import events

pytestmark = pytest.mark.database
SHOW, LOAD_IN, STRIKE = "草原新歌", "装台：草原新歌", "拆台：草原新歌"


def rings(raw):
    """When each event rings, by its title."""
    return {
        title: event.walk("VALARM")[0]["TRIGGER"].dt
        for title, event in by_title(raw).items()
        if event.walk("VALARM")
    }


@pytest.mark.parametrize(
    ("alarm", "technical", "expected"),
    [
        ("", True, {}),
        ("start:120", True, {SHOW: timedelta(hours=-2)}),
        ("start:1440", False, {SHOW: timedelta(days=-1)}),
        ("start:30", False, {SHOW: timedelta(minutes=-30)}),
        ("load_in:120", True, {LOAD_IN: timedelta(hours=-2)}),
        ("load_in:120", False, {SHOW: timedelta(hours=-3)}),
    ],
)
def test_it_rings_when_the_owner_chose(
    subscribe, planned, troupe, alarm, technical, expected
):
    planned()
    assert rings(subscribe(troupe, alarm=alarm, technical=technical).raw) == expected


def test_before_load_in_a_show_without_one_rings_before_its_start(
    subscribe, planned, troupe
):
    planned(load_in_minutes=0, strike_minutes=0)
    phone = subscribe(troupe, alarm="load_in:60")
    assert rings(phone.raw) == {SHOW: timedelta(hours=-1)}


def test_a_reminder_has_what_rfc_5545_asks_and_the_public_feed_has_none(
    subscribe, planned, troupe, fetch
):
    planned()
    alarm = by_title(subscribe(troupe, alarm="start:60").raw)[SHOW].walk("VALARM")[0]
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"]
    assert b"VALARM" not in fetch().content


def test_neither_holds_nor_what_is_off_rings(subscribe, planned, troupe):
    planned(status=Status.HOLD)
    gone = planned(starts_at=CURTAIN + timedelta(days=2))
    scheduling.cancel(gone, reason="大雪")
    phone = subscribe(troupe, alarm="start:60", opaque=True)
    assert rings(phone.raw) == {}
    off = by_title(phone.raw)["〔取消〕装台：草原新歌"]
    assert off["TRANSP"] == "TRANSPARENT"


def test_a_day_without_an_hour_rings_on_the_evening_before(subscribe, planned, troupe):
    planned(precision="date", status=Status.CONDITIONAL)
    (told,) = rings(subscribe(troupe, alarm="start:30").raw).values()
    assert told == timedelta(hours=-6)


@pytest.mark.parametrize("busy", [True, False])
def test_only_work_keeps_time_busy_and_only_on_request(
    subscribe, planned, troupe, busy
):
    planned()
    found = by_title(subscribe(troupe, opaque=busy).raw)
    assert found[SHOW]["TRANSP"] == "TRANSPARENT"
    for name in (LOAD_IN, STRIKE):
        assert found[name]["TRANSP"] == ("OPAQUE" if busy else "TRANSPARENT")
        told = str(found[name]["X-MICROSOFT-CDO-BUSYSTATUS"])
        assert told == ("BUSY" if busy else "FREE")


def stamps(phone):
    return {
        title: event["LAST-MODIFIED"].dt for title, event in by_title(phone.raw).items()
    }


def test_another_reminder_raises_the_stamps_of_what_rings(
    subscribe, planned, troupe, later
):
    planned()
    phone = subscribe(troupe, alarm="start:120")
    before, answered = stamps(phone), phone.fetch()
    later()
    phone.choose(alarm="start:60")

    after = stamps(phone)
    assert after[SHOW] > before[SHOW]
    assert after[STRIKE] == before[STRIKE]
    assert phone.fetch()["Last-Modified"] > answered["Last-Modified"]
    for event in events(phone.raw):
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt


def test_busy_time_raises_the_stamps_of_work_alone(subscribe, planned, troupe, later):
    planned()
    phone = subscribe(troupe)
    before = stamps(phone)
    later()
    phone.choose(opaque=True)

    after = stamps(phone)
    assert after[SHOW] == before[SHOW]
    assert after[LOAD_IN] > before[LOAD_IN]
    assert after[STRIKE] > before[STRIKE]


@pytest.mark.parametrize("choice", [{"holds": False}, {"technical": False}])
def test_leaving_something_out_raises_last_modified(
    subscribe, planned, troupe, later, choice
):
    planned()
    planned(status=Status.HOLD, starts_at=CURTAIN + timedelta(days=2))
    phone = subscribe(troupe)
    before = phone.fetch()
    later()
    phone.choose(**choice)
    after = phone.fetch()
    assert len(events(after.content)) < len(events(before.content))
    assert after["Last-Modified"] > before["Last-Modified"]


def test_the_same_choices_again_change_nothing(subscribe, planned, troupe, later):
    planned()
    phone = subscribe(troupe, alarm="start:60")
    before = phone.fetch()
    later()
    phone.choose()
    assert phone.fetch()["Last-Modified"] == before["Last-Modified"]
    assert phone.now().version == 1


def test_one_owners_choice_is_no_others(subscribe, planned, troupe, later):
    planned()
    one, other = subscribe(troupe), subscribe(troupe)
    before = other.fetch()
    later()
    one.choose(alarm="start:60", opaque=True)
    after = other.fetch()
    assert after.content == before.content
    assert after["Last-Modified"] == before["Last-Modified"]


def test_an_unknown_reminder_is_refused(troupe):
    with pytest.raises(scheduling.Refused) as refused:
        scheduling.subscribe(troupe, Choices(note="手机", alarm="start:1"))
    assert refused.value.field == "alarm"

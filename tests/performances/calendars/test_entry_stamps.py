"""When the stamps of an entry rise, and when they must not."""

from datetime import timedelta

from performances.models import CalendarEntry
from performances.statuses import Status
from tests.performances.calendars.reading import only
from ulanmuqi.base import clock


def test_a_change_in_the_text_raises_last_modified_and_dtstamp(
    show, change, entry, frozen_clock
):
    made = show()
    frozen_clock.forward(hours=1)

    change(made, public_note="改在二楼。")

    event = entry()
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == frozen_clock.now
    assert event["CREATED"].dt == frozen_clock.now - timedelta(hours=1)
    assert event["SEQUENCE"] == 0


def test_two_changes_in_one_second_still_raise_it_twice(show, change, entry):
    made = show()
    first = entry()["LAST-MODIFIED"].dt

    change(made, public_note="一")
    second = entry()["LAST-MODIFIED"].dt
    change(made, public_note="二")
    third = entry()["LAST-MODIFIED"].dt

    assert first < second < third


def test_it_never_falls_when_the_clock_is_set_back(show, change, entry, frozen_clock):
    made = show(announced_at=frozen_clock.now - timedelta(days=9))
    before = entry()["LAST-MODIFIED"].dt
    frozen_clock.forward(days=-3)

    change(made, public_note="改")

    assert entry()["LAST-MODIFIED"].dt > before


def test_created_is_never_after_last_modified(show, frozen_clock, entry):
    show(created_at=frozen_clock.now + timedelta(minutes=5))

    event = entry()

    assert event["CREATED"].dt <= event["LAST-MODIFIED"].dt


def test_saving_without_change_alters_nothing(show, change, fetch, frozen_clock):
    made = show()
    before = fetch()
    frozen_clock.forward(hours=2)

    change(made)
    change(made, technical_note="要三相电", decided_by="某科", version=9)

    after = fetch()
    assert after.content == before.content
    assert after["Last-Modified"] == before["Last-Modified"]
    assert after["ETag"] == before["ETag"]


def test_a_draft_has_no_entry_and_raises_no_stamp(show, fetch):
    before = fetch()

    made = show(status=Status.DRAFT, announced_at=None)

    assert not CalendarEntry.objects.filter(performance=made).exists()
    assert fetch()["Last-Modified"] == before["Last-Modified"]


def test_what_is_announced_ahead_raises_no_stamp_before(
    show, change, fetch, frozen_clock
):
    before = fetch()
    made = show(announced_at=clock.now() + timedelta(days=1))
    frozen_clock.forward(hours=1)
    change(made, title="改了题目")

    assert fetch()["Last-Modified"] == before["Last-Modified"]

    frozen_clock.forward(days=1)
    after = fetch()
    assert only(after.content)["SUMMARY"] == "改了题目"
    assert after["Last-Modified"] == "Thu, 02 Nov 2023 00:00:00 GMT"

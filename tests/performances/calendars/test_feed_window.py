"""How long a show stays in a feed, and what its leaving does."""

from datetime import datetime, timedelta

import pytest

from performances.calendars import directory, feeds
from performances.statuses import Status
from tests.performances.calendars.conftest import CURTAIN, SHANGHAI
from tests.performances.calendars.reading import head, uids
from ulanmuqi.base import clock

pytestmark = pytest.mark.database


def on(day: int, month: int = 12, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=SHANGHAI)


def seen(fetch, frozen_clock, at: datetime, path: str = "/calendars/all.ics") -> int:
    frozen_clock.set(at)
    return len(uids(fetch(path).content))


def test_a_played_show_stays_thirty_days_after_its_day(show, fetch, frozen_clock):
    show()

    assert seen(fetch, frozen_clock, on(20, 12, 23, 59)) == 1
    assert seen(fetch, frozen_clock, on(21, 12)) == 0


@pytest.mark.parametrize(
    "status", [Status.CANCELLED, Status.POSTPONED, Status.WITHDRAWN]
)
def test_what_is_off_stays_fourteen_days_after_its_day(
    show, fetch, frozen_clock, status
):
    show(status=status)

    assert seen(fetch, frozen_clock, on(4, 12, 23, 59)) == 1
    assert seen(fetch, frozen_clock, on(5, 12)) == 0


@pytest.mark.parametrize("status", [Status.CONDITIONAL, Status.LATE])
def test_conditional_and_late_ones_stay_like_played_ones(
    show, fetch, frozen_clock, status
):
    show(status=status)

    assert seen(fetch, frozen_clock, on(20, 12)) == 1


def test_everything_ahead_is_in_the_feed(show, fetch):
    show(starts_at=CURTAIN + timedelta(days=900))

    assert len(uids(fetch().content)) == 1


def test_the_whole_history_holds_what_has_left(show, fetch, frozen_clock):
    show()
    show(status=Status.CANCELLED)

    assert seen(fetch, frozen_clock, on(1, 12) + timedelta(days=400)) == 0
    past = "/calendars/all.ics?past=all"
    assert seen(fetch, frozen_clock, on(1, 12) + timedelta(days=400), past) == 2
    source = head(fetch(past).content)["SOURCE;VALUE=URI"]
    assert source == f"https://ulanmuqi.example{past}"


def test_a_drop_raises_last_modified_to_its_midnight(show, fetch, frozen_clock):
    show()
    show(starts_at=CURTAIN + timedelta(days=60))
    frozen_clock.set(on(20, 12, 23, 59))
    before = fetch()

    frozen_clock.set(on(21, 12, 9, 30))
    after = fetch()

    assert before["Last-Modified"] == "Wed, 01 Nov 2023 00:00:01 GMT"
    assert after["Last-Modified"] == "Wed, 20 Dec 2023 16:00:00 GMT"
    assert before["ETag"] != after["ETag"]
    assert (
        fetch("/calendars/all.ics?past=all")["Last-Modified"]
        == (before["Last-Modified"])
    )


def test_the_latest_of_several_drops_counts(show, fetch, frozen_clock):
    show(status=Status.CANCELLED, starts_at=CURTAIN + timedelta(days=20))
    show()

    frozen_clock.set(on(30, 12))

    assert uids(fetch().content) == []
    assert fetch()["Last-Modified"] == "Sun, 24 Dec 2023 16:00:00 GMT"


def test_a_drop_in_one_feed_does_not_stamp_another(
    show, fetch, frozen_clock, bayannur_venue
):
    show()
    show(venue=bayannur_venue, starts_at=CURTAIN + timedelta(days=60))
    frozen_clock.set(on(30, 12))

    response = fetch(f"/calendars/venues/{bayannur_venue.code}.ics")

    assert response["Last-Modified"] == "Wed, 01 Nov 2023 00:00:00 GMT"


def test_a_show_that_ends_at_midnight_counts_to_the_day_before(
    show, fetch, frozen_clock
):
    show(ends_at=on(21, 11))

    assert seen(fetch, frozen_clock, on(20, 12, 23, 59)) == 1
    assert seen(fetch, frozen_clock, on(21, 12)) == 0


def test_a_feed_whose_shows_have_all_gone_is_empty_but_whole(show, fetch, frozen_clock):
    show()
    frozen_clock.set(on(1, 12) + timedelta(days=365))

    raw = fetch().content

    assert b"BEGIN:VEVENT" not in raw
    assert raw.count(b"BEGIN:VTIMEZONE") == 1


def test_a_feed_that_never_held_a_show_is_empty_but_whole(fetch, troupe):
    path = f"/calendars/troupes/{troupe.code}.ics"

    response = fetch(path)

    assert uids(response.content) == []
    assert response.content.count(b"BEGIN:VTIMEZONE") == 1
    assert response["Last-Modified"] == "Sat, 01 Jan 2000 00:00:00 GMT"
    assert head(response.content) == {
        "VERSION": "2.0",
        "PRODID": "-//Ulanmuqi//Performance schedule 1.0//ZH",
        "CALSCALE": "GREGORIAN",
        "NAME": f"{troupe.name}演出日程",
        "X-WR-CALNAME": f"{troupe.name}演出日程",
        "REFRESH-INTERVAL;VALUE=DURATION": "PT1H",
        "X-PUBLISHED-TTL": "PT1H",
        "SOURCE;VALUE=URI": f"https://ulanmuqi.example{path}",
        "URL": f"https://ulanmuqi.example/schedule/?troupe={troupe.code}",
    }


def test_a_copy_says_until_when_it_stays_as_it_is(show, frozen_clock):
    everything = directory.everything()
    soon = clock.now() + timedelta(hours=2)

    show()
    quiet = feeds.render(everything, now=clock.now())
    show(announced_at=soon)
    waiting = feeds.render(everything, now=clock.now())

    assert quiet.valid_until == clock.next_midnight(clock.now())
    assert waiting.valid_until == soon
    assert feeds.render(everything, now=soon).last_modified == soon


def test_last_modified_is_never_in_the_future(show, change, fetch):
    made = show()
    for note in "一二三":
        change(made, public_note=note)

    assert fetch()["Last-Modified"] == "Wed, 01 Nov 2023 00:00:00 GMT"

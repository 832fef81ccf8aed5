"""One show is one event: in every feed, through every change, for every parser."""

import re
from collections import Counter
from datetime import UTC, timedelta

import ics
import pytest
import vobject

from performances.models import gate
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import events, only, texts, uids
from ulanmuqi.base import clock

REGISTERED = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "NAME", "REFRESH-INTERVAL"),
    *("SOURCE", "URL", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "DTSTART"),
    *("DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES", "COLOR", "CREATED"),
    *("DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "RELATED-TO", "STATUS"),
    *("SUMMARY", "TRANSP"),
}


@pytest.fixture
def feeds_of_a_show(show, showcase, troupe, hohhot_venue):
    """A show and the address of every feed it stands in."""
    work = factories.work(troupe)
    made = show(
        showcase=showcase, genre="vocal", programme=[{"form": "独唱", "work": work}]
    )
    paths = [
        "/calendars/all.ics",
        f"/calendars/troupes/{troupe.code}.ics",
        f"/calendars/venues/{hohhot_venue.code}.ics",
        "/calendars/regions/150105.ics",
        "/calendars/regions/150100.ics",
        "/calendars/regions/150000.ics",
        f"/calendars/showcases/{showcase.code}.ics",
        f"/calendars/works/{work.code}.ics",
        "/calendars/genres/vocal.ics",
    ]
    return made, paths


def test_its_text_is_the_same_in_every_feed_and_in_the_download(feeds_of_a_show, fetch):
    made, paths = feeds_of_a_show
    download = f"/performances/{made.public_id}.ics"

    found = {path: texts(fetch(path).content) for path in (*paths, download)}

    stored = made.calendar_entry.text.encode()
    assert found == {path: [stored] for path in found}


def test_every_feed_has_its_own_stable_name(feeds_of_a_show, fetch):
    _made, paths = feeds_of_a_show

    names = []
    for path in paths:
        raw = fetch(path).content
        lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")
        (name,) = [line for line in lines if line.startswith("NAME:")]
        assert f"X-WR-CAL{name}" in lines
        names.append(name)

    assert Counter(names).most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    "fate",
    [
        {
            "starts_at": CURTAIN + timedelta(days=1),
            "ends_at": CURTAIN + timedelta(days=2),
        },
        {"title": "换了题目"},
        {"status": Status.CANCELLED},
        {"status": Status.WITHDRAWN},
    ],
)
def test_uid_survives_what_becomes_of_it(show, change, fetch, fate):
    made = show()

    change(made, raises=True, **fate)

    event = only(fetch().content)
    assert event["UID"] == str(made.uid)
    assert event["SEQUENCE"] == 1


def test_uid_and_text_survive_leaving_the_public_and_coming_back(show, change, fetch):
    made = show()
    text = made.calendar_entry.text

    change(made, status=Status.HOLD)
    assert uids(fetch().content) == []
    change(made, status=Status.CONFIRMED)

    assert texts(fetch().content) == [text.encode()]


def test_leaving_the_public_and_coming_back_are_both_stamped(
    show, change, fetch, frozen_clock
):
    made = show()
    stamps = [fetch()["Last-Modified"]]
    for status in (Status.HOLD, Status.CONFIRMED):
        frozen_clock.forward(minutes=1)
        change(made, status=status)
        stamps.append(fetch()["Last-Modified"])

    assert stamps == [
        "Wed, 01 Nov 2023 00:00:00 GMT",
        "Wed, 01 Nov 2023 00:01:00 GMT",
        "Wed, 01 Nov 2023 00:02:00 GMT",
    ]


def test_reinstating_says_confirmed_again_under_a_higher_sequence(show, change, fetch):
    made = show(title="草原新歌")
    change(made, raises=True, status=Status.CANCELLED, status_reason="大雪")

    change(made, raises=True, status=Status.CONFIRMED, status_reason="")

    event = only(fetch().content)
    assert (event["SUMMARY"], event["STATUS"]) == ("草原新歌", "CONFIRMED")
    assert event["SEQUENCE"] == 2
    assert "原因" not in event["DESCRIPTION"]


def test_simultaneous_openings_are_separate_events(
    show, fetch, showcase, hohhot_venue, hinggan_venue, bayannur_venue, troupe
):
    venues = [hohhot_venue, hinggan_venue, bayannur_venue]
    for venue in venues:
        show(venue=venue, showcase=showcase, is_opening=True)

    found = events(fetch(f"/calendars/showcases/{showcase.code}.ics").content)

    assert len({event["UID"] for event in found}) == 3
    assert {event["DTSTART"].dt for event in found} == {CURTAIN}
    assert len({event["LOCATION"] for event in found}) == 3


def test_a_show_that_moves_leaves_the_old_venues_feed_and_stamps_both(
    show, change, fetch, frozen_clock, hohhot_venue, bayannur_venue
):
    made = show()
    left = f"/calendars/venues/{hohhot_venue.code}.ics"
    joined = f"/calendars/venues/{bayannur_venue.code}.ics"
    elsewhere = "/calendars/regions/152200.ics"
    before = fetch(elsewhere)["Last-Modified"]
    frozen_clock.forward(hours=1)

    change(made, raises=True, venue=bayannur_venue)

    assert uids(fetch(left).content) == []
    assert uids(fetch(joined).content) == [str(made.uid)]
    moved_at = "Wed, 01 Nov 2023 01:00:00 GMT"
    assert fetch(left)["Last-Modified"] == moved_at
    assert fetch(joined)["Last-Modified"] == moved_at
    assert fetch("/calendars/regions/150100.ics")["Last-Modified"] == moved_at
    assert fetch("/calendars/regions/150802.ics")["Last-Modified"] == moved_at
    assert fetch(elsewhere)["Last-Modified"] == before


def test_the_other_shows_stay_byte_for_byte_the_same(show, change, fetch):
    made, other = show(), show(starts_at=CURTAIN + timedelta(days=1))
    before = other.calendar_entry.text

    change(made, raises=True, status=Status.CANCELLED)

    assert texts(fetch().content)[1] == before.encode()


def test_a_later_fetch_of_unchanged_data_is_byte_identical(show, fetch, frozen_clock):
    show()
    first = fetch()
    frozen_clock.forward(days=3, hours=5, minutes=7)

    second = fetch()

    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Last-Modified"] == first["Last-Modified"]


def test_three_parsers_see_the_same_events(show, change, fetch, regions):
    show(title="逗号,分号;与引号“”", public_note="第一行\n第二行；\\反斜线")
    cancelled = show(starts_at=CURTAIN + timedelta(hours=2))
    change(cancelled, raises=True, status=Status.CANCELLED, status_reason="大雪")
    show(venue=None, region=regions["150000"], precision="date")
    raw = fetch().content

    seen = [
        {
            (
                str(event["UID"]),
                str(event["SUMMARY"]),
                str(event["STATUS"]),
                str(event["LOCATION"]),
                _instant(event["DTSTART"].dt),
                _instant(event["DTEND"].dt),
            )
            for event in events(raw)
        },
        {
            (
                event.uid.value,
                event.summary.value,
                event.status.value,
                event.location.value,
                _instant(event.dtstart.value),
                _instant(event.dtend.value),
            )
            for event in vobject.readOne(raw.decode()).vevent_list
        },
    ]

    assert len(seen[0]) == 3
    assert seen[0] == seen[1]
    by_ics = ics.Calendar(raw.decode()).events
    assert {(e.uid, e.name, e.status, e.location) for e in by_ics} == {
        row[:4] for row in seen[0]
    }
    timed = {(e.uid, e.begin.datetime, e.end.datetime) for e in by_ics if not e.all_day}
    assert timed == {
        (row[0], row[4], row[5]) for row in seen[0] if hasattr(row[4], "hour")
    }


def _instant(value):
    return value.astimezone(UTC) if hasattr(value, "hour") else value


def test_only_registered_or_x_properties_are_used(feeds_of_a_show, fetch):
    _made, paths = feeds_of_a_show
    lines = fetch(paths[0]).content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    used = {re.split("[;:]", line)[0] for line in lines}

    assert {name for name in used if not name.startswith("X-")} <= REGISTERED


def test_a_copied_show_is_another_event(show, fetch):
    made = show()
    with gate.opened():
        copied = type(made).objects.get(pk=made.pk)

    another = show(title=copied.title, starts_at=copied.starts_at)

    assert another.uid != made.uid
    assert len(set(uids(fetch().content))) == 2


def test_nothing_announced_for_later_is_read_early(show, fetch, frozen_clock):
    show(announced_at=clock.now() + timedelta(hours=1))
    show(status=Status.DRAFT)
    show(status=Status.HOLD)
    show(announced_at=None)

    assert uids(fetch().content) == []
    frozen_clock.forward(hours=1)
    assert len(uids(fetch().content)) == 1

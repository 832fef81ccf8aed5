"""Requirement 43: real clients and three parsers, over HTTP and over a whole season."""

from datetime import UTC, datetime, timedelta

import ics
import pytest
import vobject
from icalendar import Calendar

from performances import scheduling
from performances.models import Performance
from tests import factories
from tests.performances.calendars.contract import checks
from tests.performances.calendars.contract.clients import Subscriber
from ulanmuqi.base import clock

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_43_all_parsers_see_the_same_events(season):
    """icalendar (strict), vobject and ics, and the contract's own reader."""
    for path, body in season.bodies().items():
        own = {_told_by_us(event) for event in checks.events(body)}
        assert _by_icalendar(body) == own, path
        assert _by_vobject(body) == own, path
        # ics 0.7 knows no SEQUENCE and takes an escaped backslash for an escape.
        assert _by_ics(body) == {
            (uid, starts, ends, status, _as_ics_reads(title))
            for uid, starts, ends, status, title, _sequence in own
        }, path


def _instant(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _told_by_us(event):
    starts, ends = checks.span(event)
    return (
        event.value("UID"),
        _instant(starts),
        _instant(ends),
        event.value("STATUS"),
        checks.told(event.value("SUMMARY")),
        int(event.value("SEQUENCE")),
    )


def _by_icalendar(body):
    calendar = Calendar.from_ical(body)
    assert calendar.errors == []
    return {
        (
            str(event["UID"]),
            _instant(event["DTSTART"].dt),
            _instant(event["DTEND"].dt),
            str(event["STATUS"]),
            str(event["SUMMARY"]),
            int(event["SEQUENCE"]),
        )
        for event in calendar.walk("VEVENT")
    }


def _by_vobject(body):
    calendar = vobject.readOne(body.decode())
    return {
        (
            event.uid.value,
            _instant(event.dtstart.value),
            _instant(event.dtend.value),
            event.status.value,
            event.summary.value,
            int(event.sequence.value),
        )
        for event in calendar.contents.get("vevent", [])
    }


def _by_ics(body):
    return {
        (event.uid, *_span_by_ics(event), event.status, event.name)
        for event in ics.Calendar(body.decode()).events
    }


def _span_by_ics(event):
    if event.all_day:
        return event.begin.date(), event.begin.date() + timedelta(days=1)
    return _instant(event.begin.datetime), _instant(event.end.datetime)


def _as_ics_reads(title):
    """It takes the second half of a written backslash for the start of a break."""
    return title.replace("\\n", "\\\n")


@pytest.fixture
def acts(frozen_clock):
    """A season of one showcase and some shows, and what is done to it."""
    frozen_clock.set(datetime(2023, 11, 1, tzinfo=UTC))
    return _Acts()


class _Acts:
    """The shows by name, read anew before each act."""

    def __init__(self):
        t_zero = factories.evening(19)
        showcase = factories.showcase(t_zero=t_zero, code="founding")
        self.rows = {"启幕": showcase.performances.order_by("pk").first().pk}
        for day, name in enumerate(("挪动", "取消", "改期", "不变"), start=21):
            made = factories.performance(title=name, starts_at=factories.evening(day))
            self.rows[name] = made.pk
        self.plan = factories.performance(
            title="看天气", starts_at=factories.evening(26), status="conditional"
        )

    def __getitem__(self, name):
        return Performance.objects.get(pk=self.rows[name])


def shown(subscriber, *names):
    """Titles with their starts, of the shows whose titles end so."""
    return [
        (event["title"], event["start-long"])
        for event in subscriber.shown("2023-11-01")
        if event["title"].endswith(names)
    ]


def unchanged(subscriber):
    """A second sync says nothing of any event and writes no file."""
    before = subscriber.files()
    told = subscriber.sync()
    assert subscriber.files() == before
    for word in ("Copying", "Deleting", "updating", "warning", "error"):
        assert word not in told
    return True


@pytest.mark.django_db(transaction=True)
def test_43_vdirsyncer_and_khal_follow_a_season(acts, live_server, tmp_path, settings):
    settings.BASE_URL = "https://ulanmuqi.example"
    client = Subscriber.to(f"{live_server.url}/calendars/all.ics", tmp_path)
    client.sync()

    # They see the season: every public show once, at its instant, in its place.
    seen = client.shown("2023-11-01")
    rows = Performance.objects.public(clock.now()).in_order()
    assert sorted(
        (event["title"].removeprefix("〔待定〕"), event["start-long"]) for event in seen
    ) == sorted(
        (row.title, f"{row.starts_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}")
        for row in rows
    )
    assert all(event["location"] for event in seen)
    assert len(client.files()) == len(seen) == 8
    assert unchanged(client)

    # A move, a cancellation, a late opening, a postponement, all between two syncs.
    scheduling.move(
        acts["挪动"], starts_at=acts["挪动"].starts_at + HOUR, reason="让路"
    )
    scheduling.cancel(acts["取消"], reason="大雪封路")
    scheduling.open_late(
        acts["启幕"], starts_at=acts["启幕"].starts_at + HOUR / 2,
        reason="入场慢", decided_by="指挥部",
    )  # fmt: skip
    scheduling.postpone(
        acts["改期"], reason="停电", starts_at=acts["改期"].starts_at + 240 * HOUR
    )
    kept = client.files()
    client.sync()

    opening = acts["启幕"].title
    assert shown(client, "挪动", "取消", "改期", opening) == [
        (f"〔推迟〕{opening}", "2023-11-20 20:00"),
        ("挪动", "2023-11-22 20:30"),
        ("〔取消〕取消", "2023-11-23 19:30"),
        ("〔改期〕改期", "2023-11-24 19:30"),
        ("改期", "2023-12-04 19:30"),
    ]
    # The shows nothing happened to were not written again. The other two openings
    # are among them: one city's lateness is no news of theirs.
    assert len(set(kept.items()) & set(client.files().items())) == 4
    assert unchanged(client)

    # Reinstated, it stands in the calendar as if nothing had been.
    scheduling.reinstate(acts["取消"], reason="雪停了")
    client.sync()
    assert shown(client, "取消") == [("取消", "2023-11-23 19:30")]
    assert len(client.files()) == 9
    assert unchanged(client)


@pytest.mark.django_db(transaction=True)
def test_43_khal_in_another_zone_shows_the_same_instant(acts, live_server, tmp_path):
    client = Subscriber.to(
        f"{live_server.url}/calendars/showcases/founding.ics",
        tmp_path,
        zone="Europe/Berlin",
    )
    client.sync()

    starts = {event["start-long"] for event in client.shown("2023-11-01")}
    assert starts == {"2023-11-20 12:30"}

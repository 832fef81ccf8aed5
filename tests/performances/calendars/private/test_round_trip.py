"""Other parsers and a real client read what we wrote; a second sync does nothing."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ics
import pytest
import vobject
from icalendar import Calendar

from performances import scheduling
from performances.statuses import Status
from tests import factories
from tests.performances.calendars.conftest import CURTAIN

# ics takes a written backslash before an n for a line break, whoever wrote it.
AWKWARD = "引号“;,\\”n 😀 ᠮᠣᠩᠭᠣᠯ ‏שלום " + "长" * 90


@pytest.fixture
def phone(subscribe, planned, troupe, hinggan_venue):
    planned(title=AWKWARD[:120], technical_note=f"{AWKWARD}\n第二行")
    planned(status=Status.HOLD, starts_at=CURTAIN + timedelta(days=2))
    gone = planned(starts_at=CURTAIN + timedelta(days=4))
    scheduling.cancel(gone, reason="大雪")
    factories.engagement(
        troupe, hinggan_venue, title="合成", venue=hinggan_venue,
        starts_at=CURTAIN - timedelta(days=2),
    )  # fmt: skip
    return subscribe(troupe, alarm="load_in:120", opaque=True)


def by_icalendar(raw):
    found = Calendar.from_ical(raw).walk("VEVENT")
    return {
        str(e["UID"]): (str(e["SUMMARY"]), e["DTSTART"].dt, str(e["STATUS"]))
        for e in found
    }


def by_vobject(raw):
    return {
        e.uid.value: (e.summary.value, e.dtstart.value, e.status.value)
        for e in vobject.readOne(raw.decode()).vevent_list
    }


def by_ics(raw):
    return {
        e.uid: (e.name, e.begin.datetime, e.status)
        for e in ics.Calendar(raw.decode()).events
    }


def at(found):
    """Instants, so that zones of three libraries compare."""
    return {
        uid: (title, start.astimezone(UTC), status)
        for uid, (title, start, status) in found.items()
    }


def test_three_parsers_see_the_same_events(phone):
    raw = phone.raw
    strict = at(by_icalendar(raw))
    assert len(strict) == 10
    assert at(by_vobject(raw)) == strict
    assert at(by_ics(raw)) == strict


def test_every_alarm_is_read_by_all(phone):
    raw = phone.raw
    told = [
        e for e in vobject.readOne(raw.decode()).vevent_list if "valarm" in e.contents
    ]
    assert [e.valarm.trigger.value for e in told] == [timedelta(hours=-2)]
    rings = [e for e in ics.Calendar(raw.decode()).events if e.alarms]
    assert [alarm.trigger for e in rings for alarm in e.alarms] == [timedelta(hours=-2)]


@pytest.fixture
def vdirsyncer(tmp_path, live_server):
    """Subscribes to an address; every call is one sync, and answers with the files."""

    def run(path):
        (tmp_path / "config").write_text(
            f"""[general]
status_path = "{tmp_path}/status/"
[pair all]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{tmp_path}/calendar/"
fileext = ".ics"
[storage there]
type = "http"
url = "{live_server.url}{path}"
""",
            encoding="utf-8",
        )
        (tmp_path / "calendar").mkdir(exist_ok=True)
        program = Path(sys.executable).with_name("vdirsyncer")
        for act in (["discover"], ["sync"]):
            done = subprocess.run(
                [program, "-c", tmp_path / "config", *act],
                check=False, capture_output=True, text=True, input="y\n", timeout=60,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        files = sorted((tmp_path / "calendar").glob("*.ics"))
        return {
            file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in files
        }

    return run


@pytest.mark.django_db(transaction=True)
def test_vdirsyncer_subscribes_follows_and_is_known(
    vdirsyncer, phone, planned, frozen_clock
):
    first = vdirsyncer(phone.path)
    assert len(first) == 10
    assert vdirsyncer(phone.path) == first
    assert phone.now().client == "vdirsyncer"
    assert phone.now().fetched_at == frozen_clock.now

    frozen_clock.set(datetime(2023, 11, 2, tzinfo=UTC))
    planned(title="新加的一场", starts_at=CURTAIN + timedelta(days=9))
    after = vdirsyncer(phone.path)
    assert len(after) == 13
    assert sum("新加的一场".encode() in text for text, _at in after.values()) >= 1

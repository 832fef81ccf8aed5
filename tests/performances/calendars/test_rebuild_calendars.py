"""The command that proves stored text equals rendered text, and mends it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from performances.models import CalendarEntry, FeedStamp, Performance, gate
from performances.scheduling import rebuild
from performances.statuses import Status
from tests.performances.calendars.conftest import CURTAIN
from tests.performances.calendars.reading import only
from ulanmuqi.base import clock

pytestmark = pytest.mark.database


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_calendars", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_check_is_content_when_nothing_differs(show):
    show()
    show(status=Status.DRAFT, announced_at=None)

    assert run("--check").splitlines() == [
        "1 looked at, 0 differed",
        "1 calendar entries are up to date.",
    ]


@pytest.mark.parametrize("damage", ["changed", "missing", "left over", "scopes"])
def test_check_names_what_differs_writes_nothing_and_rebuild_mends_it(show, damage):
    made = show(title="草原新歌")
    with gate.opened():
        entries = CalendarEntry.objects.filter(performance=made)
        if damage == "changed":
            entries.update(text="BEGIN:VEVENT\r\nEND:VEVENT\r\n")
        elif damage == "missing":
            entries.delete()
        elif damage == "scopes":
            entries.update(scopes=["all"])
        else:
            Performance.objects.filter(pk=made.pk).update(status=Status.HOLD)
    stored = list(CalendarEntry.objects.values())

    with pytest.raises(CommandError, match="1 calendar entries differ"):
        run("--check")
    assert list(CalendarEntry.objects.values()) == stored

    assert run().splitlines()[0] == "1 looked at, 1 differed"
    run("--check")


def test_rebuilding_what_is_right_raises_no_stamp(show):
    show()
    before = list(FeedStamp.objects.order_by("key").values())

    run()

    assert list(FeedStamp.objects.order_by("key").values()) == before


def test_a_new_base_address_is_written_and_raises_last_modified(
    show, fetch, settings, frozen_clock
):
    made = show()
    frozen_clock.forward(hours=1)
    settings.BASE_URL = "https://elsewhere.example"

    run()

    event = only(fetch().content)
    assert event["URL"] == f"https://elsewhere.example/performances/{made.public_id}/"
    assert event["LAST-MODIFIED"].dt == frozen_clock.now


def test_a_showcase_announced_ahead_is_named_after_the_next_run(
    show, fetch, showcase, frozen_clock
):
    with gate.opened():
        showcase.announced_at = clock.now() + timedelta(hours=1)
        showcase.save()
    show(showcase=showcase)
    frozen_clock.forward(hours=2)
    assert showcase.title not in only(fetch().content)["DESCRIPTION"]

    run()

    assert showcase.title in only(fetch().content)["DESCRIPTION"]


def test_every_show_is_looked_at_once_in_batches(show, monkeypatch):
    monkeypatch.setattr(rebuild.entries, "BATCH", 2)
    ids = [show(starts_at=CURTAIN + timedelta(days=day)).pk for day in range(5)]

    assert list(rebuild.batches()) == [ids[:2], ids[2:4], ids[4:]]


def test_it_may_be_stopped_in_between(show, monkeypatch):
    def stop(_ids):
        raise KeyboardInterrupt

    show()
    monkeypatch.setattr(rebuild, "rebuild", stop)

    with pytest.raises(SystemExit) as stopped:
        run()

    assert stopped.value.code == 130

"""A show that was public before its showcase names it as soon as that is announced."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from performances.models import CalendarEntry, Performance, Showcase
from performances.scheduling import (
    announce,
    announce_showcase,
    revise_showcase,
    showcase_facts_of,
)
from performances.scheduling.due import name_announced_showcases
from tests import factories
from tests.performances.calendars.reading import only

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def showcase(frozen_clock: Any) -> Showcase:
    return factories.showcase(title="新创作品展演", code="sandi", announced=False)


@pytest.fixture
def early(showcase: Showcase, frozen_clock: Any) -> Performance:
    """One city that the public knew an hour before the showcase."""
    row = announce(showcase.performances.order_by("pk").first()).performance
    frozen_clock.forward(hours=1)
    return row


def told(row: Performance) -> str:
    entry = CalendarEntry.objects.get(performance=row)
    return entry.text.replace("\r\n ", "")


def stamps(row: Performance) -> tuple[Any, int]:
    entry = CalendarEntry.objects.get(performance=row)
    return entry.modified_at, entry.sequence


def check_calendars() -> None:
    call_command("rebuild_calendars", "--check", stdout=StringIO())


def test_announced_now_it_is_named_at_once(
    showcase: Showcase, early: Performance, frozen_clock: Any, fetch: Any
) -> None:
    before, sequence = stamps(early)
    path = f"/calendars/venues/{early.venue.code}.ics"
    was = fetch(path)
    assert "新创作品展演" not in told(early)

    announce_showcase(showcase)

    assert "展演：新创作品展演（各地同时启幕）" in told(early)
    assert stamps(early) == (frozen_clock.now, sequence)
    assert frozen_clock.now > before
    now = fetch(path)
    assert only(now.content)["LAST-MODIFIED"].dt == frozen_clock.now
    assert now["Last-Modified"] != was["Last-Modified"]
    check_calendars()


def test_announced_for_later_it_is_named_when_the_hour_comes(
    showcase: Showcase, early: Performance, frozen_clock: Any
) -> None:
    before = stamps(early)
    announce_showcase(showcase, at=frozen_clock.now + timedelta(hours=5))
    frozen_clock.forward(hours=4)
    assert name_announced_showcases() == 0
    assert stamps(early) == before

    frozen_clock.forward(hours=1, seconds=30)
    assert name_announced_showcases() == 1

    assert "新创作品展演" in told(early)
    assert stamps(early) == (frozen_clock.now, before[1])
    check_calendars()
    frozen_clock.forward(minutes=1)
    assert name_announced_showcases() == 0


def test_the_command_of_every_minute_looks(
    showcase: Showcase, early: Performance, frozen_clock: Any
) -> None:
    announce_showcase(showcase, at=frozen_clock.now + timedelta(hours=5))
    frozen_clock.forward(hours=6)
    call_command("send_notices", verbosity=0)
    assert "新创作品展演" in told(early)


def test_a_new_title_is_shown_at_once_and_an_unannounced_one_nowhere(
    showcase: Showcase, early: Performance, frozen_clock: Any
) -> None:
    quiet = stamps(early)
    revise_showcase(showcase, _titled(showcase, "还没公布的新名字"))
    assert stamps(early) == quiet

    announce_showcase(Showcase.objects.get(pk=showcase.pk))
    frozen_clock.forward(hours=1)
    current = Showcase.objects.get(pk=showcase.pk)
    revise_showcase(current, _titled(current, "北疆新声"))
    for row in current.performances.all():
        assert "展演：北疆新声" in told(row)
        assert stamps(row)[0] == frozen_clock.now
    check_calendars()


def _titled(showcase: Showcase, title: str) -> Any:
    return replace(showcase_facts_of(showcase), title=title)

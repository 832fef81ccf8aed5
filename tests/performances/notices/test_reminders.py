"""Missing records: who is reminded, when, and that nobody is reminded twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from performances import scheduling
from performances.models import (
    Notice,
    NoticeSettings,
    Performance,
    RecordReminder,
    gate,
)
from performances.notices import compose
from performances.notices.sending import send_due
from performances.scheduling import RecordFacts
from performances.scheduling.record_reminders import remind_of_records
from tests import factories
from troupes.models import Membership
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def played(show: Performance, frozen_clock: Any) -> Performance:
    """It is nine in the evening, and the show is over."""
    frozen_clock.set(show.ends_at)
    return show


def _morning_after(show: Performance, days: int = 1) -> Any:
    return clock.midnight(show.ends_at) + timedelta(days=days, hours=8)


def _reminded() -> dict[str, str]:
    """Address and subject of everything that goes out now."""
    mail.outbox.clear()
    remind_of_records()
    send_due()
    return {one.to[0]: one.subject for one in mail.outbox}


def test_the_leader_hears_in_the_morning_and_once_more_then_the_league(
    played: Performance, people: dict[str, str], troupe: Any, frozen_clock: Any,
    troupe_editor: Any,
) -> None:  # fmt: skip
    assert _reminded() == {}
    frozen_clock.set(_morning_after(played) - timedelta(seconds=1))
    assert _reminded() == {}
    frozen_clock.forward(seconds=1)
    subject = f"还缺演出记录（{troupe.name}）：1场"
    assert _reminded() == {people["troupe"]: subject}
    body = mail.outbox[0].body
    assert "11月8日(周三)19:30，《草原新歌》" in body
    assert played.venue.name in body
    assert "/my/" in body
    assert _reminded() == {}

    frozen_clock.set(_morning_after(played, 4))
    assert _reminded() == {people["troupe"]: subject}
    frozen_clock.set(_morning_after(played, 7))
    assert set(_reminded()) == {people["region"]}
    assert "state=missing" in mail.outbox[0].body
    frozen_clock.set(_morning_after(played, 30))
    assert _reminded() == {}
    assert RecordReminder.objects.count() == 3


def test_what_was_reported_or_called_off_is_not_asked_for(
    played: Performance, people: dict[str, str], frozen_clock: Any
) -> None:
    off = factories.performance(
        starts_at=played.starts_at - timedelta(days=1), title="没演成"
    )
    scheduling.cancel(off, reason="大雪")
    scheduling.report_show(played, RecordFacts(onsite_audience=1))
    frozen_clock.set(_morning_after(played))
    assert _reminded() == {}


def test_a_reminder_on_its_way_leaves_out_what_was_reported_meanwhile(
    played: Performance, people: dict[str, str], frozen_clock: Any
) -> None:
    frozen_clock.set(_morning_after(played))
    (notice,) = remind_of_records()
    told = compose.message(notice, "", clock.now())
    assert "《草原新歌》" in told.text
    scheduling.report_show(played, RecordFacts(onsite_audience=1))
    told = compose.message(notice, "", clock.now())
    assert "《草原新歌》" not in told.text
    assert "都不用再报了" in told.text


def test_a_show_that_was_moved_since_is_asked_for_after_its_new_evening(
    played: Performance, people: dict[str, str], frozen_clock: Any
) -> None:
    frozen_clock.set(_morning_after(played))
    (notice,) = remind_of_records()
    # It had not been played at all; the mail is still on its way.
    moved = scheduling.move(
        played, starts_at=played.starts_at + timedelta(days=2), accept="大雪"
    ).performance
    assert played.title not in compose.message(notice, "", clock.now()).text
    mail.outbox.clear()
    send_due()
    assert "都不用再报了" in mail.outbox[0].body
    frozen_clock.set(_morning_after(moved))
    (again,) = remind_of_records()
    assert (again.audience, again.deliveries.count()) == (notice.audience, 1)
    assert moved.title in compose.message(again, "", clock.now()).text
    assert remind_of_records() == []


def test_a_reminder_that_was_held_up_waits_for_the_morning(
    played: Performance, people: dict[str, str], frozen_clock: Any
) -> None:
    frozen_clock.set(_morning_after(played) + timedelta(hours=11, minutes=59))
    remind_of_records()
    for hour, goes_out in ((1, 0), (11, 0), (13, 1)):
        frozen_clock.set(_morning_after(played) + timedelta(hours=11 + hour))
        mail.outbox.clear()
        send_due()
        assert len(mail.outbox) == goes_out, hour


def test_whoever_left_hears_nothing_and_editors_stand_in(
    played: Performance, troupe: Any, troupe_leader: Any, troupe_editor: Any,
    frozen_clock: Any,
) -> None:  # fmt: skip
    frozen_clock.set(_morning_after(played))
    yesterday = clock.now().date() - timedelta(days=1)
    Membership.objects.filter(user=troupe_leader).update(until=yesterday)
    assert set(_reminded()) == {troupe_editor.email}
    Membership.objects.all().update(until=yesterday)
    frozen_clock.set(_morning_after(played, 4))
    assert _reminded() == {}


def test_nobody_is_reminded_at_night_of_old_shows_or_where_it_is_off(
    played: Performance, people: dict[str, str], frozen_clock: Any
) -> None:
    morning = _morning_after(played)
    for at in (morning + timedelta(hours=13), morning + timedelta(days=2)):
        frozen_clock.set(at)
        assert _reminded() == {}
    rules = NoticeSettings.load()
    rules.remind_of_records = False
    rules.save()
    frozen_clock.set(morning)
    assert _reminded() == {}


def test_one_mail_for_all_shows_and_every_troupe_of_a_joint_one(
    played: Performance, troupe: Any, other_troupe: Any, people: dict[str, str],
    other_troupe_editor: Any, frozen_clock: Any,
) -> None:  # fmt: skip
    factories.performance(
        starts_at=played.starts_at - timedelta(hours=5),
        troupes=(troupe, other_troupe),
        announced=False,
    )
    frozen_clock.set(_morning_after(played))
    told = _reminded()
    assert set(told) == {people["troupe"], other_troupe_editor.email}
    assert told[people["troupe"]].endswith("2场")
    assert told[other_troupe_editor.email].endswith("1场")


def test_the_timer_does_it_and_looks_cheaply(
    played: Performance, people: dict[str, str], frozen_clock: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    frozen_clock.set(_morning_after(played))
    call_command("send_notices", verbosity=0)
    assert [message.to for message in mail.outbox] == [[people["troupe"]]]
    assert Notice.objects.get().state == Notice.State.SENT
    with gate.opened(), django_assert_max_num_queries(9):
        remind_of_records()

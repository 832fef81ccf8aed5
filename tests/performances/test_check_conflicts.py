"""manage.py check_conflicts: what a nightly run says, and whether it fails."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performances.models import AcceptedWarning, Booking, Performance, gate, guard
from performances.scheduling import check_conflicts
from performances.scheduling.standing import count_work
from tests import factories
from ulanmuqi.base import clock

pytestmark = pytest.mark.usefixtures("frozen_clock", "db")


def told(**options: Any) -> str:
    said = StringIO()
    call_command("check_conflicts", stdout=said, **options)
    return said.getvalue()


def execute(statement: str) -> None:
    """Past the gate, as only an accident would."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def complaint(**options: Any) -> str:
    said = StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("check_conflicts", stdout=said, **options)
    assert exit_.value.code == 1
    return said.getvalue()


def test_an_empty_schedule_is_clean() -> None:
    assert told(strict=True).startswith("不能排0处，")


def test_shows_that_fit_are_clean() -> None:
    troupe = factories.troupe()
    for days in (1, 2):
        factories.performance(troupes=(troupe,), starts_at=factories.evening(days=days))
    assert told(strict=True).startswith("不能排0处，未处理的警告0条，已接受的警告0条")


@pytest.fixture
def hurried() -> Performance:
    """The second of two shows a thousand kilometres and two hours apart."""
    troupe, starts_at = factories.troupe("150105"), factories.evening()
    factories.performance(
        troupes=(troupe,), venue=factories.venue("150105"), starts_at=starts_at
    )
    return factories.performance(
        troupes=(troupe,),
        venue=factories.venue("152201"),
        starts_at=starts_at + timedelta(hours=3),
    )


@pytest.fixture
def unaccepted(hurried: Performance) -> Performance:
    execute(f"DELETE FROM {AcceptedWarning._meta.db_table}")
    return hurried


@pytest.fixture
def doubled() -> Performance:
    """Two firm shows at one venue, past the guard: only a lost trigger allows it."""
    show = factories.performance(title="先到的")
    other = factories.performance(title="后到的", venue=factories.venue("150105"))
    with gate.opened(), connection.cursor() as cursor:
        for act in ("insert", "update"):
            cursor.execute(f"DROP TRIGGER {guard.NAME}_{act}")
        booked = Booking.objects.filter(resource__venue=show.venue)
        Booking.objects.filter(resource__venue=other.venue).update(
            resource=booked.get().resource
        )
        guard.install(connection)
    return other


def test_an_accepted_warning_is_told_and_does_not_fail(hurried: Performance) -> None:
    said = told(strict=True, verbosity=2)
    assert "已接受的警告1条" in said
    assert hurried.venue.name in "".join(said.split())


def test_an_open_warning_is_told_and_fails_only_when_asked_to(
    unaccepted: Performance,
) -> None:
    for said in (told(), complaint(strict=True)):
        assert "未处理的警告1条" in said
        assert unaccepted.venue.name in "".join(said.split())


def test_a_double_booking_fails(doubled: Performance) -> None:
    said = "".join(complaint().split())
    assert "先到的" in said
    assert said.rindex("不能排1处") > 0


def test_a_show_without_its_bookings_is_named() -> None:
    show = factories.performance()
    execute(f"DELETE FROM {Booking._meta.db_table}")
    assert show.public_id in complaint()


def test_programs_read_json(unaccepted: Performance) -> None:
    answer = json.loads(told(json=True))
    (warning,) = answer["warnings"]
    assert warning["rule"] == "unreachable"
    assert warning["other"] == f"{unaccepted.public_id} {unaccepted.title}"
    assert warning["figures"]["km"] > 900
    assert (answer["blocks"], answer["astray"]) == ([], [])


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [(0, None, 1), (1, None, 0), (None, 0, 1), (None, -1, 0)],
)
def test_a_window_keeps_to_its_days(
    unaccepted: Performance, first: int | None, last: int | None, count: int
) -> None:
    """Days from that of the journey's end; its beginning lies three hours before."""
    day = unaccepted.starts_at.astimezone(clock.SHANGHAI).date()

    def date_of(days: int | None) -> Any:
        return None if days is None else day + timedelta(days=days)

    answer = json.loads(told(json=True, first=date_of(first), last=date_of(last)))
    assert len(answer["warnings"]) == count


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CommandError):
        told(first=date(2023, 11, 2), last=date(2023, 11, 1))


def test_progress_counts_up_to_what_was_promised(hurried: Performance) -> None:
    seen: list[int] = []
    check_conflicts(progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == count_work()


def test_the_sweep_asks_the_same_whatever_the_season_holds() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            check_conflicts()
        return len(asked)

    factories.performance()
    with_one = queries()
    factories.performances({} for _number in range(29))
    assert (with_one, queries()) == (16, 16)

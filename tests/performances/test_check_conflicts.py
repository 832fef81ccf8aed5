"""manage.py check_conflicts: what a nightly run says, and whether it fails."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from performances.models import AcceptedWarning, Booking, Performance
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock", "db")


def told(**options: Any) -> str:
    said = StringIO()
    call_command("check_conflicts", stdout=said, **options)
    return said.getvalue()


def execute(statement: str) -> None:
    """Past the gate, as only an accident would."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def complaint() -> str:
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_conflicts", stdout=said)
    return said.getvalue()


def test_an_empty_schedule_is_clean() -> None:
    assert "No conflicts" in told()


def test_shows_that_fit_are_clean() -> None:
    troupe = factories.troupe()
    for days in (1, 2):
        factories.performance(troupes=(troupe,), starts_at=factories.evening(days=days))
    assert "No conflicts; 0 warnings accepted." in told()


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


def test_an_accepted_warning_is_told_and_does_not_fail(hurried: Performance) -> None:
    said = told()
    assert "Accepted warnings: 1" in said
    assert "No conflicts; 1 warnings accepted." in said


def test_a_warning_nobody_accepted_fails(hurried: Performance) -> None:
    execute(f"DELETE FROM {AcceptedWarning._meta.db_table}")
    said = complaint()
    assert "Warnings: 1" in said
    assert hurried.venue.name in said


def test_a_show_without_its_bookings_is_named() -> None:
    show = factories.performance()
    execute(f"DELETE FROM {Booking._meta.db_table}")
    said = complaint()
    assert "Bookings not as the status demands: 1" in said
    assert show.public_id in said


def test_since_leaves_the_past_alone(frozen_clock: Any) -> None:
    show = factories.performance()
    execute(f"DELETE FROM {Booking._meta.db_table}")
    later = (show.ends_at + timedelta(days=2)).date()
    assert "No conflicts" in told(since=later)

"""What the guard refuses and lets pass, and that it outlives rebuilt tables."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from performances.models import Booking, Resource, gate, guard
from tests import factories

pytestmark = pytest.mark.database

HOUR = 3600
NOON = 1_700_481_600


@pytest.fixture
def stage(db: None) -> Resource:
    with gate.opened():
        return Resource.objects.create(
            kind=Resource.Kind.VENUE, venue=factories.venue()
        )


def book(
    resource: Resource,
    starts: int,
    ends: int,
    *,
    firm: bool = True,
    exclusive: bool = True,
) -> Booking:
    with transaction.atomic(), gate.opened():
        return Booking.objects.create(
            resource=resource, starts=starts, ends=ends, firm=firm, exclusive=exclusive
        )


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        pytest.param(NOON, NOON + HOUR, id="the same"),
        pytest.param(NOON + 60, NOON + 120, id="within"),
        pytest.param(NOON - HOUR, NOON + 2 * HOUR, id="around"),
        pytest.param(NOON - HOUR, NOON + 1, id="one second at its start"),
        pytest.param(NOON + HOUR - 1, NOON + 2 * HOUR, id="one second at its end"),
        pytest.param(NOON - 6 * 24 * HOUR, NOON + 1, id="a long one"),
    ],
)
def test_refuses_what_overlaps(stage: Resource, starts: int, ends: int) -> None:
    book(stage, NOON, NOON + HOUR)
    with pytest.raises(DatabaseError) as caught:
        book(stage, starts, ends)
    assert guard.is_refusal(caught.value)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(NOON - HOUR, NOON), (NOON + HOUR, NOON + 2 * HOUR)],
    ids=["before", "after"],
)
def test_lets_touching_bookings_pass(stage: Resource, starts: int, ends: int) -> None:
    book(stage, NOON, NOON + HOUR)
    book(stage, starts, ends)
    assert Booking.objects.count() == 2


@pytest.mark.parametrize("looser", [{"firm": False}, {"exclusive": False}])
def test_lets_soft_and_shared_bookings_pass(
    stage: Resource, looser: dict[str, bool]
) -> None:
    book(stage, NOON, NOON + HOUR)
    book(stage, NOON, NOON + HOUR, **looser)
    assert Booking.objects.count() == 2


def test_lets_other_resources_pass(stage: Resource) -> None:
    with gate.opened():
        other = Resource.objects.create(
            kind=Resource.Kind.TROUPE, troupe=factories.troupe()
        )
    book(stage, NOON, NOON + HOUR)
    book(other, NOON, NOON + HOUR)
    assert Booking.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [{"firm": True}, {"exclusive": True}],
    ids=["made firm", "made exclusive"],
)
def test_refuses_updates(stage: Resource, change: dict[str, bool]) -> None:
    book(stage, NOON, NOON + HOUR)
    before = dict.fromkeys(change, False)
    loose = book(stage, NOON, NOON + HOUR, **before)
    rows = Booking.objects.filter(pk=loose.pk)
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), gate.opened():
        rows.update(**change)
    assert guard.is_refusal(caught.value)
    assert rows.filter(**before).exists()


def test_refuses_a_move_in_time_and_to_another_resource(stage: Resource) -> None:
    with gate.opened():
        other = Resource.objects.create(
            kind=Resource.Kind.TROUPE, troupe=factories.troupe()
        )
    book(stage, NOON, NOON + HOUR)
    later = book(stage, NOON + HOUR, NOON + 2 * HOUR)
    elsewhere = book(other, NOON, NOON + HOUR)
    for row, change in (
        (later, {"starts": NOON + 60}),
        (elsewhere, {"resource": stage}),
    ):
        rows = Booking.objects.filter(pk=row.pk)
        with (
            pytest.raises(DatabaseError) as caught,
            transaction.atomic(),
            gate.opened(),
        ):
            rows.update(**change)
        assert guard.is_refusal(caught.value)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(NOON, NOON), (NOON, NOON - 1), (NOON, NOON + 7 * 24 * HOUR + 1)],
    ids=["empty", "backwards", "over a week"],
)
def test_a_booking_has_a_bounded_length(
    stage: Resource, starts: int, ends: int
) -> None:
    with pytest.raises(DatabaseError, match="booking_has_bounded_length"):
        book(stage, starts, ends)


# --- When the guard goes missing ------------------------------------------------------


@pytest.fixture
def one_more_column() -> Iterator[models.Field]:
    """A field that a migration adds, which on SQLite makes Django rebuild the table."""
    field = models.CharField(max_length=10, default="x")
    field.set_attributes_from_name("colour")
    with connection.schema_editor() as editor:
        editor.add_field(Booking, field)
    yield field
    with connection.schema_editor() as editor:
        editor.remove_field(Booking, field)
    guard.install(connection)


def drop_guard() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {guard.TABLE} DROP CONSTRAINT {guard.NAME}")
            return
        for act in ("insert", "update"):
            cursor.execute(f"DROP TRIGGER {guard.NAME}_{act}")


@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_is_guarded_again_after_migrate(
    one_more_column: models.Field, stage: Resource
) -> None:
    # If Django stops rebuilding here, this test proves nothing on SQLite any more.
    assert guard.is_installed(connection) is (connection.vendor != "sqlite")

    call_command("migrate", verbosity=0)

    assert guard.is_installed(connection)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, guard.TABLE)
    assert "colour" in {column.name for column in columns}
    insert = (
        f"INSERT INTO {guard.TABLE} "
        "(resource_id, kind, starts, ends, firm, exclusive, note, colour) "
        "VALUES (%s, 'show', %s, %s, %s, %s, '', '')"
    )
    values = [stage.pk, NOON, NOON + HOUR, True, True]
    with connection.cursor() as cursor:
        cursor.execute(insert, values)
        with pytest.raises(DatabaseError) as caught:
            cursor.execute(insert, values)
    assert guard.is_refusal(caught.value)


@pytest.mark.django_db(transaction=True)
def test_its_absence_is_an_error_of_check_and_of_readiness(client: Client) -> None:
    drop_guard()
    try:
        assert not guard.is_installed(connection)
        with pytest.raises(SystemCheckError, match=r"performances\.E001"):
            call_command("check", databases=["default"])
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["checks"]["guard"] is False
    finally:
        guard.install(connection)
    assert guard.is_installed(connection)


@pytest.mark.django_db
def test_installing_twice_changes_nothing() -> None:
    assert guard.is_installed(connection)
    guard.install(connection)
    assert guard.is_installed(connection)

"""The database's own refusal of double bookings (architecture 5.1).

Exclusive firm bookings of one resource never overlap, whoever writes them and
however many write at once. PostgreSQL: an exclusion constraint over integer ranges,
core features only. SQLite: triggers before insert and update.

Django rebuilds SQLite tables on many migrations and drops triggers without a word,
so `install` is idempotent and runs in a migration, after every migrate, and its
absence is an error of `check` and of /readyz.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ..slots import MAX_BOOKING_SECONDS

NAME = "booking_never_twice"
TABLE = "performances_booking"

_POSTGRES = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist (
    int8range(resource_id, resource_id, '[]') WITH &&,
    int8range(starts, ends) WITH &&
) WHERE (firm AND exclusive)
"""

_OVERLAP = f"""
    SELECT RAISE(ABORT, '{NAME}')
    WHERE NEW.firm AND NEW.exclusive AND EXISTS (
        SELECT 1 FROM {TABLE} AS other
        WHERE other.resource_id = NEW.resource_id
          AND other.id IS NOT NEW.id
          AND other.firm AND other.exclusive
          AND other.starts < NEW.ends
          AND other.ends > NEW.starts
          AND other.starts > NEW.starts - {MAX_BOOKING_SECONDS}
    );
"""  # noqa: S608  # only names of this file are put in


def _sqlite_triggers() -> dict[str, str]:
    return {
        f"{NAME}_{act}": (
            f"CREATE TRIGGER {NAME}_{act} BEFORE {act.upper()} ON {TABLE} "
            f"FOR EACH ROW BEGIN {_OVERLAP} END"
        )
        for act in ("insert", "update")
    }


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the guard in place; does nothing where it stands already."""
    if TABLE not in connection.introspection.table_names():
        return
    if is_installed(connection):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES)
            return
        for name, statement in _sqlite_triggers().items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT 1 FROM pg_constraint WHERE conname = %s "
                "AND conrelid = to_regclass(%s)",
                [NAME, TABLE],
            )
            return cursor.fetchone() is not None
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
            "AND tbl_name = %s",
            [TABLE],
        )
        return dict(cursor.fetchall()) == _sqlite_triggers()


def install_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """Receiver of post_migrate: brings back what a table rebuild dropped."""
    install(connections[using])


def is_refusal(error: Exception) -> bool:
    """Whether a database error is the guard's, told by its name in the message."""
    return NAME in str(error)

"""Puts back what migrations wrote, after a test that emptied the tables.

Transactional tests end in a flush, which also removes what Wagtail's migrations laid
down: the root page, the locales, the site, the collection, the groups. Whatever test
comes next, in whatever order, finds them again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.commands import flush
from django.core.management.sql import sql_flush
from django.db import connection, transaction

# Rows in one statement.
_AT_ONCE = 200
# One flush in so many truncates.
_TRUNCATED = 20
_flushes = count(1)
_CAN_FORGET = 18_00_00
_NEEDS_FLUSH = {"transactional_db", "live_server", "django_db_reset_sequences"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every row of every table that a flush empties."""

    tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def take() -> Snapshot:
    tables = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {_quoted(table)}")
            columns = [column[0] for column in cursor.description]
            tables[table] = (columns, cursor.fetchall())
    return Snapshot(tables)


@contextmanager
def quick_flush() -> Iterator[list[str]]:
    """A flush makes permissions and content types anew, in a tenth of a second, under
    other keys; `restore` brings those that were there. PostgreSQL truncates some 150
    tables, with their indexes, in half a second; few hold rows.

    Gives what was done: nothing, when the test was skipped."""
    done: list[str] = []

    def emptying(*given: Any, **options: Any) -> list[str]:
        done.extend(statements := _emptying(*given, **options))
        return statements

    with (
        patch.object(flush, "emit_post_migrate_signal"),
        patch.object(flush, "sql_flush", emptying),
    ):
        yield done


def restore(snapshot: Snapshot, *, emptied: bool = False) -> None:
    """Rows as they were; `emptied` when the tables hold none."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in () if emptied else snapshot.tables:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        for table, (columns, rows) in snapshot.tables.items():
            names = ", ".join(map(_quoted, columns))
            marks = ", ".join(["%s"] * len(columns))
            for first in range(0, len(rows), _AT_ONCE):
                some = rows[first : first + _AT_ONCE]
                cursor.execute(
                    f"INSERT INTO {_quoted(table)} ({names}) VALUES "
                    + ", ".join([f"({marks})"] * len(some)),
                    [value for row in some for value in row],
                )
    know_content_types()
    cache.clear()


def know_content_types() -> None:
    """Every test begins with all of them known, so that none is asked for one query
    more or less than when another test had come before it."""
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(*apps.get_models())


def forget_counts() -> None:
    """What a test let PostgreSQL count of its rows stays when they go, and no later
    test is to be planned for by it. Older servers cannot forget."""
    if connection.vendor != "postgresql" or connection.pg_version < _CAN_FORGET:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_clear_relation_stats('public', relname::text) FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace AND reltuples >= 0 "
            "AND relkind IN ('r', 'i')"
        )


def was_flushed(item: pytest.Item) -> bool:
    """Whether the test ran outside a transaction and ended in a flush."""
    if _NEEDS_FLUSH & set(getattr(item, "fixturenames", ())):
        return True
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


def _emptying(style: Any, to: Any, **options: Any) -> list[str]:
    """What empties every table. Deleted rows keep their room: now and then it is taken
    back by truncating after all, and always where one may not look past the keys."""
    if to.vendor != "postgresql" or next(_flushes) % _TRUNCATED == 0:
        return sql_flush(style, to, **options)
    with to.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return sql_flush(style, to, **options)
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}' WHERE EXISTS (SELECT FROM {_quoted(table)})"
                for table in _tables()
            )
        )
        held = [table for (table,) in cursor.fetchall()]
    return [
        "SET LOCAL session_replication_role = replica",
        *(f"DELETE FROM {_quoted(table)}" for table in held),
    ]


def _tables() -> list[str]:
    return connection.introspection.django_table_names(
        only_existing=True, include_views=False
    )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

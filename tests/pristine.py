"""Puts back what migrations wrote, after a test that emptied the tables.

Transactional tests end in a flush, which also removes what Wagtail's migrations laid
down: the root page, the locales, the site, the collection, the groups. Whatever test
comes next, in whatever order, finds them again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection, transaction

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
def silent_flush() -> Iterator[None]:
    """A flush makes permissions and content types anew, in a tenth of a second, under
    other keys; `restore` brings those that were there."""
    with patch.object(flush, "emit_post_migrate_signal"):
        yield


def restore(snapshot: Snapshot) -> None:
    """Rows as they were."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in snapshot.tables:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        for table, (columns, rows) in snapshot.tables.items():
            names = ", ".join(map(_quoted, columns))
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {_quoted(table)} ({names}) VALUES ({marks})", rows
            )
    ContentType.objects.clear_cache()
    cache.clear()


def was_flushed(item: pytest.Item) -> bool:
    """Whether the test ran outside a transaction and ended in a flush."""
    if _NEEDS_FLUSH & set(getattr(item, "fixturenames", ())):
        return True
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


def _tables() -> list[str]:
    return connection.introspection.django_table_names(
        only_existing=True, include_views=False
    )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

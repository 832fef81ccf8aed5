"""Databases that migrations already built: where a run, or each worker, starts from.

Laying down every migration takes half a minute of a core; copying the result takes
none. On SQLite the copy is a file that is kept while every migration of every app reads
as it did; on PostgreSQL it is a database of the server of this run. `migrate` still
runs over it, so what it does besides (the guard, permissions) is never skipped.

`python -m tests.head_start` builds the one of the settings' database.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

# Names, in the environment, the database of the server that workers copy.
TEMPLATE = "TEST_TEMPLATE"


def copy_to(path: Path) -> None:
    """Puts the kept file where the run wants its own; nothing happens without one."""
    if _kept().exists():
        shutil.copy(_kept(), path)


def keep() -> None:
    """Keeps the migrated database of this process; the last of several writers wins."""
    if _kept().exists():
        return
    folder = _kept().parent
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    fresh = folder / f"{os.getpid()}.part"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source:
        source.execute("VACUUM INTO ?", [str(fresh)])
    fresh.replace(_kept())


def build() -> None:
    """What `copy_to`, or PostgreSQL itself, copies for the workers."""
    django.setup()
    if connection.vendor == "sqlite":
        if not _kept().exists():
            call_command("migrate", verbosity=0)
            keep()
            connection.close()
            remove(Path(connection.settings_dict["NAME"]))
        return
    name = os.environ[TEMPLATE]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    connection.close()
    connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    connection.close()


def remove(database: Path) -> None:
    """A SQLite file, and what lies beside it."""
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()


def _kept() -> Path:
    return settings.VAR / "test-databases" / f"{_migrations_read_as()}.sqlite3"


def _migrations_read_as() -> str:
    digest = hashlib.sha256(django.get_version().encode())
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for key in sorted(migrations):
        source = Path(sys.modules[migrations[key].__module__].__file__)
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    build()

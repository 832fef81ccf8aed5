"""A SQLite file that migrations already built: where the next run starts from.

Laying down every migration takes half a minute of a core; copying the result takes
none. The copy is used only while every migration of every app reads as it did, and
`migrate` still runs over it, so what it does besides (the guard, permissions) is
never skipped.
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
from django.db import connection
from django.db.migrations.loader import MigrationLoader

KEPT = settings.VAR / "test-databases"


def copy_to(path: Path) -> None:
    """Puts the kept file where the run wants its own; nothing happens without one."""
    if _kept().exists():
        shutil.copy(_kept(), path)


def keep() -> None:
    """Keeps the migrated database of this process; the last of several writers wins."""
    if _kept().exists():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    fresh = KEPT / f"{os.getpid()}.part"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source:
        source.execute("VACUUM INTO ?", [str(fresh)])
    fresh.replace(_kept())


def _kept() -> Path:
    return KEPT / f"{_migrations_read_as()}.sqlite3"


def _migrations_read_as() -> str:
    digest = hashlib.sha256(django.get_version().encode())
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for key in sorted(migrations):
        source = Path(sys.modules[migrations[key].__module__].__file__)
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]

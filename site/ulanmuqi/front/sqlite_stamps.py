"""Stamps in an SQLite file: the file itself says whether anybody wrote."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from django.db import connections

from .stamps import Unavailable

# Seconds between looks whether a restored file has come into the place of the old.
_LOOK = 0.5

Result = TypeVar("Result")


class SqliteStamps:
    """One connection a process, for all threads in turn: its acts take microseconds.

    `PRAGMA data_version` differs as soon as any other connection, of this process or
    another, has committed.
    """

    def __init__(self, alias: str, table: str) -> None:
        self._alias = alias
        self._table = table
        self._turn = Lock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[Any, ...] = ()
        self._looked = 0.0

    def epoch(self) -> object | None:
        return self._asked(self._data_version)

    def versions(self, keys: Iterable[str]) -> dict[str, int]:
        keys = list(keys)
        marks = ",".join("?" * len(keys))
        sql = f"SELECT key, version FROM {self._table} WHERE key IN ({marks})"  # noqa: S608 (our own table)
        found = self._asked(lambda rows: rows.execute(sql, keys).fetchall())
        return dict.fromkeys(keys, 0) | dict(found)

    def close(self) -> None:
        with self._turn:
            self._forget()

    def _data_version(self, rows: sqlite3.Connection) -> object:
        # Every row is fetched: a statement left open would keep an old state.
        ((version,),) = rows.execute("PRAGMA data_version").fetchall()
        return self._opened, version

    def _asked(self, question: Callable[[sqlite3.Connection], Result]) -> Result:
        with self._turn:
            try:
                return question(self._open())
            except (sqlite3.Error, OSError) as error:
                self._forget()
                raise Unavailable(str(error)) from error

    def _open(self) -> sqlite3.Connection:
        now = time.monotonic()
        if self._connection is not None and now - self._looked < _LOOK:
            return self._connection
        path = Path(connections[self._alias].settings_dict["NAME"]).absolute()
        file = path.stat()
        identity = (os.getpid(), file.st_dev, file.st_ino)
        self._looked = now
        if self._connection is None or identity != self._opened:
            self._forget()
            # Not mode=ro: that cannot make the shared index of a file in WAL mode.
            self._connection = sqlite3.connect(
                f"{path.as_uri()}?mode=rw",
                uri=True,
                timeout=1,
                isolation_level=None,
                check_same_thread=False,
            )
            self._connection.execute("PRAGMA query_only=ON").fetchall()
            self._opened = identity
        return self._connection

    def _forget(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

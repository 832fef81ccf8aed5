"""Stamps in PostgreSQL: a listener says whether anybody wrote."""

import os
import time
from collections.abc import Iterable
from threading import Lock
from typing import Any

import psycopg2
from django.db import connections

from ulanmuqi.base import published

from .listener import Listener
from .stamps import Unavailable

# Seconds in which nobody tries again to reach a database that did not answer.
_PAUSE = 1.0


class PostgresqlStamps:
    """A listening thread and one connection a process, opened at the first request.

    While the listener is known to hear, an epoch lasts until the next change anywhere.
    Else there is none, and every request asks for the stamps of its copy.
    """

    def __init__(self, alias: str, table: str) -> None:
        self._alias = alias
        self._table = table
        self._turn = Lock()
        self._connection: Any = None
        self._process = 0
        self._not_before = 0.0
        self._listener = Listener(self._connect)
        published.listen(self._listener.notice)

    def epoch(self) -> object | None:
        if self._process != os.getpid():
            self._begin()
        return self._listener.epoch()

    def versions(self, keys: Iterable[str]) -> dict[str, int]:
        keys = list(keys)
        sql = f"SELECT key, version FROM {self._table} WHERE key = ANY(%s)"  # noqa: S608 (our own table)
        with self._turn:
            found = self._asked(sql, keys)
        return dict.fromkeys(keys, 0) | dict(found)

    def close(self) -> None:
        self._listener.stop()
        with self._turn:
            self._forget()
            self._process = 0

    def _begin(self) -> None:
        """In a forked child everything is opened anew; a thread does not survive."""
        with self._turn:
            if self._process == os.getpid():
                return
            # What the parent opened is the parent's to close.
            self._connection = None
            self._process = os.getpid()
            self._listener.start()

    def _asked(self, sql: str, keys: list[str]) -> list[tuple[str, int]]:
        """Once more over a new connection when the old one has gone away."""
        was_open = self._connection is not None
        try:
            return self._rows(sql, keys)
        except psycopg2.Error as error:
            self._forget()
            if not was_open:
                raise self._out(error) from error
        try:
            return self._rows(sql, keys)
        except psycopg2.Error as error:
            self._forget()
            raise self._out(error) from error

    def _rows(self, sql: str, keys: list[str]) -> list[tuple[str, int]]:
        if time.monotonic() < self._not_before:
            raise psycopg2.OperationalError("it did not answer a moment ago")
        if self._connection is None:
            self._connection = self._connect()
        with self._connection.cursor() as cursor:
            cursor.execute(sql, [keys])
            return list(cursor.fetchall())

    def _out(self, error: Exception) -> Unavailable:
        self._not_before = max(self._not_before, time.monotonic() + _PAUSE)
        return Unavailable(str(error).strip())

    def _connect(self) -> Any:
        """With Django's own address and password, but none of its session."""
        wrapper = connections.create_connection(self._alias)
        given = wrapper.get_connection_params()
        known = ("dbname", "user", "password", "host", "port", "service")
        ssl = {name: value for name, value in given.items() if name.startswith("ssl")}
        connection = psycopg2.connect(
            **{name: given[name] for name in known if name in given},
            **ssl,
            connect_timeout=2,
            options="-c statement_timeout=2000",
        )
        connection.autocommit = True
        return connection

    def _forget(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

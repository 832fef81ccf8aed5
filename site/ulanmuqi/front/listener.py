"""Hears over PostgreSQL that stamps rose, and knows whether it still hears."""

import logging
import select
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from threading import Event, Thread
from typing import Any

import psycopg2

from ulanmuqi.base.published import CHANNEL

logger = logging.getLogger(__name__)

# Seconds. A call of its own is sent every BEAT; heard within TRUSTED, it proves that
# whatever was committed before it was sent has been heard too.
BEAT = 0.3
TRUSTED = 0.9
RETRY = 1.0
_BEAT_PREFIX = "beat:"


class Listener:
    """A connection can be lost without a word, and a pooler may give LISTEN to somebody
    else's session; so the listener calls to itself and believes nothing else."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._stopped = Event()
        self._epoch = object()
        self._heard_of = 0.0
        self._call = ""

    def start(self) -> None:
        self._stopped = Event()
        self._heard_of = 0.0
        self._epoch = object()
        self._call = f"{_BEAT_PREFIX}{uuid.uuid4()}"
        Thread(
            target=self._run, args=(self._stopped,), name="published", daemon=True
        ).start()

    def stop(self) -> None:
        self._stopped.set()
        self._heard_of = 0.0

    def epoch(self) -> object | None:
        """None while it is not certain that every change is heard within a second."""
        if time.monotonic() - self._heard_of < TRUSTED:
            return self._epoch
        return None

    def notice(self) -> None:
        """Something changed: whatever was found current is to be asked anew."""
        self._epoch = object()

    def _run(self, stopped: Event) -> None:
        while not stopped.is_set():
            try:
                with closing(self._connect()) as connection:
                    self._listen(connection, stopped)
            except (psycopg2.Error, OSError, ValueError) as error:
                logger.warning("Not listening for changes: %s", str(error).strip())
            stopped.wait(RETRY)

    def _listen(self, connection: Any, stopped: Event) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
            # What was told before this moment was not heard.
            self.notice()
            while not stopped.is_set():
                sent = time.monotonic()
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, self._call])
                self._hear(connection, sent)
                while (left := sent + BEAT - time.monotonic()) > 0:
                    select.select([connection], [], [], left)
                    connection.poll()
                    self._hear(connection, sent)

    def _hear(self, connection: Any, sent: float) -> None:
        """In the order of the commits: a call heard means all before it were."""
        while connection.notifies:
            payload = connection.notifies.pop(0).payload
            if payload == self._call:
                self._heard_of = sent
            elif not payload.startswith(_BEAT_PREFIX):
                self.notice()

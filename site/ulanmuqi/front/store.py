"""Where copies are kept: so many bytes and no more, the longest unused going first.

Addresses with a query share a quarter of it: there are more of them than of pages, and
whoever asks for one after the other pushes out nothing but their like.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

from .copies import Copy


class Address(NamedTuple):
    """What a copy is kept under. The scheme counts: only https answers carry HSTS."""

    scheme: str
    path: str
    query: str


class Store:
    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._asked_bytes = 0
        self._copies: OrderedDict[Address, Copy] = OrderedDict()
        self._writing = Lock()

    def __len__(self) -> int:
        return len(self._copies)

    def get(self, address: Address) -> Copy | None:
        copy = self._copies.get(address)
        if copy is not None:
            try:
                self._copies.move_to_end(address)
            except KeyError:
                return None  # another thread has just dropped it
        return copy

    def put(self, address: Address, copy: Copy) -> None:
        """Keeps it, unless it alone would push out half of its like."""
        most_asked = self.most_bytes // 4
        with self._writing:
            self._drop(address)
            if copy.size > (most_asked if address.query else self.most_bytes) // 2:
                return
            self._copies[address] = copy
            self._count(address, copy.size)
            while self._asked_bytes > most_asked:
                self._drop(next(one for one in self._copies if one.query))
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._copies)))

    def drop(self, address: Address, copy: Copy) -> None:
        """Unless another has come into its place meanwhile."""
        with self._writing:
            if self._copies.get(address) is copy:
                self._drop(address)

    def clear(self) -> None:
        with self._writing:
            self._copies.clear()
            self.bytes = self._asked_bytes = 0

    def _drop(self, address: Address) -> None:
        gone = self._copies.pop(address, None)
        if gone is not None:
            self._count(address, -gone.size)

    def _count(self, address: Address, size: int) -> None:
        self.bytes += size
        if address.query:
            self._asked_bytes += size


class Turns:
    """One thread at a time for each address; the others wait for what it brings."""

    def __init__(self) -> None:
        self._locks: dict[Address, tuple[Lock, int]] = {}
        self._guard = Lock()

    @contextmanager
    def take(self, address: Address) -> Iterator[None]:
        with self._guard:
            lock, waiting = self._locks.get(address, (Lock(), 0))
            self._locks[address] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, waiting = self._locks.pop(address)
                if waiting > 1:
                    self._locks[address] = (lock, waiting - 1)

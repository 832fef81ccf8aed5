"""Who has something to find: each app registers what it knows, when it is ready."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import models

from .documents import Kind
from .spelling import Said

# What is to be said of the rows with these keys (of all, for None). A row that nobody
# outside may find is left out, and then it is found by nothing.
Tell = Callable[[Iterable[int] | None], Iterator[tuple[int, Said]]]
# The keys of the rows whose words a saved row is part of.
Touched = Callable[[models.Model], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Source:
    kind: Kind
    tell: Tell


_sources: dict[Kind, list[Source]] = {}


def register(kind: Kind, tell: Tell) -> None:
    """Several may know rows of one kind, as apps have pages of their own."""
    _sources.setdefault(kind, []).append(Source(kind, tell))


def of(kind: Kind) -> list[Source]:
    return _sources.get(kind, [])


def kinds() -> list[Kind]:
    return sorted(_sources)

"""Are the stamps of a copy still those of the database? Read without the ORM."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.apps import apps
from django.db import connections


class Unavailable(Exception):
    """The database could not be asked."""


class Stamps(Protocol):
    def epoch(self) -> object | None:
        """Equal as long as nothing was committed; None when that is not known, and
        each copy has to be asked for. Raises Unavailable."""

    def versions(self, keys: Iterable[str]) -> Mapping[str, int]:
        """The committed version of each, 0 for one that never rose. One query. Raises
        Unavailable."""


def of(label: str, alias: str = "default") -> Stamps:
    """Reads the stamps a model keeps, in its columns `key` and `version`.

    Nothing is opened before the first request: servers fork after loading this.
    """
    from .postgresql_stamps import PostgresqlStamps
    from .sqlite_stamps import SqliteStamps

    table = apps.get_model(label)._meta.db_table
    engine = {"sqlite": SqliteStamps, "postgresql": PostgresqlStamps}
    return engine[connections[alias].vendor](alias, table)

"""One row by its key, however many rows the database believes there are.

PostgreSQL chooses how to join by what it counted last. Of a table it counted while
thousands of rows were being written, or after as many were taken back, it believes
that there is one row, and joins two such tables by comparing every row of one with
every row of the other: a feed of ten thousand shows took minutes. What is asked here is
no join to be chosen; it is looked up by key whatever was counted.
"""

from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler

from ..models import CalendarEntry


def entry(value: Any) -> Subquery:
    """A field or expression of a show's public entry; None where it has none."""
    own = CalendarEntry.objects.filter(performance=OuterRef("pk")).order_by()
    return Subquery(own.values_list(value))


class OneOf(Func):
    """A condition on `pk`: it is one of those that a query selects, which are found
    first; made by `of`."""

    output_field = BooleanField()

    @classmethod
    def of(cls, keys: QuerySet) -> Self:
        return cls(F("pk"), Subquery(keys.order_by()))

    def as_sqlite(
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, list[Any]]:
        column, keys, values = self._parts(compiler)
        return f"{column} IN {keys}", values

    def as_postgresql(
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, list[Any]]:
        column, keys, values = self._parts(compiler)
        return f"{column} = ANY(ARRAY{keys})", values

    def _parts(self, compiler: SQLCompiler) -> tuple[str, str, list[Any]]:
        own, found = self.source_expressions
        column, before = compiler.compile(own)
        keys, after = compiler.compile(found)
        return column, keys, [*before, *after]

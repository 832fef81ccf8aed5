"""Is it one of these keys? Thousands of them, as one value of the query.

Django's own `in` compiles each key by itself, which takes longer than the database
takes for all of them, and does so again for every query a page asks with the same list.
"""

from collections.abc import Collection
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

# So few are looked up one by one anyhow.
_FEW = 400


class Among(Func):
    """A condition on `pk`; made by `of`. `listed` are the keys with commas between."""

    output_field = BooleanField()

    def __init__(self, listed: str, *, walks: bool = False, **extra: Any) -> None:
        super().__init__(F("pk"), **extra)
        self.listed = listed
        self.walks = walks

    @classmethod
    def of(cls, keys: Collection[int], *, in_order: bool = False) -> Self:
        """With `in_order` the rows of many keys are not looked up one by one, but
        walked in the order that is asked for until there are enough."""
        return cls(",".join(map(str, keys)), walks=in_order and len(keys) > _FEW)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, list[Any]]:
        column, values = compiler.compile(self.source_expressions[0])
        # A sum is in no index: it leaves the order of the query its own.
        named = f"+{column}" if self.walks else column
        sql = f"{named} IN (SELECT value FROM json_each(%s))"  # noqa: S608 (our own)
        return sql, [*values, f"[{self.listed}]"]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, list[Any]]:
        column, values = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s::bigint[])", [*values, f"{{{self.listed}}}"]

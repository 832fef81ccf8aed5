"""The database counts its rows anew after many were written at once.

PostgreSQL chooses how to answer by what it counted last, and counts by itself only a
minute or more after a change. Whoever writes hundreds of rows in one act says so with
`analyze`, or the first readers wait for plans that were made for an empty table.

SQLite is left alone. It counts nothing by itself, so without counts its plans follow
the indexes alone, which is what they are made for; counts taken once would be believed
long after they were wrong.
"""

from functools import partial

from django.db import connection, transaction
from django.db.models import Model

# No plan hangs on fewer.
MANY = 100


def analyze(*models: type[Model], written: int = MANY) -> None:
    """Tables that `written` rows went into at once; nothing for fewer than MANY.

    Once the transaction is committed, so that no lock is held and nothing is counted
    that is taken back. A table takes a tenth of a second, whatever its size; should it
    fail, what was written stands all the same.
    """
    if written < MANY or connection.vendor != "postgresql":
        return
    # In one order, whoever counts beside us.
    tables = sorted({model._meta.db_table for model in models})
    transaction.on_commit(partial(_count, tables), robust=True)


def _count(tables: list[str]) -> None:
    named = ", ".join(connection.ops.quote_name(table) for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {named}")

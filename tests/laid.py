"""Rows that many tests begin with: laid by the verbs once a process, then copied.

A season takes the verbs a second of processor time, and its rows a few milliseconds to
write again. What a test then does to them ends with its transaction, as ever.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import connection

from performances.models import FeedStamp, PrivateStamp
from tests import pristine

# Further than any test raises a stamp.
_STEP = 10_000


@dataclass(frozen=True, slots=True)
class _Laid:
    """The tables that differ from those the migrations left, and what was given."""

    rows: pristine.Snapshot
    given: bytes


_laid: dict[str, _Laid] = {}
_turn = count(1)


def once(name: str, lay: Callable[[], Any]) -> Any:
    """What `lay` gives, model instances in plain containers, and all its rows.

    Call it before anything else writes to the database of the test, with the clock
    stopped: rows of other fixtures in the same tables would be gone.
    """
    if name not in _laid:
        before = pristine.take().tables
        given = lay()
        differing = {
            table: rows
            for table, rows in pristine.take().tables.items()
            if rows != before[table]
        }
        _laid[name] = _Laid(pristine.Snapshot(differing), pickle.dumps(given))
        return given
    pristine.restore(_laid[name].rows)
    _raise_stamps()
    return pickle.loads(_laid[name].given)  # noqa: S301  # our own


def _raise_stamps() -> None:
    """A process remembers answers under the stamps they were made by, and a stamp never
    comes back; nor may it here, where time starts anew."""
    turn = next(_turn)
    with connection.cursor() as cursor:
        for table in (FeedStamp._meta.db_table, PrivateStamp._meta.db_table):
            cursor.execute(f"UPDATE {table} SET version = version + %s", [turn * _STEP])

"""Long lists in leaves of a fixed size, turned by `?page=`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

LAST_LEAF = 1000


@dataclass(frozen=True, slots=True)
class Leaf:
    """`earlier` and `later` are query strings; "" where there is no such leaf."""

    rows: tuple[Any, ...]
    number: int
    leaves: int

    @property
    def earlier(self) -> str:
        return _query(self.number - 1) if self.number > 1 else ""

    @property
    def later(self) -> str:
        return _query(self.number + 1) if self.number < self.leaves else ""


def leaf(rows: QuerySet, asked: Mapping[str, str], *, size: int) -> Leaf:
    """Two queries. A number beyond the last leaf shows the last one."""
    leaves = min(max(1, -(-rows.count() // size)), LAST_LEAF)
    text = asked.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    number = min(max(number, 1), leaves)
    start = (number - 1) * size
    return Leaf(tuple(rows[start : start + size]), number, leaves)


def _query(number: int) -> str:
    return f"?page={number}" if number > 1 else "?"

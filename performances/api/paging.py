"""One page of a list, cut at a place in its order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from . import cursors
from .cursors import Part

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Leaf:
    """`next` is the absolute address of the following page, None on the last."""

    rows: Sequence[Any]
    next: str | None


def cut(
    request: HttpRequest,
    rows: QuerySet,
    limit: int,
    order: str,
    place_of: Callable[[Any], Sequence[Part]],
    *,
    name: str = "cursor",
) -> Leaf:
    """One query, and what `rows` prefetches; `place_of` gives a row's cursor, `name`
    is the parameter that takes it."""
    found = list(rows[: limit + 1])
    kept = found[:limit]
    if len(found) <= limit:
        return Leaf(kept, None)
    return Leaf(kept, address(request, cursors.write(order, *place_of(kept[-1])), name))


def by_code(request: HttpRequest, rows: QuerySet, asked: Any, order: str) -> Leaf:
    """For what has a code: in its order, which never changes."""
    rows = rows.order_by("code")
    if asked.cursor:
        rows = rows.filter(code__gt=str(cursors.read(order, asked.cursor)[0]))
    return cut(request, rows, asked.limit, order, lambda row: (row.code,))


def after(field: str, cursor: str, order: str) -> Q:
    """Rows behind the place, in the order of an instant and the key."""
    at, key = place(cursor, order)
    # The first part is what an index is entered by.
    return Q(**{f"{field}__gte": at}) & (
        Q(**{f"{field}__gt": at}) | Q(**{field: at, "id__gt": key})
    )


def before(field: str, cursor: str, order: str) -> Q:
    """The same, for a list whose newest row comes first."""
    at, key = place(cursor, order)
    return Q(**{f"{field}__lte": at}) & (
        Q(**{f"{field}__lt": at}) | Q(**{field: at, "id__lt": key})
    )


def place(cursor: str, order: str) -> tuple[datetime, int]:
    at, key = cursors.read(order, cursor)
    return cursors.instant(at), int(key)


def address(request: HttpRequest, cursor: str, name: str = "cursor") -> str:
    """The same list with the same filters, behind the cursor."""
    kept = [(key, value) for key, value in request.GET.items() if key != name]
    query = urlencode([*kept, (name, cursor)])
    return f"{settings.BASE_URL}{request.path}?{query}"

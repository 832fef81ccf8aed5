"""What a view may let the layer before Django keep, and how it learns of changes.

A view opts in with `published` and says with each answer, in its `publication`, under
which stamps and until when the bytes hold. Without that layer (test client, runserver)
nothing differs. What opts in promises:

- the answer is the same for every cookie, header and host: cookies, language, agent
  and unknown query keys count for nothing, absolute addresses come from BASE_URL;
- stamps are read in one `snapshot` with the rows, and raised, with `announce`, in the
  transaction of every change that the bytes would show;
- it holds no CSRF token, no nonce and nothing behind a view restriction or in preview.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse, QueryDict

# Heard by every process that keeps copies, on PostgreSQL.
CHANNEL = "published_bytes"
# Stands in the environment of a request whose answer is to be kept. No client can put
# it there: what they send is named HTTP_….
TO_BE_KEPT = "ulanmuqi.published"

_listeners: list[Callable[[], None]] = []


@dataclass(frozen=True, slots=True)
class Publication:
    """The versions of the stamps the body was made under (0 where there is none yet),
    and the instant from which on it would differ by the clock alone."""

    stamps: Mapping[str, int]
    valid_until: datetime


# The one spelling of all query strings that ask for the same; None where the answer is
# not worth keeping, such as a search for words. Never raises, asks no database.
Canonical = Callable[[QueryDict], str | None]


@dataclass(frozen=True, slots=True)
class Terms:
    """Which query keys, with which values, make another body; all else is dropped.

    `spelled` says it instead, where the values cannot be counted.
    """

    query: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spelled: Canonical | None = None

    def canonical(self, given: QueryDict) -> str | None:
        """The one spelling of all query strings that ask for the same.

        As Django reads them: of a key given twice the last counts.
        """
        if self.spelled is not None:
            return self.spelled(given)
        known = ((key, given.get(key)) for key in sorted(self.query))
        return "&".join(
            f"{key}={value}" for key, value in known if value in self.query[key]
        )


View = Callable[..., HttpResponse]


def published(
    spelled: Canonical | None = None, **query: str | tuple[str, ...]
) -> Callable[[View], View]:
    """Opts a view in; query keys by name with the values it understands, which are
    plain words that need no escaping, or how to spell a query as a whole."""
    values = {
        key: frozenset((value,) if isinstance(value, str) else value)
        for key, value in query.items()
    }

    def mark(view: View) -> View:
        view.published = Terms(values, spelled)
        return view

    return mark


def terms_of(view: Any) -> Terms | None:
    """What a resolved view opted into; it may be wrapped by other decorators."""
    return getattr(view, "published", None)


def announce() -> None:
    """Tells every process, once the open transaction is committed, that stamps rose.

    One statement on PostgreSQL, none on SQLite, where the next reader sees by itself
    that the file has changed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, 'changed')", [CHANNEL])
    transaction.on_commit(_tell)


def listen(listener: Callable[[], None]) -> None:
    """Adds what is called in this process after each announced change."""
    _listeners.append(listener)


def _tell() -> None:
    for listener in _listeners:
        listener()

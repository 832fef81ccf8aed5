"""How every verb runs: one transaction, the gate open, bounded retries when busy."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, IntegrityError, connection, transaction

from ..models import gate, guard
from . import publication
from .errors import Refused, TryAgain

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 5
PAUSE_SECONDS = 0.05

# PostgreSQL: serialisation failure, deadlock, lock not available.
_TRANSIENT_CODES = frozenset({"40001", "40P01", "55P03"})
# PostgreSQL: something unique is there already.
_DOUBLE_CODE = "23505"
# What two writers may make at once however often it is tried: resources, stamps and
# reports of others go on coming.
_MADE_BY_MANY = (
    *("performances_resource", "feedstamp", "privatestamp"),
    *("sentreport", "performances_record", "troupeday"),
)


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Makes a function a scheduling verb: all of it happens, or nothing.

    A lock timeout, a deadlock, a refusal by the guard or a row that somebody made just
    now is tried again on fresh rows, since the second look names the conflict;
    TryAgain after ATTEMPTS. Inside a transaction of the caller's there is one attempt:
    a broken transaction cannot be mended from within. A verb called by a verb is part
    of it, and tried again with it.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block and gate.is_open():
            return function(*args, **kwargs)
        attempts = 1 if connection.in_atomic_block else ATTEMPTS
        for attempt in range(1, attempts + 1):
            try:
                with transaction.atomic(), gate.opened() as written:
                    result = function(*args, **kwargs)
                    publication.follow(written)
                    return result
            except gate.UnfitText as error:
                raise Refused(error.sentence, field=_field(error)) from error
            except DatabaseError as error:
                if not is_passing(error):
                    raise
                if attempt == attempts:
                    if _is_double(error) and not _made_by_many(error):
                        # It is no race when it is there at every look.
                        raise
                    raise TryAgain from error
                time.sleep(PAUSE_SECONDS * 2**attempt)
        raise TryAgain

    return run


def _field(error: gate.UnfitText) -> str:
    """What the form calls the text."""
    parts = {"ProgrammeItem": "programme", "ShowcaseOrganiser": "organisers"}
    part = parts.get(type(error.row).__name__, "")
    return part or error.field.removeprefix("status_")


def is_passing(error: DatabaseError) -> bool:
    """Whether the same act may succeed, or fail with a name, when tried again."""
    if guard.is_refusal(error):
        return True
    if getattr(error.__cause__, "pgcode", None) in _TRANSIENT_CODES:
        return True
    return _is_double(error) or _made_by_many(error) or "locked" in str(error)


def _is_double(error: DatabaseError) -> bool:
    """Whether somebody made the same just now: the second look finds it."""
    if getattr(error.__cause__, "pgcode", None) == _DOUBLE_CODE:
        return True
    is_unique = "UNIQUE constraint failed" in str(error)
    return isinstance(error, IntegrityError) and is_unique


def _made_by_many(error: DatabaseError) -> bool:
    is_one = isinstance(error, IntegrityError)
    return is_one and any(table in str(error) for table in _MADE_BY_MANY)

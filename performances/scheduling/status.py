"""Acts that change what becomes of a show: each a small change of the locked row."""

from collections.abc import Callable
from typing import Any

from ..models import Performance
from .allowed import authorise, fresh
from .locks import lock_performance
from .outcomes import Outcome
from .settle import Pending, Why, settle
from .snapshot import Snapshot


def change_status(
    performance: Performance,
    verb: str,
    alter: Callable[[Performance], None],
    *,
    by: Any,
    version: int | None,
    reason: str = "",
    accept: str = "",
    change: str = "",
) -> Outcome:
    """Locks the row, asks for rights and version, lets `alter` change it, settles.

    `alter` raises Refused when the act does not fit the row's present status.
    """
    row = lock_performance(performance)
    authorise(by, verb, row)
    fresh(row, version)
    before = Snapshot.of(row)
    alter(row)
    pending = Pending(row, before, action=f"schedule.{verb}", change=change)
    return settle([pending], Why(by=by, reason=reason, accept=accept))[0]


def clear_decision(row: Performance) -> None:
    """A new status has no business with the old one's deadlines and reasons."""
    row.decide_by = None
    row.next_word_at = None
    row.status_reason = ""
    row.decided_by = ""

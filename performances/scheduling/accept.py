"""Accepts the warnings that stand against a firm show, with a reason."""

from typing import Any

from ..models import Performance
from .allowed import authorise, fresh, needs_reason
from .locks import lock_performance
from .outcomes import Outcome, Why
from .pending import Pending
from .settle import settle
from .snapshot import Snapshot
from .transaction import verb


@verb
def accept_warnings(
    performance: Performance,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """Every warning found now counts as accepted until its facts change."""
    reason = needs_reason(reason)
    row = lock_performance(performance)
    authorise(by, "accept", row)
    fresh(row, version)
    pending = Pending(row, Snapshot.of(row), action="schedule.accept")
    return settle([pending], Why(by=by, reason=reason, accept=reason))[0]

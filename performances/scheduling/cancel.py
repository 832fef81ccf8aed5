"""Calls a show off: cancelled for a reason, or withdrawn as entered in error."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Change, Performance
from ..statuses import FIRM, OFF, Status
from .allowed import expect, needs_reason
from .errors import Refused
from .outcomes import Outcome
from .status import change_status, clear_decision, join_the_others
from .transaction import verb


@verb
def cancel(
    performance: Performance,
    *,
    reason: str,
    by: Any = None,
    decided_by: str = "",
    version: int | None = None,
) -> Outcome:
    """The show does not take place; its time is free again, the row stays and says
    why. So does one postponed without a new date. A draft or hold was never
    promised: release or delete it instead."""
    reason = needs_reason(reason)

    def alter(row: Performance) -> None:
        if row.is_opening:
            raise Refused(_("An opening is cancelled with its showcase, or dropped."))
        if hasattr(row, "replacement"):
            raise Refused(_("This show has a new date. Move the new one instead."))
        expect(
            row,
            FIRM | {Status.POSTPONED},
            _("Only a show that stands can be cancelled."),
        )
        clear_decision(row)
        row.status = Status.CANCELLED
        row.status_reason = reason
        row.decided_by = decided_by

    return change_status(
        performance, "cancel", alter, by=by, version=version,
        reason=reason, change=Change.Kind.CANCELLED,
    )  # fmt: skip


@verb
def withdraw(
    performance: Performance,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """Takes back what was entered in error. What was public stays reachable."""
    reason = needs_reason(reason)

    def alter(row: Performance) -> None:
        if row.status == Status.WITHDRAWN:
            raise Refused(_("This show is withdrawn already."))
        clear_decision(row)
        row.status = Status.WITHDRAWN
        row.status_reason = reason

    return change_status(
        performance, "withdraw", alter, by=by, version=version,
        reason=reason, change=Change.Kind.WITHDRAWN,
    )  # fmt: skip


@verb
def reinstate(
    performance: Performance,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """A show that was called off takes place after all, at its own time and place; an
    opening at T-zero, which may have moved meanwhile.

    Raises Refused when it was replaced by another date, ConflictsFound when its time
    has been taken meanwhile.
    """
    reason = needs_reason(reason)

    def alter(row: Performance) -> None:
        expect(row, OFF, _("This show was not called off."))
        if hasattr(row, "replacement"):
            raise Refused(_("This show has a new date. Move the new one instead."))
        clear_decision(row)
        join_the_others(row)
        row.status = Status.CONFIRMED

    return change_status(
        performance, "reinstate", alter, by=by, version=version,
        reason=reason, accept=accept, change=Change.Kind.REINSTATED,
    )  # fmt: skip

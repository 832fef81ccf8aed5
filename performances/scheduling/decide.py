"""Gives a hold or a conditional show another time to be decided by."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Change, Performance
from ..statuses import Status
from .allowed import expect
from .errors import Refused
from .outcomes import Outcome
from .status import change_status, not_alone
from .transaction import verb


@verb
def decide_later(
    performance: Performance,
    *,
    decide_by: datetime,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """The decision falls by `decide_by` (aware) now, not by the time given before.

    A hold whose time had run out waits again, at the end of the line. Raises Refused
    for a time that has passed or lies after the start.
    """

    def alter(row: Performance) -> None:
        expect(
            row,
            frozenset({Status.HOLD, Status.CONDITIONAL}),
            _("Only a hold or a conditional show waits for a decision."),
        )
        not_alone(row)
        now = clock.now()
        if decide_by <= now:
            raise Refused(_("This time has passed already."), field="decide_by")
        if row.has_hour and decide_by > row.starts_at:
            raise Refused(
                _("The decision must fall before the show starts."), field="decide_by"
            )
        if row.status == Status.HOLD and row.is_overdue(now):
            row.held_at = None
        row.decide_by = decide_by

    return change_status(
        performance, "decide", alter,
        by=by, version=version, change=Change.Kind.CONDITIONAL,
    )  # fmt: skip

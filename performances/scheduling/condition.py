"""Makes a show depend on weather or road, decided by a stated time."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Change, Performance
from ..statuses import Status
from .allowed import expect, needs_reason
from .errors import Refused
from .outcomes import Outcome
from .status import change_status, not_alone
from .transaction import verb


@verb
def make_conditional(
    performance: Performance,
    *,
    reason: str,
    decide_by: datetime,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """Confirmed, but `reason` (weather, road) decides until `decide_by` (aware).

    Raises Refused when the time lies after the start or the status does not fit.
    """
    reason = needs_reason(reason)

    def alter(row: Performance) -> None:
        expect(
            row,
            frozenset({Status.DRAFT, Status.HOLD, Status.CONFIRMED}),
            _("Only a draft, a hold or a confirmed show can become conditional."),
        )
        not_alone(row)
        if decide_by <= clock.now():
            raise Refused(_("This time has passed already."), field="decide_by")
        if row.has_hour and decide_by > row.starts_at:
            raise Refused(
                _("The decision must fall before the show starts."), field="decide_by"
            )
        row.status = Status.CONDITIONAL
        row.status_reason = reason
        row.decide_by = decide_by

    return change_status(
        performance, "condition", alter, by=by, version=version,
        reason=reason, accept=accept, change=Change.Kind.CONDITIONAL,
    )  # fmt: skip

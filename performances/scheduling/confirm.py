"""Makes a show firm, holds time for it, or lets a hold go."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Change, Performance
from ..statuses import Status
from .allowed import expect
from .errors import Refused
from .outcomes import Outcome
from .place_in_line import LinePlace
from .status import change_status, clear_decision, join_the_others, not_alone
from .transaction import verb


@verb
def confirm(
    performance: Performance,
    *,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """Draft, hold, conditional or late becomes confirmed: from now on nobody else can
    have the troupe or the venue at that time. A city that was to open late opens with
    the others again. Raises Refused, NotAllowed,
    StaleWrite, ConflictsFound."""

    def alter(row: Performance) -> None:
        expect(
            row,
            frozenset({Status.DRAFT, Status.HOLD, Status.CONDITIONAL, Status.LATE}),
            _("Only a draft, a hold or a conditional show can be confirmed."),
        )
        not_alone(row)
        row.status = Status.CONFIRMED
        clear_decision(row)
        join_the_others(row)

    return change_status(
        performance, "confirm", alter,
        by=by, version=version, accept=accept, change=Change.Kind.CONFIRMED,
    )  # fmt: skip


@verb
def hold(
    performance: Performance,
    *,
    by: Any = None,
    version: int | None = None,
    decide_by: datetime | None = None,
    back_to: LinePlace | None = None,
) -> Outcome:
    """Keeps time for a draft softly: others are warned, not refused. `back_to` is the
    place in line of a hold that was let go and is taken up again."""

    def alter(row: Performance) -> None:
        expect(row, frozenset({Status.DRAFT}), _("Only a draft can be put on hold."))
        if decide_by is not None and decide_by <= clock.now():
            raise Refused(_("This time has passed already."), field="decide_by")
        if decide_by is not None and row.has_hour and decide_by > row.starts_at:
            raise Refused(
                _("The decision must fall before the show starts."), field="decide_by"
            )
        not_alone(row)
        row.status = Status.HOLD
        row.decide_by = decide_by

    return change_status(
        performance, "hold", alter, by=by, version=version, back_to=back_to
    )


@verb
def release(
    performance: Performance, *, by: Any = None, version: int | None = None
) -> Outcome:
    """Lets a hold go: the show is a draft again and keeps no time."""

    def alter(row: Performance) -> None:
        expect(row, frozenset({Status.HOLD}), _("Only a hold can be released."))
        not_alone(row)
        row.status = Status.DRAFT
        clear_decision(row)

    return change_status(performance, "release", alter, by=by, version=version)

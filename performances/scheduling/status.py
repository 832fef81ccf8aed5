"""Acts that change what becomes of a show: each a small change of the locked row."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Performance
from ..statuses import INSIDE
from .allowed import authorise, fresh
from .errors import Refused
from .locks import lock_performance
from .outcomes import Outcome, Why
from .pending import Pending
from .place_in_line import LinePlace
from .settle import settle
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
    back_to: LinePlace | None = None,
) -> Outcome:
    """Locks the row, asks for rights and version, lets `alter` change it, settles.

    `alter` raises Refused when the act does not fit the row's present status.
    """
    row = lock_performance(performance)
    authorise(by, verb, row)
    fresh(row, version)
    before = Snapshot.of(row)
    alter(row)
    pending = Pending(
        row, before, action=f"schedule.{verb}", change=change, back_to=back_to
    )
    return settle([pending], Why(by=by, reason=reason, accept=accept))[0]


def not_alone(row: Performance) -> None:
    """Raises Refused for an opening that waits: the showcase acts on all of them."""
    if row.is_opening and row.status in INSIDE:
        raise Refused(
            _(
                "The openings of a showcase are held, confirmed and released together. "
                "Do it on the showcase."
            )
        )


def join_the_others(row: Performance) -> None:
    """An opening that is on as planned opens at T-zero, wherever it stood before."""
    t_zero = row.showcase.t_zero if row.is_opening else None
    if t_zero is not None:
        row.starts_at, row.ends_at = t_zero, t_zero + (row.ends_at - row.starts_at)


def clear_decision(row: Performance) -> None:
    """A new status has no business with the old one's deadlines and reasons."""
    row.decide_by = None
    row.next_word_at = None
    row.status_reason = ""
    row.decided_by = ""

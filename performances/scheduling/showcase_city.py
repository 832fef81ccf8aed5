"""Acts on one city of a showcase that leave T-zero to the others (rule 5.6)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

from ..models import Change, Performance
from ..statuses import FIRM, INSIDE, Status
from .allowed import authorise, expect, fresh, needs_reason
from .errors import Refused
from .locks import lock_openings
from .outcomes import Outcome, Why
from .pending import Pending
from .settle import settle
from .snapshot import Snapshot
from .status import clear_decision
from .transaction import verb

# So long after the others a city still opens "at 20:30": beyond, an hour without its
# day would send the audience there a day early.
LATE_WITHIN = timedelta(hours=12)


@verb
def open_late(
    opening: Performance,
    *,
    reason: str,
    decided_by: str,
    starts_at: datetime | None = None,
    next_word_at: datetime | None = None,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """This city opens later than the others: at `starts_at`, or nobody knows yet and
    there is word at `next_word_at` (both aware; exactly one of the two).

    Raises Refused when the new hour is not within twelve hours after T-zero.
    """
    if (starts_at is None) == (next_word_at is None):
        raise Refused(
            _("Give either the new hour, or when there will be word."),
            field="starts_at",
        )

    def alter(row: Performance) -> None:
        t_zero = row.showcase.t_zero
        if starts_at is not None:
            if t_zero is not None and starts_at <= t_zero:
                raise Refused(
                    _("A late opening begins after the others."), field="starts_at"
                )
            if t_zero is not None and starts_at > t_zero + LATE_WITHIN:
                raise Refused(
                    _(
                        "A late opening follows within 12 hours of the others. For "
                        "another day, let this city drop out and place a show there."
                    ),
                    field="starts_at",
                )
            length = row.ends_at - row.starts_at
            row.starts_at, row.ends_at = starts_at, starts_at + length
        elif next_word_at is not None and next_word_at <= clock.now():
            raise Refused(
                _("The time of the next word has passed already."),
                field="next_word_at",
            )
        row.status = Status.LATE
        row.next_word_at = next_word_at

    return _act(
        opening, "open_late", alter, Change.Kind.LATE,
        reason=reason, decided_by=decided_by, by=by, version=version, accept=accept,
    )  # fmt: skip


@verb
def move_to_reserve(
    opening: Performance,
    *,
    venue: Venue,
    reason: str,
    decided_by: str,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """This city plays at another venue of the same league or city; T-zero stays.

    So does one that waits, whose venue declined: the new one is asked then.
    """

    def alter(row: Performance) -> None:
        if venue == row.venue:
            raise Refused(_("It plays there already."), field="venue")
        here = row.region.league_id if row.region else None
        if here is not None and venue.region.league_id != here:
            raise Refused(
                _("A reserve venue lies in the same league or city."), field="venue"
            )
        row.venue = venue
        row.region = venue.region

    return _act(
        opening, "to_reserve", alter, Change.Kind.MOVED,
        reason=reason, decided_by=decided_by, by=by, version=version, accept=accept,
        fits=FIRM | INSIDE,
    )  # fmt: skip


@verb
def stream_only(
    opening: Performance,
    *,
    reason: str,
    decided_by: str,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """This city plays at T-zero without an audience and is shown by stream."""

    def alter(row: Performance) -> None:
        row.mode = Performance.Mode.ONLINE

    return _act(
        opening, "stream_only", alter, Change.Kind.MOVED,
        reason=reason, decided_by=decided_by, by=by, version=version,
    )  # fmt: skip


@verb
def drop_opening(
    opening: Performance,
    *,
    reason: str,
    decided_by: str,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """This city does not open; the others do. It stays visible as cancelled."""

    def alter(row: Performance) -> None:
        clear_decision(row)
        row.status = Status.CANCELLED

    return _act(
        opening, "drop", alter, Change.Kind.CANCELLED,
        reason=reason, decided_by=decided_by, by=by, version=version,
        fits=FIRM | {Status.HOLD},
    )  # fmt: skip


def _act(
    opening: Performance,
    verb_name: str,
    alter: Callable[[Performance], None],
    change: str,
    *,
    reason: str,
    decided_by: str,
    by: Any,
    version: int | None,
    accept: str = "",
    fits: frozenset[str] = FIRM,
) -> Outcome:
    reason = needs_reason(reason)
    if not decided_by.strip():
        raise Refused(_("Say by whose decision."), field="decided_by")
    if opening.showcase is None or not opening.is_opening:
        raise Refused(_("This act is for the openings of a showcase."))
    showcase, openings = lock_openings(opening.showcase)
    row = next(one for one in openings if one.pk == opening.pk)
    authorise(by, verb_name, row)
    fresh(row, version)
    expect(row, fits, _("Only an opening that stands can be changed."))
    before = Snapshot.of(row)
    alter(row)
    row.status_reason = reason
    row.decided_by = decided_by.strip()[:120]
    # Raised too, so that a second coordinator acting on the whole is told of this.
    showcase.version += 1
    showcase.changed_at = clock.now()
    showcase.save()
    row.showcase = showcase
    pending = Pending(row, before, f"schedule.{verb_name}", change=change)
    why = Why(by=by, reason=reason, accept=accept)
    return settle([pending], why)[0]

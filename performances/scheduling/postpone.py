"""Puts a show off: at once to a new date, or until one is known."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Venue

from ..models import Change, Performance
from ..statuses import FIRM, Status
from .allowed import authorise, fresh, needs_reason
from .errors import Refused
from .facts import facts_of
from .locks import lock_performance
from .outcomes import Outcome, Why
from .pending import Pending
from .place import sound
from .settle import settle
from .snapshot import Snapshot
from .status import clear_decision
from .transaction import verb


@verb
def postpone(
    performance: Performance,
    *,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    venue: Venue | None = None,
    by: Any = None,
    decided_by: str = "",
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """The show leaves its date. With `starts_at` a replacement is made there, linked
    to the old row, with the same troupes and programme, at `venue` or where it was to
    be; without, the new date is open, and a later call with `starts_at` gives it one.

    The old row stays visible as postponed: calendars show it cancelled at the old
    date, and the replacement as a new entry (feed contract).
    """
    reason = needs_reason(reason)
    row = lock_performance(performance)
    authorise(by, "postpone", row)
    fresh(row, version)
    if row.is_opening:
        raise Refused(_("An opening is postponed with its showcase, or dropped."))
    batch = put_off(
        [row], starts_at, ends_at, venue=venue, reason=reason, decided_by=decided_by
    )
    outcomes = settle(batch, Why(by=by, reason=reason, accept=accept))
    replacement = outcomes[1].performance if len(outcomes) > 1 else None
    return replace(outcomes[0], replacement=replacement)


def put_off(
    rows: Sequence[Performance],
    starts_at: datetime | None,
    ends_at: datetime | None,
    *,
    venue: Venue | None = None,
    reason: str,
    decided_by: str,
) -> list[Pending]:
    """Each row as postponed and, with a new start, its replacement after it.

    Rows postponed earlier without a new date keep their state and only get the
    replacement.
    """
    batch: list[Pending] = []
    for row in rows:
        if row.status == Status.POSTPONED:
            if hasattr(row, "replacement"):
                raise Refused(_("This show has a new date. Move the new one instead."))
            if starts_at is None:
                raise Refused(_("Give the new date."), field="starts_at")
        elif row.status not in FIRM:
            raise Refused(_("Only a show that stands can be postponed."))
        before = Snapshot.of(row)
        clear_decision(row)
        row.status = Status.POSTPONED
        row.status_reason = reason
        row.decided_by = decided_by
        batch.append(
            Pending(
                row, before, action="schedule.postpone", change=Change.Kind.POSTPONED
            )
        )
        if starts_at is not None:
            batch.append(_replacement(row, starts_at, ends_at, venue))
    return batch


def _replacement(
    row: Performance,
    starts_at: datetime,
    ends_at: datetime | None,
    venue: Venue | None,
) -> Pending:
    old = facts_of(row)
    new = replace(
        old,
        starts_at=starts_at,
        ends_at=ends_at or starts_at + (old.ends_at - old.starts_at),
        venue=venue or old.venue,
    )
    sound(new)
    return Pending(
        Performance(
            **new.columns(),
            uid=uuid.uuid4(),
            status=Status.CONFIRMED,
            showcase=row.showcase,
            is_opening=row.is_opening,
            announced_at=row.announced_at,
            replaces=row,
        ),
        before=None,
        action="schedule.place",
        troupes=new.troupes,
        along=new.along,
        programme=new.programme,
    )

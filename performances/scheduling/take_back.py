"""Takes back an act that nobody outside was told of, or a new date that was given.

Each is an act of its own: rights and version are asked on the locked row, the log keeps
both, the UID stays. Moves, holds and releases are taken back by the verbs that do them
(`revise`, `hold`, `release`); these are the inverses that no other act is.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from ulanmuqi.base import clock

from ..models import Change, Performance, Record
from ..statuses import FIRM, INSIDE, Status
from .allowed import authorise, authorise_cast, expect, fresh, needs_reason
from .buried import dig_up
from .discard import DELETED, throw_away
from .errors import Refused
from .locks import lock, lock_performances
from .outcomes import Outcome, Why
from .passed import tell_those_let_ahead
from .pending import Pending
from .place import sound
from .place_in_line import LinePlace
from .settle import settle
from .snapshot import Snapshot
from .status import change_status, clear_decision
from .transaction import verb


@verb
def unconfirm(
    performance: Performance,
    *,
    to: str,
    decide_by: datetime | None = None,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """A confirmed show nobody was told of is the draft or the hold (`decide_by`) again
    that it was; a hold keeps its place in line, and those it had passed are told.

    Raises Refused for a show that is announced, or opens a showcase.
    """

    def alter(row: Performance) -> None:
        expect(
            row,
            frozenset({Status.CONFIRMED}),
            _("Only a confirmed show can become a draft or a hold again."),
        )
        if row.announced_at is not None or row.is_opening:
            raise Refused(
                _(
                    "This show was promised to others, so its confirmation stays. "
                    "Postpone or cancel it."
                )
            )
        if to not in INSIDE:
            raise Refused(_("A confirmation is taken back to a draft or a hold."))
        clear_decision(row)
        row.status = to
        row.decide_by = decide_by if to == Status.HOLD else None

    outcome = change_status(performance, "unconfirm", alter, by=by, version=version)
    tell_those_let_ahead(outcome.performance, Why(by=by), clock.now())
    return outcome


@verb
def restore(key: int, *, by: Any = None) -> Outcome:
    """A draft or hold that was deleted is there again under its old key, with its UID,
    its history and, a hold, its place in line.

    What its venue had said, and who was to be called, went with it. Raises Refused
    when nothing was kept, or somebody restored it before.
    """
    known = ModelLogEntry.objects.for_instance(Performance(pk=key)).filter(
        action=DELETED
    )
    lock(known)
    entry = known.order_by("-pk").first()
    if Performance.objects.filter(pk=key).exists():
        raise Refused(_("It was restored already."))
    if entry is None or "was" not in entry.data:
        raise Refused(_("Nothing was kept of it. Enter the show anew."))
    row, facts = dig_up(entry.data["was"])
    authorise_cast(by, facts.troupes, facts.columns()["region"])
    if row.status not in INSIDE or row.is_opening:
        raise Refused(_("Only a draft or a hold can be restored."))
    sound(facts)
    place = None
    if row.held_at is not None:
        place = LinePlace(since=row.held_at, left_at=entry.timestamp)
    row.version += 1
    pending = Pending(
        row,
        before=None,
        action="schedule.restore",
        troupes=facts.troupes,
        along=facts.along,
        programme=facts.programme,
        back_to=place,
    )
    return settle([pending], Why(by=by))[0]


@verb
def take_back_date(
    replacement: Performance,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """The show that was postponed waits for a date again; `replacement`, which gave it
    one, is withdrawn when it was announced and deleted when nobody saw it.

    `reason` is the one visitors read beside the old date. The outcome is about the old
    row. Raises Refused for an opening, and unless both stand as the giving left them.
    """
    reason = needs_reason(reason)
    pair = Performance.objects.filter(pk__in=(replacement.pk, replacement.replaces_id))
    rows = {row.pk: row for row in lock_performances(pair)}
    row = rows.get(replacement.pk)
    old = rows.get(row.replaces_id) if row is not None else None
    if row is None or old is None:
        raise Refused(_("This show is nobody's new date."))
    authorise(by, "postpone", old)
    authorise(by, "withdraw", row)
    fresh(row, version)
    if row.is_opening:
        raise Refused(_("An opening is postponed with its showcase, or dropped."))
    expect(row, FIRM, _("Only a date that stands can be taken back."))
    expect(old, frozenset({Status.POSTPONED}), _("The old show is not postponed."))
    if Record.objects.filter(performance=row).exists():
        raise Refused(
            # Translators: zh: 新日期那场已经上报，不能收回。没有演就取消。
            _("The show of the new date is reported. Cancel it if it did not play.")
        )
    before = Snapshot.of(old)
    batch = []
    if row.announced_at is None:
        throw_away(row, by)
    else:
        batch.append(_withdrawn(row, reason))
    old._state.fields_cache.pop("replacement", None)
    old.status_reason = reason
    batch.append(
        Pending(old, before, action="schedule.undate", change=Change.Kind.POSTPONED)
    )
    return settle(batch, Why(by=by, reason=reason))[-1]


def _withdrawn(row: Performance, reason: str) -> Pending:
    """No longer anybody's new date: the old show may be given another."""
    before = Snapshot.of(row)
    row.replaces = None
    clear_decision(row)
    row.status = Status.WITHDRAWN
    row.status_reason = reason
    return Pending(
        row, before, action="schedule.withdraw", change=Change.Kind.WITHDRAWN
    )

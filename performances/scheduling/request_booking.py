"""Turns a request into a hold and a performance, in one act."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import Performance, Request, RequestStep
from ..statuses import OFF, Status
from .allowed import authorise
from .errors import Refused
from .facts import ShowFacts
from .locks import lock_performance
from .outcomes import Outcome
from .place import place
from .request_answers import TALKING
from .request_hosts import forget_host, note_host
from .request_rows import answered, expect, locked, said, wait_for_desk, write
from .transaction import verb

_State = Request.State


@verb
def schedule_request(
    row: Request,
    facts: ShowFacts,
    *,
    decide_by: datetime | None = None,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> tuple[Request, Outcome]:
    """A hold for these troupes, day and place, which answers the request from now on.

    Raises what `place` raises, and Refused or StaleWrite where somebody else answered
    the request meanwhile: then there is no hold either.
    """
    outcome = place(facts, by=by, status=Status.HOLD, decide_by=decide_by)
    row = locked(row, by=by, version=version)
    _answer_with(row, outcome.performance, words, by)
    return row, outcome


@verb
def link_show(
    row: Request,
    show: Performance,
    *,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> Request:
    """A show that stands already answers it: a tour that passes, say."""
    show = lock_performance(show)
    authorise(by, "change", show)
    if show.status in OFF or show.ends_at <= clock.now():
        raise Refused(_("This show is off or over. Choose another."), field="show")
    if show.status == Status.DRAFT:
        raise Refused(
            _("A draft keeps no time. Hold or confirm it first."), field="show"
        )
    row = locked(row, by=by, version=version)
    _answer_with(row, show, words, by)
    return row


@verb
def unlink_show(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """The show does not answer it after all; it stays in the schedule as it is."""
    row = locked(row, by=by, version=version)
    expect(row, _State.SCHEDULED)
    now, before = clock.now(), row.state
    forget_host(row)
    row.state, row.performance = _State.ACCEPTED, None
    wait_for_desk(row, now)
    kind = RequestStep.Kind.UNLINKED
    write(row, kind, by=by, words=said(words), now=now, before=before)
    return row


def day_of(show: Performance) -> dict[str, str]:
    """Day and hour as a step keeps them, in the venue's zone."""
    local = show.starts_at.astimezone(ZoneInfo(show.time_zone))
    hour = f"{local:%H:%M}" if show.has_hour else ""
    return {"day": local.date().isoformat(), "hour": hour}


def _answer_with(row: Request, show: Performance, words: str, by: Any) -> None:
    if not row.lost_its_show:
        expect(row, *TALKING)
    now, before = clock.now(), row.state
    forget_host(row)
    row.state, row.performance = _State.SCHEDULED, show
    note_host(row)
    row.proposed_on = row.proposed_hour = row.waiting_since = None
    answered(row, now)
    troupes = "、".join(troupe.name for troupe in show.troupes_in_order)
    facts = day_of(show) | {"troupe": troupes, "status": show.status}
    kind = RequestStep.Kind.SCHEDULED
    write(row, kind, by=by, words=said(words), facts=facts, now=now, before=before)

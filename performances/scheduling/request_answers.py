"""What the desk says to a request, in words that reach the asker's page."""

from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base import clock

from ..models import Request, RequestStep
from .errors import Refused
from .request_asking import FARTHEST, begin
from .request_hosts import forget_host
from .request_notices import tell_league, tell_troupe
from .request_rows import (
    answered,
    close,
    expect,
    locked,
    said,
    wait_for_desk,
    write,
)
from .transaction import verb

_State = Request.State
_Kind = RequestStep.Kind
TALKING = (_State.RECEIVED, _State.REVIEW, _State.ACCEPTED, _State.PROPOSED)


@verb
def let_in(row: Request, *, by: Any = None, version: int | None = None) -> Request:
    """A request that was held is a request: whoever answers first is told now.
    Raises Refused for any other, NotAllowed, StaleWrite."""
    row = locked(row, by=by, version=version)
    expect(row, _State.HELD)
    now, before = clock.now(), row.state
    row.state = _State.RECEIVED
    step = write(row, _Kind.LET_IN, by=by, now=now, before=before)
    begin(row, step, now)
    return row


@verb
def accept_request(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """We come; the day is still to be arranged. The desk goes on owing it."""
    row = locked(row, by=by, version=version)
    expect(row, _State.RECEIVED, _State.REVIEW, _State.PROPOSED)
    now, before = clock.now(), row.state
    row.state = _State.ACCEPTED
    _no_proposal(row)
    _no_show(row)
    answered(row, now)
    wait_for_desk(row, now)
    write(row, _Kind.ACCEPTED, by=by, words=said(words), now=now, before=before)
    return row


@verb
def propose_date(
    row: Request,
    *,
    day: date,
    hour: time | None = None,
    words: str = "",
    by: Any = None,
    version: int | None = None,
) -> Request:
    """Another day, which the asker takes or leaves in one tap. `day` and `hour` are
    local. Raises Refused at `day` for one that is over."""
    row = locked(row, by=by, version=version)
    expect(row, *TALKING)
    now, before = clock.now(), row.state
    today = now.astimezone(clock.SHANGHAI).date()
    if day < today:
        raise Refused(_("This day is over."), field="day")
    if day > today + FARTHEST:
        raise Refused(_("That is more than a year away. Check the year."), field="day")
    row.state = _State.PROPOSED
    row.proposed_on, row.proposed_hour = day, hour
    _no_show(row)
    row.waiting_since = None
    answered(row, now)
    facts = {"day": day.isoformat(), "hour": f"{hour:%H:%M}" if hour else ""}
    write(
        row, _Kind.PROPOSED, by=by, words=said(words), facts=facts, now=now,
        before=before,
    )  # fmt: skip
    return row


@verb
def decline_request(
    row: Request, *, reason: str, by: Any = None, version: int | None = None
) -> Request:
    """No, and why. One that was scheduled can be declined once its show is off."""
    row = locked(row, by=by, version=version)
    if not row.lost_its_show:
        expect(row, _State.HELD, *TALKING)
    told = said(reason, field="reason", needed=True)
    now, before = clock.now(), row.state
    if before != _State.HELD:
        answered(row, now)
    close(row, _State.DECLINED, now)
    write(row, _Kind.DECLINED, by=by, words=told, now=now, before=before)
    return row


@verb
def ask_back(
    row: Request, *, words: str, by: Any = None, version: int | None = None
) -> Request:
    """A question to the asker, whose turn it then is."""
    row = locked(row, by=by, version=version)
    expect(row, _State.HELD, *TALKING)
    told = said(words, needed=True)
    now, before = clock.now(), row.state
    if row.state != _State.HELD:
        row.state = _State.REVIEW
        _no_proposal(row)
    row.waiting_since = None
    write(row, _Kind.ASKED_BACK, by=by, words=told, now=now, before=before)
    return row


@verb
def note_request(
    row: Request, *, words: str, by: Any = None, version: int | None = None
) -> Request:
    """A word for those who handle it; the asker never reads it."""
    row = locked(row, by=by, version=version)
    if row.blanked_at is not None:
        raise Refused(
            _("Name and telephone were deleted: nothing more is written down here.")
        )
    told = said(words, needed=True)
    write(row, _Kind.NOTED, by=by, words=told, is_inside=True, before=row.state)
    return row


@verb
def hand_over(
    row: Request,
    *,
    troupe: Troupe | None,
    by: Any = None,
    version: int | None = None,
) -> Request:
    """Puts it in the hands of another troupe, or (None) of the league alone. For
    those who coordinate its region."""
    row = locked(row, by=by, version=version, verb="hand")
    expect(row, _State.HELD, *TALKING, _State.SCHEDULED)
    if troupe == row.troupe:
        raise Refused(_("This troupe has it already."), field="troupe")
    now = clock.now()
    row.troupe = troupe
    if row.passed_on_at is None:
        row.passed_on_at = now
    # The troupe's name in Chinese, as it stood: it is told years later too.
    facts = {"troupe": troupe.name if troupe else ""}
    step = write(row, _Kind.HANDED, by=by, facts=facts, now=now, before=row.state)
    if troupe is None:
        tell_league(row, step, now)
    else:
        tell_troupe(row, step, now)
    return row


@verb
def reopen(
    row: Request, *, words: str = "", by: Any = None, version: int | None = None
) -> Request:
    """Declined or lapsed by mistake, or possible after all."""
    row = locked(row, by=by, version=version)
    expect(row, _State.DECLINED, _State.LAPSED)
    if row.blanked_at is not None:
        raise Refused(
            _("Nobody can be called any more: name and telephone were deleted.")
        )
    now, before = clock.now(), row.state
    row.state = _State.REVIEW
    row.closed_at = None
    _no_show(row)
    _no_proposal(row)
    wait_for_desk(row, now)
    write(row, _Kind.REOPENED, by=by, words=said(words), now=now, before=before)
    return row


def _no_proposal(row: Request) -> None:
    row.proposed_on = row.proposed_hour = None


def _no_show(row: Request) -> None:
    """A show that was off does not answer it on its old day when it is on again."""
    forget_host(row)
    row.performance = None

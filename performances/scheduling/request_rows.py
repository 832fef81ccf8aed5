"""What every verb on a request shares: the locked row, one step, one log entry."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import Request, RequestStep
from ..request_policy import RequestPolicy
from . import log
from .errors import Meanwhile, NotAllowed, Refused, StaleWrite
from .locks import lock_row
from .outcomes import Why
from .request_wording import step_teller

REQUESTS = RequestPolicy()
LONGEST_WORDS = 500
_State = Request.State
_Kind = RequestStep.Kind

# Of the log: "schedule.request_" and the step.
ACTION = "schedule.request"


def locked(
    row: Request, *, by: Any, version: int | None, verb: str = "answer"
) -> Request:
    """The row as it is now, locked, after performances and resources; rights and
    version asked on it. `by` None is the asker, or the system itself."""
    fresh = lock_row(row, Request.objects.with_place().select_related("performance"))
    if by is not None and not REQUESTS.may(by, verb, fresh):
        raise NotAllowed
    if version is not None and version != fresh.version:
        raise StaleWrite(_meanwhile(fresh, version))
    return fresh


def expect(row: Request, *states: str) -> None:
    """Raises Refused unless the request is in one of these states."""
    if row.state not in states:
        # Translators: zh: 这份点单现在是“%(state)s”，不能这样做。请看最新情况。
        raise Refused(
            _("This request is “%(state)s” by now, so this cannot be done to it.")
            % {"state": row.get_state_display()}
        )


def said(words: str, *, field: str = "words", needed: bool = False) -> str:
    """The words without blanks around them, on one line each; Refused at the field
    when nothing is left that had to be said, or when it is too long."""
    told = "\n".join(" ".join(line.split()) for line in words.strip().splitlines())
    if needed and not told:
        # Translators: zh: 请写几句话：点单的人会看到。
        raise Refused(_("Write a few words: whoever asked reads them."), field=field)
    if len(told) > LONGEST_WORDS:
        raise Refused(
            _("At most %(most)s characters.") % {"most": LONGEST_WORDS}, field=field
        )
    # The rule of texts is asked by Why.
    Why(reason=told)
    return told


def write(
    row: Request,
    kind: str,
    *,
    by: Any = None,
    words: str = "",
    facts: dict[str, Any] | None = None,
    is_inside: bool = False,
    now: datetime | None = None,
    before: str = "",
) -> RequestStep:
    """Saves the row with its next version, and what was done as a step and, where
    somebody with a login did it, as an entry of the log. Neither holds a name, a
    telephone, or words of the asker in the log."""
    now = now or clock.now()
    row.version += 1
    row.save()
    step = RequestStep.objects.create(
        request=row,
        kind=kind,
        at=now,
        by=by,
        words=words,
        facts=facts or {},
        is_inside=is_inside,
    )
    data = {"before": {"state": before}, "after": {"state": row.state, "step": kind}}
    # Words to a person may name one: only a reason stands in the log.
    why = Why(by=by, reason=words[:300] if kind == _Kind.DECLINED else "")
    log.write(row, ACTION, why, data=data, at=now)
    return step


def answered(row: Request, now: datetime) -> None:
    """The first answer counts for the statistics."""
    if row.answered_at is None:
        row.answered_at = now


def wait_for_desk(row: Request, now: datetime) -> None:
    """It is our turn: since now, unless it was before."""
    if row.waiting_since is None:
        row.waiting_since = now
        row.reminded_at = None


def close(row: Request, state: str, now: datetime) -> None:
    row.state = state
    row.closed_at = now
    row.waiting_since = None


def _meanwhile(row: Request, version: int) -> tuple[Meanwhile, ...]:
    since = max(1, row.version - version)
    steps = row.steps.select_related("by").order_by("-at", "-pk")[: min(since, 20)]
    return tuple(
        Meanwhile(
            step.at,
            step_teller(step),
            ACTION,
            about=str(step.get_kind_display()),
            detail=step.words[:80],
        )
        for step in steps
    )

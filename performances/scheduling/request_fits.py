"""What fits a request as it stands, one answer for the desk and for the telephone.

The verbs refuse by themselves what does not fit; this is what is offered."""

from collections.abc import Callable
from typing import Any

from ulanmuqi.base import clock, rights

from ..models import Request
from ..statuses import Status
from .request_answers import TALKING

_State = Request.State


def in_states(*states: str) -> Callable[[Request], bool]:
    return lambda row: row.state in states


is_held = in_states(_State.HELD)
is_talked_over = in_states(*TALKING)
may_be_accepted = in_states(_State.RECEIVED, _State.REVIEW, _State.PROPOSED)
may_be_asked_back = in_states(_State.HELD, *TALKING)


def may_be_declined(row: Request) -> bool:
    return row.lost_its_show or may_be_asked_back(row)


def wants_a_day(row: Request) -> bool:
    return row.lost_its_show or is_talked_over(row)


def keeps_a_show(row: Request) -> bool:
    return row.keeps_a_show(clock.now())


def keeps_a_hold(row: Request) -> bool:
    return keeps_a_show(row) and row.show.status == Status.HOLD


def has_a_hold(row: Request) -> bool:
    """Answered by no more than a hold, which can be taken back."""
    show = row.show
    answers = row.state == _State.SCHEDULED and show is not None
    return answers and show.status == Status.HOLD


def may_act(user: Any, row: Request, verb: str, show_verb: str = "") -> bool:
    """Over the request, and over its show where `show_verb` names a right."""
    if not rights.may(user, verb, row):
        return False
    show = row.show if show_verb else None
    return show is None or rights.may(user, show_verb, show)

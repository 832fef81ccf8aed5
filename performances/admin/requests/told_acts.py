"""What whoever asked said on the telephone, written down by the desk."""

from typing import Any

from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock

from ...models import Request
from ...scheduling import request_following as following
from ...scheduling.request_fits import in_states
from .acts import RequestAct

_State = Request.State


def _suits(row: Request, **facts: Any) -> Request:
    return following.answer_proposal(row, suits=True, **facts)


def _suits_not(row: Request, **facts: Any) -> Request:
    return following.answer_proposal(row, suits=False, **facts)


def _played(row: Request, **facts: Any) -> Request:
    return following.confirm_played(row, took_place=True, **facts)


TOLD_ACTS = (
    RequestAct(
        key="told_yes",
        label=gettext_lazy("The date suits"),
        explained=gettext_lazy("Said on the telephone by whoever asked."),
        run=_suits,
        fits=in_states(_State.PROPOSED),
        asks={"told": False},
        is_told=True,
    ),
    RequestAct(
        key="told_no",
        label=gettext_lazy("The date does not suit"),
        explained=gettext_lazy("Said on the telephone by whoever asked."),
        run=_suits_not,
        fits=in_states(_State.PROPOSED),
        asks={"told": False},
        icon="cross",
        is_told=True,
    ),
    RequestAct(
        key="told_reply",
        label=gettext_lazy("What they said"),
        explained=gettext_lazy(
            "Said on the telephone by whoever asked; they read it too."
        ),
        run=following.reply,
        fits=in_states(_State.SCHEDULED, *Request.OPEN),
        asks={"told": True},
        icon="comment",
        is_told=True,
    ),
    RequestAct(
        key="told_withdraw",
        label=gettext_lazy("They need it no more"),
        explained=gettext_lazy(
            "Said on the telephone by whoever asked. A show that stands already stays "
            "until you cancel it."
        ),
        run=following.withdraw_request,
        fits=in_states(_State.SCHEDULED, *Request.OPEN),
        asks={"told": False},
        icon="cross",
        is_told=True,
        is_serious=True,
    ),
    RequestAct(
        key="told_played",
        label=gettext_lazy("It took place"),
        explained=gettext_lazy(
            "Said on the telephone by the place, with how many came."
        ),
        run=_played,
        fits=lambda row: row.may_be_confirmed(clock.now()),
        asks={"audience": False, "told": False},
        is_told=True,
    ),
)

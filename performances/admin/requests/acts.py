"""What the desk can do to a request; buttons, pages and tests come from here."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from ...models import Request
from ...scheduling import request_answers as answers
from ...scheduling import request_fits as fits
from ...scheduling.request_booking import unlink_show
from ...scheduling.request_day import propose_day
from ...scheduling.request_kept import keep_show, release_kept, take_day_back
from ..acts import Act

_State = Request.State


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAct(Act):
    """`is_told` acts write down what the asker said by telephone. `show_verb` is the
    right needed over the show beside the one over the request."""

    verb: str = "answer"
    done: Any = ""
    is_told: bool = False
    show_verb: str = ""

    def may(self, user: Any, row: Request) -> bool:
        return fits.may_act(user, row, self.verb, self.show_verb)


def _to_league(row: Request, **facts: Any) -> Request:
    return answers.hand_over(row, troupe=None, **facts)


DESK_ACTS = (
    RequestAct(
        key="let_in",
        label=gettext_lazy("It is a real request"),
        explained=gettext_lazy(
            "It was held to be checked. Whoever answers first is told now."
        ),
        run=answers.let_in,
        fits=fits.is_held,
        is_next_step=True,
    ),
    RequestAct(
        key="accept",
        label=gettext_lazy("Accept"),
        explained=gettext_lazy(
            "The asker reads that you come; the day is still to be arranged. To keep a "
            "day at once, use “Keep a day for it”."
        ),
        run=answers.accept_request,
        fits=fits.may_be_accepted,
        asks={"words": False},
    ),
    RequestAct(
        key="propose",
        label=gettext_lazy("Propose another date"),
        explained=gettext_lazy("The asker takes it or leaves it in one tap."),
        run=propose_day,
        fits=fits.is_talked_over,
        asks={"day": True, "hour": False, "words": False, "anyway": False},
        icon="date",
    ),
    RequestAct(
        key="ask_back",
        label=gettext_lazy("Ask back"),
        explained=gettext_lazy("The asker reads the question; it is their turn then."),
        run=answers.ask_back,
        fits=fits.may_be_asked_back,
        asks={"words": True},
        icon="help",
    ),
    RequestAct(
        key="decline",
        label=gettext_lazy("Decline"),
        explained=gettext_lazy("With the reason, in words the asker reads."),
        run=answers.decline_request,
        fits=fits.may_be_declined,
        asks={"reason": True},
        icon="cross",
        is_serious=True,
    ),
    RequestAct(
        key="hand",
        label=gettext_lazy("Hand to another troupe"),
        explained=gettext_lazy("That troupe is told, and answers from now on."),
        run=answers.hand_over,
        fits=fits.in_states(_State.HELD, _State.SCHEDULED, *answers.TALKING),
        asks={"troupe": True},
        verb="hand",
        icon="group",
    ),
    RequestAct(
        key="to_league",
        label=gettext_lazy("Take it to the league"),
        explained=gettext_lazy(
            "No troupe has it in hand any more; the league answers."
        ),
        run=_to_league,
        fits=fits.is_talked_over,
        verb="hand",
        icon="globe",
    ),
    RequestAct(
        key="day_back",
        label=gettext_lazy("Take the day back"),
        explained=gettext_lazy(
            "The hold becomes a draft again and keeps no time; the request is to be "
            "arranged anew, and whoever asked reads so."
        ),
        run=take_day_back,
        fits=fits.has_a_hold,
        asks={"words": False},
        icon="lock-open",
        show_verb="release",
    ),
    RequestAct(
        key="unlink",
        label=gettext_lazy("Not this show after all"),
        explained=gettext_lazy(
            "The request is to be scheduled anew. The show stays in the schedule: "
            "cancel or release it there."
        ),
        run=unlink_show,
        fits=fits.in_states(_State.SCHEDULED),
        asks={"words": False},
        icon="rotate",
    ),
    RequestAct(
        key="reopen",
        label=gettext_lazy("Take it up again"),
        explained=gettext_lazy("It was declined or lapsed, and is possible after all."),
        run=answers.reopen,
        fits=fits.in_states(_State.DECLINED, _State.LAPSED),
        asks={"words": False},
        icon="rotate",
    ),
    RequestAct(
        key="free",
        label=gettext_lazy("Let the day go"),
        explained=gettext_lazy(
            "They need it no more: the hold becomes a draft again and keeps no time."
        ),
        run=release_kept,
        fits=fits.keeps_a_hold,
        asks={"inside": False},
        icon="lock-open",
        show_verb="release",
        is_next_step=True,
    ),
    RequestAct(
        key="keep",
        label=gettext_lazy("The show stays"),
        explained=gettext_lazy(
            "It stays in the schedule on purpose, though nobody asks for it any more."
        ),
        run=keep_show,
        fits=fits.keeps_a_show,
        asks={"inside": False},
    ),
    RequestAct(
        key="note",
        label=gettext_lazy("Note for insiders"),
        explained=gettext_lazy("The asker never reads it."),
        run=answers.note_request,
        fits=lambda row: row.blanked_at is None,
        asks={"inside": True},
        icon="edit",
    ),
)

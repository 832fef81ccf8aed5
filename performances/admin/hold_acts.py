"""The acts on a hold and on what its venue says."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from .. import scheduling
from ..models import Performance, VenueAnswer
from ..statuses import BOOKED, INSIDE, Status
from .acts import Act


def waits_with_others(show: Performance) -> bool:
    """An opening not firm yet: the acts of its showcase are for it."""
    return show.is_opening and show.status in INSIDE


def _is_asked(show: Performance) -> bool:
    """Whether its venue has something to answer."""
    is_ahead = not show.is_over(clock.now())
    return show.venue_id is not None and show.status in BOOKED and is_ahead


def _may_take_proposal(show: Performance) -> bool:
    if show.is_opening or not _is_asked(show):
        return False
    answer = show.venue_answer
    return answer is not None and answer.answer == VenueAnswer.Answer.PROPOSED


def _waits_for_decision(show: Performance) -> bool:
    waits = show.status in (Status.HOLD, Status.CONDITIONAL)
    return waits and not waits_with_others(show)


def _answer(show: Performance, **told: Any) -> Any:
    return scheduling.answer_for_venue(show, venue=show.venue, **told)


ANSWER_ACTS = (
    Act(
        key="take-proposal",
        verb="change",
        # Translators: zh: 改到场地提出的时间
        label=_("Move to the venue's time"),
        explained=_(
            "The show moves to the time its venue proposed; the venue counts as having "
            "accepted."
        ),
        # Translators: zh: “%(title)s”改到了场地提出的时间。
        done=_("“%(title)s” moved to the time its venue proposed."),
        fits=_may_take_proposal,
        run=scheduling.take_proposal,
        is_next_step=True,
        asks={"reason": False, "accept": False},
        icon="date",
    ),
    Act(
        key="record-answer",
        verb="record_answer",
        # Translators: zh: 登记场地答复
        label=_("Record the venue's answer"),
        explained=_(
            "What the venue told you, by telephone or otherwise. It counts until time "
            "or venue change; the venue sees it."
        ),
        # Translators: zh: “%(title)s”的场地答复已登记。
        done=_("The venue's answer to “%(title)s” is kept."),
        fits=_is_asked,
        run=_answer,
        asks={
            "answer": True,
            "proposed_starts_at": False,
            "told_by": False,
            "by_telephone": False,
            "note": False,
        },
        icon="comment",
    ),
    Act(
        key="own-answer",
        verb="own_answer",
        # Translators: zh: 答复这场演出
        label=_("Answer for your venue"),
        explained=_(
            "Accept, decline, or propose another time. It counts until time or venue "
            "change."
        ),
        done=_("The venue's answer to “%(title)s” is kept."),
        fits=_is_asked,
        run=_answer,
        is_next_step=True,
        asks={"answer": True, "proposed_starts_at": False, "note": False},
        icon="comment",
    ),
)

DECISION_ACTS = (
    Act(
        key="decide-later",
        verb="decide",
        # Translators: zh: 改决定期限
        label=_("Another time to decide"),
        explained=_("A hold that ran out of time waits again, at the end of the line."),
        # Translators: zh: “%(title)s”有了新的决定期限。
        done=_("“%(title)s” has another time to decide."),
        fits=_waits_for_decision,
        run=scheduling.decide_later,
        asks={"decide_by": True},
        icon="time",
    ),
)

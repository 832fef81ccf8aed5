"""What can be done with a training session besides editing it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import TrainingSession
from ..scheduling.training import cancel_training
from ..scheduling.training_report import return_training, review_training
from .act_view import PlainActView
from .acts import Act, Acts

State = TrainingSession.State


def _cancel(row: TrainingSession, *, by: Any, version: int, why: str) -> None:
    cancel_training(row, by=by, version=version, reason=why)


def _review(row: TrainingSession, *, by: Any, version: int) -> None:
    review_training(row, by=by, version=version)


def _send_back(row: TrainingSession, *, by: Any, version: int, why: str) -> None:
    return_training(row, by=by, version=version, reason=why)


TRAINING_ACTS = Acts(
    Act(
        key="review",
        verb="review",
        # Translators: zh: 审核通过
        label=_("Agree with the report"),
        explained=_("The figures then count as reviewed. They can still be sent back."),
        done=_("The report of “%(title)s” is reviewed."),
        fits=lambda row: row.state == State.REPORTED,
        run=_review,
        is_next_step=True,
    ),
    Act(
        key="return",
        verb="review",
        label=_("Send the report back"),
        explained=_("Say what is missing; the troupe reads it and reports again."),
        done=_("The report of “%(title)s” is sent back."),
        fits=lambda row: row.state in (State.REPORTED, State.REVIEWED),
        run=_send_back,
        asks={"why": True},
        icon="rotate",
    ),
    Act(
        key="cancel",
        verb="cancel",
        # Translators: zh: 取消培训
        label=_("Cancel the training"),
        explained=_(
            "Its time is free again for everybody it took. The row stays and says that "
            "it was cancelled."
        ),
        done=_("“%(title)s” is cancelled, and its time is free."),
        fits=lambda row: row.state == State.PLANNED,
        run=_cancel,
        asks={"why": True},
        icon="cross",
        is_serious=True,
    ),
)


class TrainingAct(PlainActView):
    """One page an act: what it does, why, and the way back."""

    model = TrainingSession
    acts = TRAINING_ACTS

    def rows(self) -> QuerySet:
        return TrainingSession.objects.for_rows()

"""The acts of a league's review before announcing."""

from django.utils.translation import gettext_lazy as _

from .. import scheduling
from ..models import Performance
from ..statuses import INSIDE, OFF
from .acts import Act


def _could_be_announced(show: Performance) -> bool:
    return show.status not in INSIDE | OFF and show.announced_at is None


def _is_asked_for(show: Performance) -> bool:
    return _could_be_announced(show) and any(
        review.verdict == "" for review in show.announcement_reviews.all()
    )


REVIEW_ACTS = (
    Act(
        key="ask-review",
        verb="ask_review",
        # Translators: zh: 请盟市审核后公布
        label=_("Ask the league to announce it"),
        explained=_(
            "This league looks at announcements first. The show becomes public once "
            "its coordinator agrees; the answer comes here."
        ),
        done=_("The league was asked to announce “%(title)s”."),
        fits=lambda show: _could_be_announced(show) and not _is_asked_for(show),
        run=scheduling.ask_for_review,
        is_next_step=True,
        asks={"at": False, "note": False},
        icon="mail",
    ),
    Act(
        key="approve",
        verb="review",
        # Translators: zh: 同意公布
        label=_("Agree and announce"),
        explained=_(
            "The troupe asked for it. The public sees the show from the time it gave."
        ),
        done=_("“%(title)s” is announced."),
        fits=_is_asked_for,
        run=scheduling.approve_announcement,
        is_next_step=True,
        asks={"accept": False},
        icon="globe",
    ),
    Act(
        key="send-back",
        verb="review",
        # Translators: zh: 退回
        label=_("Send back to the troupe"),
        explained=_("It stays unannounced; the troupe reads why and asks again."),
        done=_("“%(title)s” was sent back."),
        fits=_is_asked_for,
        run=scheduling.send_back,
        asks={"reason": True},
        icon="rotate",
    ),
)

"""Decides from when on the public sees a show."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import AnnouncementReview, Change, Performance
from ..statuses import INSIDE
from .errors import Refused
from .outcomes import Outcome
from .status import change_status
from .transaction import verb


@verb
def announce(
    performance: Performance,
    *,
    at: datetime | None = None,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """Public from `at` on (aware; now when left out). Raises Refused for drafts and
    holds, and for what is public already: that is never taken back; ConflictsFound
    while warnings stand that nobody accepted."""

    def alter(row: Performance) -> None:
        now = clock.now()
        if row.status in INSIDE:
            raise Refused(_("Confirm the show before announcing it."))
        if row.announced_at is not None and row.announced_at <= now:
            raise Refused(_("This show is public already."))
        row.announced_at = at or now
        # Whoever announces answers the troupe that asked (scheduling/review.py).
        row.announcement_reviews.filter(verdict="").update(
            verdict=AnnouncementReview.Verdict.APPROVED,
            answered_by=by,
            answered_at=now,
        )

    return change_status(
        performance, "announce", alter,
        by=by, version=version, accept=accept, change=Change.Kind.ANNOUNCED,
    )  # fmt: skip

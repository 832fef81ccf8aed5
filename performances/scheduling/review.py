"""Asks the league before announcing, and answers for the league."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import AnnouncementReview, Performance
from ..statuses import INSIDE, OFF
from . import log
from .allowed import authorise, fresh, needs_reason
from .announce import announce
from .errors import Refused
from .locks import lock_performance
from .outcomes import Outcome, Why
from .transaction import verb


@verb
def ask_for_review(
    performance: Performance,
    *,
    at: datetime | None = None,
    note: str = "",
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """The league is asked to let the show become public from `at` on (aware; at once
    when left out). Raises Refused for a show that is not firm, is public or waits
    already, NotAllowed for whoever announces without asking, StaleWrite."""
    row = lock_performance(performance)
    authorise(by, "ask_review", row)
    fresh(row, version)
    if row.status in INSIDE | OFF:
        raise Refused(_("Confirm the show before announcing it."))
    if row.announced_at is not None:
        raise Refused(_("This show is public already."))
    if open_review(row) is not None:
        raise Refused(_("The league has it already. Its answer comes here."))
    now = clock.now()
    AnnouncementReview.objects.create(
        performance=row,
        asked_by=by,
        asked_at=now,
        announce_at=at,
        note=note.strip()[:300],
    )
    return _written(row, "schedule.ask_review", Why(by=by, reason=note.strip()), now)


@verb
def approve_announcement(
    performance: Performance,
    *,
    by: Any = None,
    version: int | None = None,
    accept: str = "",
) -> Outcome:
    """Announces it as the troupe asked. Raises as `announce`, and Refused when
    nothing waits."""
    row = lock_performance(performance)
    authorise(by, "review", row)
    waiting = _waiting(row)
    at = waiting.public_from(clock.now())
    return announce(row, at=at, by=by, version=version, accept=accept)


@verb
def send_back(
    performance: Performance,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
) -> Outcome:
    """Not yet: the troupe reads why, mends it and asks again."""
    reason = needs_reason(reason)
    row = lock_performance(performance)
    authorise(by, "review", row)
    fresh(row, version)
    waiting, now = _waiting(row), clock.now()
    waiting.verdict, waiting.reply = AnnouncementReview.Verdict.RETURNED, reason
    waiting.answered_by, waiting.answered_at = by, now
    waiting.save()
    return _written(row, "schedule.send_back", Why(by=by, reason=reason), now)


def open_review(row: Performance) -> AnnouncementReview | None:
    return row.announcement_reviews.filter(verdict="").first()


def _waiting(row: Performance) -> AnnouncementReview:
    found = row.announcement_reviews.waiting().first()
    if found is None:
        raise Refused(_("Nothing waits for the league here any more."))
    return found


def _written(row: Performance, action: str, why: Why, now: datetime) -> Outcome:
    """Raises the version, so that a form opened before is told of it."""
    row.version += 1
    row.changed_at = now
    row.save()
    log.write(row, action, why, data={}, at=now)
    return Outcome(row)

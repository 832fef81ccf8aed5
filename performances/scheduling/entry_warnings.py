"""Warnings that stand against entries without a show, accepted with a reason."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..conflicts import Conflict, Severity
from ..models import AcceptedWarning, Engagement
from . import log
from .allowed import authorise_engagement, fresh, needs_reason
from .entry_judging import judge_entry
from .errors import ConflictsFound, Refused
from .locks import lock_engagement
from .outcomes import Why
from .transaction import verb
from .warnings import accepted_prints, judge_again
from .wording import sentence


@verb
def accept_entry_warnings(
    engagement: Engagement,
    *,
    reason: str,
    by: Any = None,
    version: int | None = None,
) -> tuple[Conflict, ...]:
    """Every warning found now counts as accepted until its facts change; returns those
    found. Raises Refused when there is nothing to accept, NotAllowed, StaleWrite, and
    ConflictsFound when something blocks."""
    reason = needs_reason(reason)
    row = lock_engagement(engagement)
    authorise_engagement(by, "accept", row)
    fresh(row, version)
    now = clock.now()
    found = judge_entry(row, row.cast, now, is_new=False)
    warned = [one for one in found if one.severity is Severity.WARN]
    if not (row.firm and warned):
        raise Refused(_("Nothing stands against it any more."), field="reason")
    why = Why(by=by, reason=reason, accept=reason)
    refuse_entry(row, found, why)
    keep_accepted(row, found, why, now)
    told = [sentence(one) for one in warned]
    log.write(row, "schedule.accept", why, data={"accepted": told}, at=now)
    beside = {int(key) for one in warned for key in one.shows if key.isdigit()}
    judge_again(beside, through="schedule.accept")
    return tuple(warned)


def refuse_entry(row: Engagement, conflicts: tuple[Conflict, ...], why: Why) -> None:
    """Raises for a firm one unless all that is left are notes and accepted warnings;
    what is only held may stand in any conflict."""
    if not row.firm:
        return
    against = tuple(c for c in conflicts if c.severity is not Severity.NOTE)
    if not against:
        return
    known = accepted_prints(against)
    warnings = [
        c for c in against if c.severity is Severity.WARN and c.fingerprint not in known
    ]
    blocked = any(c.severity is Severity.BLOCK for c in against)
    if blocked or (warnings and not why.accept.strip()):
        raise ConflictsFound(against)
    if warnings:
        authorise_engagement(why.by, "accept", row)


def keep_accepted(
    row: Engagement, conflicts: tuple[Conflict, ...], why: Why, now: datetime
) -> None:
    """Keeps the accepted warnings that still hold, adds the ones accepted now."""
    warned = {c.fingerprint: c for c in conflicts if c.severity is Severity.WARN}
    own = row.accepted_warnings.in_force()
    own.exclude(fingerprint__in=warned).update(
        lapsed_at=now, lapsed_through="schedule.rebook"
    )
    if not why.accept.strip() or not row.firm:
        return
    known = set(own.values_list("fingerprint", flat=True))
    AcceptedWarning.objects.bulk_create(
        AcceptedWarning(
            engagement=row,
            rule=conflict.rule,
            fingerprint=fingerprint,
            told=sentence(conflict),
            reason=why.accept.strip(),
            by=why.by,
            at=now,
        )
        for fingerprint, conflict in warned.items()
        if fingerprint not in known
    )

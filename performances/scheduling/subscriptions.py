"""Makes, changes, resets and closes private calendars, and opens one by its token."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..calendars import stamps
from ..calendars.private import reach
from ..calendars.private.reach import Reach
from ..models import Subscription
from ..subscription_policy import SubscriptionPolicy, outlives
from . import log
from .errors import NotAllowed, Refused, StaleWrite
from .locks import lock
from .outcomes import Why
from .transaction import verb

# 24 random bytes are 192 bits, written as 32 characters.
TOKEN_BYTES = 24
MOST_OF_ONE = 20

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
_HINT = 4
POLICY = SubscriptionPolicy()
Scope = Subscription.Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the owner may choose at any time; the scope is not among it."""

    note: str
    holds: bool = True
    technical: bool = True
    opaque: bool = False
    alarm: str = ""


@verb
def subscribe(
    target: Venue | Troupe | Region | None,
    choices: Choices,
    *,
    by: Any = None,
    holder: Any = None,
    is_example: bool = False,
) -> tuple[Subscription, str]:
    """A new calendar of a venue, troupe or region, or (None) of all that `by` may see.

    Its token is returned here and nowhere else, ever. One that a coordinator makes for
    a venue or troupe stands until it is closed; every other one ends with the rights
    of who made it. `holder` says whose rights where the system itself makes it.
    Refused for a note in use or too many, NotAllowed without the right.
    """
    holder = _holder(target, by) if by is not None else holder
    row = Subscription(scope=_scope(target), holder=holder, is_example=is_example)
    if target is not None:
        setattr(row, row.scope, target)
        lock(type(target).objects.filter(pk=target.pk))
    else:
        lock(get_user_model().objects.filter(pk=holder.pk))
    if by is not None and not POLICY.may(by, "add", row):
        raise NotAllowed
    _take(row, choices)
    standing = _beside(row).count()
    if standing >= MOST_OF_ONE:
        # Translators: zh: 这里的日历订阅已经够多了,请先停用不再需要的。
        raise Refused(_("There are many calendars already. Close those nobody needs."))
    now = clock.now()
    row.made_by, row.made_at = by, now
    row.changed_at = stamps.whole_second(now)
    token = _fresh_token(row)
    row.save()
    _log(row, "schedule.calendar_make", by)
    return row, token


@verb
def choose(
    subscription: Subscription,
    choices: Choices,
    *,
    by: Any = None,
    version: int | None = None,
) -> Subscription:
    """Gives it new choices; saving the same changes nothing.

    Raises StaleWrite when `version` is no longer the row's, Refused for a closed one.
    """
    row = _locked(subscription, "change", by)
    if version is not None and version != row.version:
        raise StaleWrite(())
    before = _chosen(row)
    rang, was_busy = _rings(row), row.opaque
    _take(row, choices)
    if _chosen(row) == before:
        return row
    row.changed_at = stamps.later(clock.now(), row.changed_at)
    # Clients skip an entry whose LAST-MODIFIED has not risen.
    if _rings(row) != rang:
        row.alarm_at = row.changed_at
    if row.opaque != was_busy:
        row.opaque_at = row.changed_at
    row.version += 1
    row.save()
    _log(row, "schedule.calendar_choose", by)
    return row


@verb
def reset_subscription(
    subscription: Subscription, *, by: Any = None, version: int | None = None
) -> tuple[Subscription, str]:
    """Gives it a new address: the old one opens nothing from now on.

    `version` as for `choose`: sent twice, the second is refused, and nobody loses the
    address the first one showed.
    """
    row = _locked(subscription, "reset", by)
    if version is not None and version != row.version:
        raise StaleWrite(())
    now = clock.now()
    row.reset_at = now
    row.changed_at = stamps.later(now, row.changed_at)
    row.version += 1
    # Nobody has fetched the new address yet.
    row.fetched_at = row.copy_stamp = None
    row.client = ""
    token = _fresh_token(row)
    row.save()
    _log(row, "schedule.calendar_reset", by)
    return row, token


@verb
def revoke_subscription(
    subscription: Subscription, *, by: Any = None, reason: str = ""
) -> Subscription:
    """Closes it for good. Refused when somebody closed it before."""
    row = _locked(subscription, "revoke", by)
    row.revoked_at, row.revoked_by = clock.now(), by
    row.version += 1
    row.save()
    _log(row, "schedule.calendar_close", by, reason.strip()[:300])
    return row


def open_subscription(
    token: str, *, now: datetime
) -> tuple[Subscription, Reach] | None:
    """The calendar with that token, and what it may show; three queries at most.

    None for every other reason alike: unknown, closed, reset, the holder's rights
    ended, or no token at all. Found by the token's hash, so the time it takes tells
    nothing of how near a guess was.
    """
    if not _TOKEN.fullmatch(token):
        return None
    digest = _digest(token)
    row = Subscription.objects.for_rows().filter(token_hash=digest).first()
    if row is None or not compare_digest(row.token_hash, digest):
        return None
    if not row.is_standing():
        return None
    found = reach.of(row, now)
    return (row, found) if found.is_open else None


def _holder(target: Venue | Troupe | Region | None, by: Any) -> Any:
    return None if target is not None and outlives(by, target) else by


def _scope(target: Venue | Troupe | Region | None) -> str:
    if target is None:
        return Scope.PERSON
    kinds = {Venue: Scope.VENUE, Troupe: Scope.TROUPE, Region: Scope.REGION}
    return kinds[type(target)]


def _take(row: Subscription, choices: Choices) -> None:
    note = " ".join(choices.note.split())[:40]
    if not note:
        raise Refused(_("Say whose phone it is for."), field="note")
    if _beside(row).filter(note=note).exclude(pk=row.pk).exists():
        # Translators: zh: 已经有一个叫“%(note)s”的了,请换个叫法,好分得清。
        told = _(
            "There is one named like that. Choose another name to tell them apart."
        )
        raise Refused(told, field="note")
    if choices.alarm not in Subscription.Alarm.values:
        raise Refused(_("Choose one of these reminders."), field="alarm")
    row.note = note
    row.holds, row.technical = choices.holds, choices.technical
    # Nothing is there to show as busy without them.
    row.opaque = choices.opaque and choices.technical
    row.alarm = choices.alarm


def _chosen(row: Subscription) -> tuple[object, ...]:
    return row.note, row.holds, row.technical, row.opaque, row.alarm


def _rings(row: Subscription) -> tuple[object, ...]:
    """What decides when which entry rings: before load-in it rings on the load-in's
    own entry where that is shown."""
    before = row.alarm_before
    on_load_in = before is not None and before[0] == "load_in" and row.technical
    return row.alarm, on_load_in


def _beside(row: Subscription) -> Any:
    """Standing ones of the same scope, whoever made them."""
    same = {"scope": row.scope}
    if row.scope == Scope.PERSON:
        same["holder"] = row.holder
    else:
        same[row.scope] = row.target
    return Subscription.objects.standing().filter(**same)


def _locked(subscription: Subscription, act: str, by: Any) -> Subscription:
    lock(Subscription.objects.filter(pk=subscription.pk))
    row = Subscription.objects.for_rows().get(pk=subscription.pk)
    if by is not None and not POLICY.may(by, act, row):
        raise NotAllowed
    if not row.is_standing():
        # Translators: zh: 这个订阅已经停用了。
        raise Refused(_("This calendar was closed before. Look at the list again."))
    return row


def _fresh_token(row: Subscription) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row.token_hash, row.hint = _digest(token), token[-_HINT:]
    return token


def _log(row: Subscription, action: str, by: Any, reason: str = "") -> None:
    """Names it by its note and hint; the token is nobody's business."""
    facts = {"for": row.note, "hint": row.hint, "scope": row.scope}
    why = Why(by=by, reason=reason, note={"after": facts})
    log.write(row, action, why, data={}, at=clock.now())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("ascii")).hexdigest()

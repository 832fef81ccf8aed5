"""Logins of people on their phones: made, opened, seen, ended."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from troupes.rights import scope_of
from ulanmuqi.base import clock

from ..device_policy import DevicePolicy
from ..models import DeviceLogin
from . import log
from .errors import NotAllowed, Refused
from .locks import lock
from .outcomes import Why
from .transaction import verb

# How long a login lasts on its device, whatever is done there.
LASTS = timedelta(days=90)
EXPIRED = "expired"
SEEN_EVERY = timedelta(minutes=5)
# 24 random bytes are 192 bits, written as 32 characters.
TOKEN_BYTES = 24
# Whoever logs in once more ends the login that was seen longest ago.
MOST_DEVICES = 10

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
_HINT = 4
DEVICES = DevicePolicy()
Ending = DeviceLogin.Ending


@verb
def log_in_device(user: Any, *, agent: str = "") -> tuple[DeviceLogin, str]:
    """A new login for somebody whose password was right, and its token, which is
    returned here and nowhere else.

    Raises NotAllowed for whoever belongs to no troupe.
    """
    if not scope_of(user).member_of:
        raise NotAllowed
    now = clock.now()
    standing = DeviceLogin.objects.filter(user=user).standing().order_by("last_seen_at")
    for oldest in list(standing)[: -(MOST_DEVICES - 1)]:
        _end(oldest, Ending.ENDED, user, now)
        _log(oldest, "schedule.device_end", user)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = DeviceLogin.objects.create(
        user=user,
        token_hash=_digest(token),
        hint=token[-_HINT:],
        password_mark=user.get_session_auth_hash(),
        agent=_printable(agent),
        made_at=now,
        expires_at=now + LASTS,
        last_seen_at=now,
    )
    _log(row, "schedule.device_login", user)
    return row, token


def open_device(token: str, *, now: datetime | None = None) -> DeviceLogin | None:
    """The login with that token while it counts; two queries at most: the login with
    its user, and the user's memberships.

    None for every other reason alike. What was ended by a new password, a closed
    account or the last membership's end stays ended: it is written when it is met.
    """
    if not _TOKEN.fullmatch(token):
        return None
    now, digest = now or clock.now(), _digest(token)
    row = (
        DeviceLogin.objects.filter(token_hash=digest)
        .select_related("user__wagtail_userprofile")
        .first()
    )
    if row is None or not compare_digest(row.token_hash, digest):
        return None
    if not row.is_open(now):
        return None
    ending = _ending(row)
    if ending:
        _close(row, ending, now)
        return None
    return row


def why_over(token: str) -> str:
    """Why the login with that token counts no more, for whoever holds it: an `Ending`,
    or "expired"; "" for a token nobody knows. One query."""
    if not _TOKEN.fullmatch(token):
        return ""
    row = DeviceLogin.objects.filter(token_hash=_digest(token)).first()
    if row is None:
        return ""
    return row.ending or EXPIRED


def note_seen(row: DeviceLogin, *, now: datetime | None = None) -> None:
    """Remembers that the device was here: a small write every five minutes at most."""
    now = now or clock.now()
    if row.last_seen_at <= now - SEEN_EVERY:
        _write_seen(row, now)


@verb
def leave_device(row: DeviceLogin) -> None:
    """Logged out on the device itself; ended before or not, it is over afterwards."""
    fresh = _locked(row)
    if fresh.ended_at is None:
        _end(fresh, Ending.LEFT, fresh.user, clock.now())
        _log(fresh, "schedule.device_leave", fresh.user)


@verb
def end_device(row: DeviceLogin, *, by: Any = None, reason: str = "") -> DeviceLogin:
    """Ends somebody's login for good, wherever the device is now.

    Raises NotAllowed, and Refused when it was over before.
    """
    fresh = _locked(row)
    if by is not None and not DEVICES.may(by, "end", fresh):
        raise NotAllowed
    now = clock.now()
    if not fresh.is_open(now):
        # Translators: zh: 这个登录已经结束了。
        raise Refused(_("This login was over before."))
    _end(fresh, Ending.ENDED, by, now)
    _log(fresh, "schedule.device_end", by, reason.strip()[:300])
    return fresh


def connect() -> None:
    """Called once, when the app is ready: a closed account ends its logins at once."""
    post_save.connect(
        _account_saved, sender=get_user_model(), dispatch_uid="device-logins"
    )


def _account_saved(instance: Any, created: bool, raw: bool = False, **_: Any) -> None:
    if not (created or raw or instance.is_active):
        _end_all(instance)


@verb
def _end_all(user: Any) -> None:
    now, mine = clock.now(), DeviceLogin.objects.filter(user=user).standing()
    lock(mine)
    for row in list(mine.select_related("user")):
        _end(row, Ending.INACTIVE, None, now)
        _log(row, "schedule.device_end", None, str(Ending.INACTIVE.label))


def _ending(row: DeviceLogin) -> str:
    user = row.user
    if not user.is_active:
        return Ending.INACTIVE
    marks = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    if not any(compare_digest(row.password_mark, mark) for mark in marks):
        return Ending.PASSWORD
    return "" if scope_of(user).member_of else Ending.NO_TROUPE


@verb
def _close(row: DeviceLogin, ending: str, now: datetime) -> None:
    fresh = _locked(row)
    if fresh.ended_at is None:
        _end(fresh, ending, None, now)
        _log(fresh, "schedule.device_end", None, str(Ending(ending).label))


@verb
def _write_seen(row: DeviceLogin, now: datetime) -> None:
    DeviceLogin.objects.filter(Q(last_seen_at__lte=now - SEEN_EVERY), pk=row.pk).update(
        last_seen_at=now
    )
    row.last_seen_at = now


def _end(row: DeviceLogin, ending: str, by: Any, now: datetime) -> None:
    row.ended_at, row.ending, row.ended_by = now, ending, by
    row.save()


def _locked(row: DeviceLogin) -> DeviceLogin:
    lock(DeviceLogin.objects.filter(pk=row.pk))
    return DeviceLogin.objects.select_related("user").get(pk=row.pk)


def _log(row: DeviceLogin, action: str, by: Any, reason: str = "") -> None:
    facts = {"who": row.user.get_username(), "hint": row.hint}
    why = Why(by=by, reason=reason, note={"after": facts})
    log.write(row, action, why, data={}, at=clock.now())


def _printable(agent: str) -> str:
    """As the browser calls itself, shortened; whoever makes it up names only itself."""
    return "".join(one for one in agent if one.isprintable())[:200]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("ascii")).hexdigest()

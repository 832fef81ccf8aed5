"""Issues, exchanges, closes and opens the secret links of people without a login."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.places.models import Venue

from ..models import AccessLink, Performance
from ..policy import LinkPolicy
from . import log
from .errors import NotAllowed, Refused, StaleWrite
from .outcomes import Why
from .transaction import verb

# 24 random bytes are 192 bits, written as 32 characters.
TOKEN_BYTES = 24
MOST_LINKS = 12
USED_EVERY = timedelta(minutes=5)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}", re.ASCII)
_HINT = 4
LINKS = LinkPolicy()


@verb
def issue_link(
    kind: str,
    target: Venue | Performance,
    *,
    by: Any = None,
    label: str = "",
    expires_at: datetime | None = None,
    live: int | None = None,
) -> tuple[AccessLink, str]:
    """A new link to a venue (kind "venue") or an opening (kind "site"), and its token.

    The token is returned here and nowhere else, ever. `live` is how many standing
    links the caller saw: StaleWrite when there are more or fewer by now, so that a
    form sent twice issues one. Refused beyond MOST_LINKS standing ones, NotAllowed
    without the right.
    """
    link = AccessLink(kind=kind, label=" ".join(label.split())[:80])
    link.expires_at = expires_at
    if isinstance(target, Venue):
        link.venue = target
    else:
        link.performance = target
    _may(by, "issue", link)
    _lock(type(target).objects.filter(pk=target.pk))
    standing = _beside(link).standing().count()
    if live is not None and live != standing:
        raise StaleWrite(())
    if standing >= MOST_LINKS:
        # Translators: zh: 这里的专用链接已经够多了,请先停用不再需要的。
        raise Refused(_("There are many links already. Close those nobody needs."))
    return _issue(link, "schedule.link_issue", by)


@verb
def revoke_link(link: AccessLink, *, by: Any = None, reason: str = "") -> AccessLink:
    """Closes a link for good: from now on it answers like one that never was.

    Refused when somebody closed it before.
    """
    row = _locked(link)
    _may(by, "revoke", row)
    _close(row, by)
    _log(row, "schedule.link_revoke", by, reason.strip()[:300])
    return row


@verb
def reset_link(link: AccessLink, *, by: Any = None) -> tuple[AccessLink, str]:
    """Closes a link and issues another for the same people, with its new token."""
    row = _locked(link)
    _may(by, "reset", row)
    _close(row, by)
    fresh = AccessLink(
        kind=row.kind,
        venue=row.venue,
        performance=row.performance,
        label=row.label,
        expires_at=row.expires_at,
        # The same people go on reading: what they saw is no news to them.
        looked_at=row.looked_at,
        news_since=row.news_since,
    )
    return _issue(fresh, "schedule.link_reset", by)


def open_link(
    token: str, kind: str, *, now: datetime | None = None
) -> AccessLink | None:
    """The link with that token when it is open and of that kind, in one query at most.

    None for every other reason alike: unknown, closed, run out, of another kind, or no
    token at all. Found by the token's hash, so the time it takes tells nothing.
    """
    if not _TOKEN.fullmatch(token):
        return None
    digest = _digest(token)
    link = (
        AccessLink.objects.filter(token_hash=digest)
        .select_related("venue__region__league", "venue__region__banner")
        .select_related("performance__venue", "performance__showcase")
        .first()
    )
    if link is None or not compare_digest(link.token_hash, digest):
        return None
    return link if link.kind == kind and link.is_open(now or clock.now()) else None


def note_use(link: AccessLink, *, now: datetime | None = None) -> None:
    """Remembers that the link was used: one small write every five minutes at most."""
    now = now or clock.now()
    if link.last_used_at is None or link.last_used_at <= now - USED_EVERY:
        _write_use(link, now)


@verb
def _write_use(link: AccessLink, now: datetime) -> None:
    AccessLink.objects.filter(
        Q(last_used_at=None) | Q(last_used_at__lte=now - USED_EVERY), pk=link.pk
    ).update(last_used_at=now)
    link.last_used_at = now


def _issue(link: AccessLink, action: str, by: Any) -> tuple[AccessLink, str]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link.token_hash, link.hint = _digest(token), token[-_HINT:]
    link.issued_by, link.issued_at = by, clock.now()
    link.save()
    _log(link, action, by)
    return link, token


def _close(row: AccessLink, by: Any) -> None:
    if row.revoked_at is not None:
        # Translators: zh: 这个链接已经停用了。
        raise Refused(_("This link was closed before. Look at the list again."))
    row.revoked_at, row.revoked_by = clock.now(), by
    row.save()


def _log(link: AccessLink, action: str, by: Any, reason: str = "") -> None:
    """Names the link by its hint; the token is nobody's business."""
    facts = {"kind": link.kind, "for": link.label, "hint": link.hint}
    why = Why(by=by, reason=reason, note={"after": facts})
    log.write(link.target, action, why, data={}, at=clock.now())


def _may(by: Any, act: str, link: AccessLink) -> None:
    if by is not None and not LINKS.may(by, act, link):
        raise NotAllowed


def _beside(link: AccessLink) -> Any:
    return AccessLink.objects.filter(
        kind=link.kind, venue=link.venue, performance=link.performance
    )


def _locked(link: AccessLink) -> AccessLink:
    _lock(AccessLink.objects.filter(pk=link.pk))
    return AccessLink.objects.select_related(
        "venue__region", "performance__region"
    ).get(pk=link.pk)


def _lock(rows: Any) -> None:
    if connection.features.has_select_for_update:
        list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("ascii")).hexdigest()

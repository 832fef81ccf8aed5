"""The outbox: what changed becomes one notice an audience, once it has settled.

Changes wait in their ChangeScope rows, written with them; nothing else is needed for a
notice to be made, today or after a night without the command.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Max, Min, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from .. import changelog
from ..models import Change, ChangeScope, Delivery, Notice, NoticeSettings
from ..policy import NoticePolicy
from . import log
from .allowed import needs_reason
from .audiences import Audience, Recipient, audiences
from .errors import NotAllowed, Refused, StaleWrite
from .locks import lock
from .outcomes import Why
from .sent_at_once import deliver
from .transaction import verb

NOTICES = NoticePolicy()
# However busy the flurry: nobody waits longer than this many settling times.
LONGEST_FLURRY = 3
_OPEN = frozenset({Notice.State.REVIEW})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one scope; `due_at` is when it goes out if nothing more comes."""

    key: str
    first_at: datetime
    last_at: datetime
    changes: int
    due_at: datetime


def waiting(now: datetime) -> list[Waiting]:
    """One query; a scope with nobody to tell is among them until it is due."""
    minutes = NoticeSettings.load().settle_minutes
    quiet = timedelta(minutes=minutes)
    hurried = Case(
        When(change__is_urgent=True, then=Value(1)),
        default=Value(0),
    )
    rows = (
        _waiting_rows(now)
        .values("key")
        .annotate(
            first=Min("change__at"),
            last=Max("change__at"),
            hurry=Max(hurried),
            number=Count("pk"),
        )
        .order_by("key")
    )
    return [
        Waiting(
            key=row["key"],
            first_at=row["first"],
            last_at=row["last"],
            changes=row["number"],
            due_at=now
            if row["hurry"]
            else min(row["last"] + quiet, row["first"] + LONGEST_FLURRY * quiet),
        )
        for row in rows
    ]


@verb
def gather(*, keys: Collection[str] | None = None, by: Any = None) -> list[Notice]:
    """Makes the notices that are due, or at once those for the scopes in `keys`.

    What nets out to nothing makes a notice that is empty and goes nowhere. With `by`,
    raises NotAllowed when one of the scopes is not theirs to hurry. Two at once do not
    take up the same change: the row's own flag decides.
    """
    now = clock.now()
    rules = NoticeSettings.load()
    due = [
        one.key
        for one in waiting(now)
        if (one.due_at <= now if keys is None else one.key in keys)
    ]
    found = audiences(due, now, robots=rules.use_robots)
    if by is not None:
        for audience in found.values():
            if not NOTICES.may(by, "change", Notice(region=audience.region)):
                raise NotAllowed
    made = []
    for key in due:
        notice = _gathered(key, found.get(key), rules, now)
        if notice is not None:
            made.append(notice)
    return made


@verb
def let_lie(before: datetime) -> int:
    """What was told before that instant is nobody's mail any more: for a season that
    is loaded, or an outbox that starts on a site with a past. Returns how many."""
    old = ChangeScope.objects.filter(waits=True, change__at__lt=before)
    return ChangeScope.objects.filter(pk__in=old.values("pk")).update(waits=False)


@verb
def approve(notice: Notice, *, by: Any = None, version: int | None = None) -> Notice:
    """Lets a notice in review go. Raises Refused in any other state."""
    row = _for_change(notice, by, version, _OPEN)
    _make_ready(row, _recipients(row))
    return _changed(row, "schedule.notice_approve", by)


@verb
def set_opening(
    notice: Notice, *, opening: str = "", by: Any = None, version: int | None = None
) -> Notice:
    """The first line of a notice in review; empty for the usual one."""
    row = _for_change(notice, by, version, _OPEN)
    row.opening = " ".join(opening.split())[:300]
    return _changed(row, "schedule.notice_opening", by)


@verb
def drop(
    notice: Notice, *, reason: str, by: Any = None, version: int | None = None
) -> Notice:
    """Nobody gets it: in review, or what of it has not gone out yet."""
    states = frozenset({*_OPEN, Notice.State.READY, Notice.State.FAILED})
    row = _for_change(notice, by, version, states)
    row.reason = needs_reason(reason)
    row.state = Notice.State.DROPPED
    row.deliveries.filter(state=Delivery.State.WAITING).delete()
    return _changed(row, "schedule.notice_drop", by, reason=row.reason)


def changes_of(notice: Notice) -> QuerySet[Change]:
    """What a notice tells, with what its sentences need. One query."""
    return (
        Change.objects.filter(scopes__notice=notice)
        .select_related("performance", "showcase")
        .order_by("at", "id")
    )


# --- Making one ---------------------------------------------------------------------


def _gathered(
    key: str, audience: Audience | None, rules: NoticeSettings, now: datetime
) -> Notice | None:
    rows = list(_waiting_rows(now).filter(key=key).values_list("pk", flat=True))
    # The flag is asked again by the update itself, on the row as it is by then.
    mine = ChangeScope.objects.filter(pk__in=rows, waits=True)
    if audience is None:
        mine.update(waits=False)
        return None
    notice = _open_notice(audience, now)
    if not mine.update(waits=False, notice=notice):
        if notice.version == 1 and not notice.scopes.exists():
            notice.delete()
        return None
    notice.version += 1
    notice.changed_at = now
    if not changelog.netted(changes_of(notice), now):
        notice.state = Notice.State.EMPTY
    elif not rules.reviews(audience.region):
        _make_ready(notice, audience.recipients)
    notice.save()
    return notice


def _open_notice(audience: Audience, now: datetime) -> Notice:
    """The one in review, which then tells of both; else a new one."""
    reviewed = Notice.objects.filter(
        about=Notice.About.CHANGES,
        audience=audience.key,
        state=Notice.State.REVIEW,
    )
    lock(reviewed)
    known = reviewed.select_related("region").first()
    return known or Notice.objects.create(
        audience=audience.key,
        name=audience.name,
        region=audience.region,
        state=Notice.State.REVIEW,
        made_at=now,
        changed_at=now,
    )


def _make_ready(notice: Notice, recipients: Sequence[Recipient]) -> None:
    """One delivery an address. Who wears two hats and gets all of this by another
    notice already does not get it again."""
    now = clock.now()
    told = set(notice.scopes.values_list("change", flat=True))
    if not changelog.netted(changes_of(notice), now):
        notice.state = Notice.State.EMPTY
        return
    recipients = [one for one in recipients if not _is_told(one, told, notice)]
    deliver(notice, recipients, now)
    notice.state = Notice.State.READY if recipients else Notice.State.EMPTY


def _is_told(recipient: Recipient, told: set[int], notice: Notice) -> bool:
    others = Delivery.objects.filter(
        channel=recipient.channel,
        address__iexact=recipient.address,
        notice__scopes__change__in=told,
    ).exclude(notice=notice)
    for other in set(others.values_list("notice", flat=True)):
        rows = ChangeScope.objects.filter(notice=other)
        if told <= set(rows.values_list("change", flat=True)):
            return True
    return False


def _recipients(notice: Notice) -> Sequence[Recipient]:
    robots = NoticeSettings.load().use_robots
    found = audiences([notice.audience], clock.now(), robots=robots)
    audience = found.get(notice.audience)
    return audience.recipients if audience is not None else ()


def _waiting_rows(now: datetime) -> QuerySet[ChangeScope]:
    return ChangeScope.objects.filter(waits=True, change__at__lte=now)


# --- Changing one -------------------------------------------------------------------


def _for_change(
    notice: Notice, by: Any, version: int | None, states: Collection[str]
) -> Notice:
    """The row, locked; rights, version and state asked on it."""
    lock(Notice.objects.filter(pk=notice.pk))
    row = Notice.objects.select_related("region").get(pk=notice.pk)
    if by is not None and not NOTICES.may(by, "change", row):
        raise NotAllowed
    if version is not None and row.version != version:
        raise StaleWrite(())
    if row.state not in states:
        raise Refused(_("This notice is not in that state any more."))
    return row


def _changed(row: Notice, action: str, by: Any, *, reason: str = "") -> Notice:
    row.version += 1
    row.changed_at = clock.now()
    row.by = by
    row.save()
    log.write(row, action, Why(by=by, reason=reason), data={}, at=row.changed_at)
    return row

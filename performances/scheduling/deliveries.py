"""How far each address has come: claimed before it is sent, and never sent twice.

A claim is one conditional update, committed before anything leaves the house. What is
sent and then not noted, because the process died or the answer got lost, is *unsure*
and is not repeated: a second mail about a moved show is read as a second move, while
a missing one is listed in front of the coordinators, who ring or send it again.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Delivery, Notice
from . import log
from .errors import NotAllowed, Refused
from .locks import lock
from .outbox import NOTICES
from .outcomes import Why
from .record_reminders import AWAKE
from .transaction import verb

logger = logging.getLogger(__name__)

# Minutes until the next attempt; after the last one it is given up.
PAUSES = (1, 5, 15, 60, 240)
ATTEMPTS = len(PAUSES) + 1
# Longer than any channel may take; a claim older than this was left by a crash.
ABANDONED = timedelta(minutes=15)
_State = Delivery.State


def due(now: datetime) -> QuerySet[Delivery]:
    """Reminders that were held up (no timer ran, the mail server slept) are not sent
    at night; what changed for tomorrow is."""
    rows = Delivery.objects.filter(
        state=_State.WAITING, next_at__lte=now, notice__state=Notice.State.READY
    )
    if now.astimezone(clock.SHANGHAI).hour not in AWAKE:
        rows = rows.exclude(notice__about=Notice.About.RECORDS)
    return rows.order_by("next_at", "id")


@verb
def claim(delivery_id: int) -> Delivery | None:
    """Takes a waiting delivery for this process; None when another was quicker, it is
    not its time yet, or its notice was dropped."""
    now = clock.now()
    taken = (
        Delivery.objects.filter(
            pk=delivery_id,
            state=_State.WAITING,
            next_at__lte=now,
            notice__state=Notice.State.READY,
        )
        .values_list("pk", flat=True)
        .first()
    )
    if taken is None:
        return None
    mine = Delivery.objects.filter(pk=taken, state=_State.WAITING).update(
        state=_State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not mine:
        return None
    return Delivery.objects.select_related("notice__region").get(pk=taken)


@verb
def mark_sent(delivery: Delivery) -> None:
    _finish(delivery, _State.SENT, "")


@verb
def try_later(delivery: Delivery, trouble: str) -> None:
    """It certainly did not go out: again after a growing pause, or given up."""
    if delivery.attempts >= ATTEMPTS:
        _finish(delivery, _State.FAILED, trouble)
        return
    pause = timedelta(minutes=PAUSES[delivery.attempts - 1])
    _held(delivery).update(
        state=_State.WAITING, next_at=clock.now() + pause, trouble=trouble[:300]
    )


@verb
def give_up(delivery: Delivery, trouble: str) -> None:
    """It certainly did not go out, and never will as it is."""
    _finish(delivery, _State.FAILED, trouble)


@verb
def leave_unsure(delivery: Delivery, trouble: str) -> None:
    """Nobody knows whether it went out."""
    _finish(delivery, _State.UNSURE, trouble)


@verb
def settle_abandoned() -> int:
    """Claims a crash left behind become unsure; how many there were."""
    left = Delivery.objects.filter(
        state=_State.SENDING, claimed_at__lt=clock.now() - ABANDONED
    ).select_related("notice")
    rows = list(left)
    for row in rows:
        _finish(row, _State.UNSURE, "")
    return len(rows)


@verb
def send_again(delivery: Delivery, *, by: Any = None) -> Delivery:
    """A person decides that it has to go out once more, knowing it may be a second
    time. Raises Refused unless it failed or is unsure, NotAllowed."""
    lock(Notice.objects.filter(pk=delivery.notice_id))
    row = Delivery.objects.select_related("notice__region").get(pk=delivery.pk)
    if by is not None and not NOTICES.may(by, "change", row.notice):
        raise NotAllowed
    now = clock.now()
    again = Delivery.objects.filter(
        pk=row.pk, state__in=(_State.FAILED, _State.UNSURE)
    ).update(state=_State.WAITING, attempts=0, next_at=now, claimed_at=None)
    if not again:
        raise Refused(_("This went out, or is still on its way."))
    _refresh(row.notice_id)
    log.write(row.notice, "schedule.notice_again", Why(by=by), data={}, at=now)
    return row


def _held(delivery: Delivery, *states: str) -> QuerySet[Delivery]:
    """The row, only while it is still this claim's."""
    return Delivery.objects.filter(
        pk=delivery.pk,
        state__in=states or (_State.SENDING,),
        claimed_at=delivery.claimed_at,
    )


def _finish(delivery: Delivery, state: str, trouble: str) -> None:
    now = clock.now()
    lock(Notice.objects.filter(pk=delivery.notice_id))
    if state == _State.SENT:
        # It went out after all, although somebody gave the claim up for lost.
        held = _held(delivery, _State.SENDING, _State.UNSURE)
        held.update(state=state, sent_at=now, trouble="")
    else:
        _held(delivery).update(state=state, trouble=trouble[:300])
        logger.error(
            "Notice %s to %s: %s. %s", delivery.notice_id, delivery.channel, state,
            trouble,
        )  # fmt: skip
    _refresh(delivery.notice_id)


def _refresh(notice_id: int) -> None:
    """The notice's own state follows its deliveries; a dropped one stays dropped.
    Call with the notice locked, or two that finish at once miss each other."""
    states = set(
        Delivery.objects.filter(notice=notice_id).values_list("state", flat=True)
    )
    if states & {_State.WAITING, _State.SENDING}:
        state = Notice.State.READY
    elif states & {_State.FAILED, _State.UNSURE}:
        state = Notice.State.FAILED
    else:
        state = Notice.State.SENT
    Notice.objects.filter(pk=notice_id).exclude(state=Notice.State.DROPPED).update(
        state=state, changed_at=clock.now(), version=F("version") + 1
    )

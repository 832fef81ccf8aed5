"""Asks the league for a change, by the outbox, takes it back, and answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from troupes.models import Troupe
from troupes.rights import scope_of
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region

from ..models import ChangeWish, Notice, NoticeSettings, Performance
from . import log
from .audiences import Audience, audiences
from .errors import NotAllowed, Refused
from .locks import lock, lock_performance
from .outcomes import Why
from .sent_at_once import send_at_once
from .transaction import verb

# Whoever writes more to one show should ring.
MOST_WAITING = 5


@verb
def ask_for_change(
    performance: Performance,
    *,
    text: str,
    troupe: Troupe,
    by: Any = None,
    key: UUID | None = None,
) -> ChangeWish:
    """The coordinators of the troupe's league read it in the admin, and by mail within
    a minute. Nothing of the show changes.

    One of a troupe waits for each show: what it asks anew takes the place of what it
    asked before. The same words again, or the same `key` with them, answer with the
    wish that is there. Raises NotAllowed for whoever writes for no troupe of the show,
    Refused without words or with too many waiting.
    """
    row = lock_performance(performance)
    known = ChangeWish.objects.filter(key=key).first() if key is not None else None
    if known is not None and known.asked_by_id != getattr(by, "pk", None):
        raise NotAllowed
    plays = troupe.pk in {one.pk for one in row.troupes_in_order}
    if not plays or (by is not None and troupe.pk not in scope_of(by).troupes):
        raise NotAllowed
    said = _said(text, field="text")
    if known is not None:
        if known.performance_id == row.pk and known.text == said:
            _not_taken_back(known)
            return known
        # Written on after it had arrived: these words count.
        known.key = None
        known.save()
    waiting = list(row.change_wishes.waiting().select_related("troupe"))
    mine = [one for one in waiting if one.troupe_id == troupe.pk]
    same = next((one for one in mine if one.text == said), None)
    if same is not None:
        return same
    if len(waiting) - len(mine) >= MOST_WAITING:
        raise Refused(
            # Translators: zh: 这场已经有几条请求在等答复，请直接打电话。
            _("Several wishes for this show wait already. Please ring instead.")
        )
    now = clock.now()
    for one in mine:
        one.taken_back_at, one.taken_back_by = now, by
        one.save()
    wish = ChangeWish(
        performance=row, troupe=troupe, text=said, asked_by=by, asked_at=now, key=key
    )
    wish.notice = _notice(troupe, by, now)
    wish.save()
    log.write(row, "schedule.ask_change", Why(by=by, reason=said), data={}, at=now)
    return wish


@verb
def take_back_wish(wish: ChangeWish, *, by: Any = None) -> ChangeWish:
    """The troupe needs it no more: nobody has to answer. For whoever writes for that
    troupe; once more does no harm. Raises NotAllowed, Refused when it was answered."""
    row = _locked(wish)
    if by is not None and row.troupe_id not in scope_of(by).troupes:
        raise NotAllowed
    if row.taken_back_at is not None:
        return row
    if row.answered_at is not None:
        # Translators: zh: 已经有人答复过了。
        raise Refused(_("Somebody answered this before."))
    now = clock.now()
    row.taken_back_at, row.taken_back_by = now, by
    row.save()
    why = Why(by=by, reason=row.text)
    log.write(row.performance, "schedule.take_back_wish", why, data={}, at=now)
    return row


@verb
def answer_change(wish: ChangeWish, *, reply: str, by: Any = None) -> ChangeWish:
    """What became of it, for the troupe to read on its day sheet. Raises NotAllowed,
    and Refused without words or when it was answered before."""
    row = _locked(wish)
    if by is not None and not may_answer(by, row):
        raise NotAllowed
    if row.answered_at is not None:
        # Translators: zh: 已经有人答复过了。
        raise Refused(_("Somebody answered this before."))
    _not_taken_back(row)
    now = clock.now()
    row.reply, row.answered_by, row.answered_at = _said(reply, field="reply"), by, now
    row.save()
    why = Why(by=by, reason=row.reply)
    log.write(row.performance, "schedule.answer_change", why, data={}, at=now)
    return row


def may_answer(user: Any, wish: ChangeWish) -> bool:
    """Whoever coordinates the troupe's home, or where the show is."""
    scope = scope_of(user)
    if not scope.coordinates:
        return False
    return scope.covers(wish.troupe.region) or scope.covers(wish.performance.region)


def _not_taken_back(wish: ChangeWish) -> None:
    if wish.taken_back_at is not None:
        # Translators: zh: 队伍已经撤回了这条请求。
        raise Refused(_("The troupe has taken this wish back."))


def _locked(wish: ChangeWish) -> ChangeWish:
    """With its show first, as `ask_for_change` does: neither writes over the other."""
    lock_performance(wish.performance)
    lock(ChangeWish.objects.filter(pk=wish.pk))
    rows = ChangeWish.objects.select_related("performance__region", "troupe__region")
    return rows.get(pk=wish.pk)


def _said(text: str, *, field: str) -> str:
    said = text.strip()
    if not said:
        # Translators: zh: 写一句话。
        raise Refused(_("Write a sentence."), field=field)
    return said[:300]


def _notice(troupe: Troupe, by: Any, now: datetime) -> Notice | None:
    """On its way at once, without review: nobody outside reads it."""
    audience = _audience(troupe, now)
    if audience is None:
        return None
    return send_at_once(Notice.About.WISHES, audience, now, by=by)


def _audience(troupe: Troupe, now: datetime) -> Audience | None:
    """The league's coordinators; where it has none, those of the whole region."""
    league = Region.objects.filter(pk=troupe.region.league_id).first()
    whole = Region.objects.filter(level=Region.Level.REGION).first()
    keys = [f"region:{one.code}" for one in (league, whole) if one is not None]
    found = audiences(keys, now, robots=NoticeSettings.load().use_robots)
    return next((found[key] for key in keys if key in found), None)

"""Tells the people who answer requests, by the outbox: one notice, written with the
act itself. It carries no name and no telephone of the asker; those stand on the page.
"""

from datetime import datetime

from ..models import Delivery, Notice, NoticeSettings, Request, RequestStep
from .audiences import audiences
from .sent_at_once import send_at_once
from .transaction import verb


def tell_troupe(row: Request, step: RequestStep, now: datetime) -> Notice | None:
    if row.troupe_id is None:
        return None
    return _tell(f"troupe:{row.troupe_id}", step, now)


def tell_league(row: Request, step: RequestStep, now: datetime) -> Notice | None:
    league = row.region.league
    return _tell(f"region:{league.code}", step, now) if league else None


def tell_desk(row: Request, step: RequestStep, now: datetime) -> bool:
    """Whoever has it in hand: the troupe, and the league once it was passed on. Whether
    anybody is told."""
    told = [tell_troupe(row, step, now)]
    if row.passed_on_at is not None:
        told.append(tell_league(row, step, now))
    return any(one is not None for one in told)


@verb
def let_requests_lie(before: datetime) -> int:
    """What was told before that instant is nobody's mail any more: for a season that
    is loaded. Returns how many."""
    old = Notice.objects.filter(
        about=Notice.About.REQUEST, state=Notice.State.READY, made_at__lt=before
    )
    ids = list(old.values_list("pk", flat=True))
    Delivery.objects.filter(notice__in=ids).delete()
    return Notice.objects.filter(pk__in=ids).update(state=Notice.State.DROPPED)


def _tell(key: str, step: RequestStep, now: datetime) -> Notice | None:
    """None where nobody has an address. No waiting and no review: nothing of it is
    public, and who asked waits."""
    robots = NoticeSettings.load().use_robots
    audience = audiences([key], now, robots=robots).get(key)
    if audience is None:
        return None
    return send_at_once(Notice.About.REQUEST, audience, now, request_step=step)

"""Since when things are news to whoever holds a link: one look ends, another begins."""

from contextlib import suppress
from datetime import datetime, timedelta

from ulanmuqi.base import clock

from ..models import AccessLink
from .errors import TryAgain
from .transaction import verb

# Opening the page again within this time is the same look: what was new stays new.
SAME_LOOK = timedelta(minutes=30)
_WRITTEN_EVERY = timedelta(minutes=1)


def look(link: AccessLink, *, now: datetime | None = None) -> datetime:
    """Notes that somebody looks, and gives the instant from which on things are news.

    On the first look nothing is news. The mark is written once a minute at most; a
    database too busy to take it costs nothing but that.
    """
    now = now or clock.now()
    if link.looked_at is None:
        link.news_since = now
    elif now - link.looked_at > SAME_LOOK:
        link.news_since = link.looked_at
    due = link.looked_at is None or now - link.looked_at >= _WRITTEN_EVERY
    if due:
        link.looked_at = now
        with suppress(TryAgain):
            _write(link)
    return link.news_since or now


def news_since(link: AccessLink, *, now: datetime | None = None) -> datetime:
    """The same instant for whoever only fetches ahead: nothing is marked."""
    now = now or clock.now()
    if link.looked_at is None:
        return now
    if now - link.looked_at > SAME_LOOK:
        return link.looked_at
    return link.news_since or now


@verb
def _write(link: AccessLink) -> None:
    AccessLink.objects.filter(pk=link.pk).update(
        looked_at=link.looked_at, news_since=link.news_since
    )

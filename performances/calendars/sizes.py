"""How heavy a feed is, and whether it may be offered to people.

Nothing ever leaves a feed because it grew: entries go by date alone (window). What
is too heavy for the calendars of phones is not offered on the subscribe page, which
names narrower feeds instead; its address goes on answering.
"""

from datetime import datetime
from typing import Any

from django.db.models import Func, IntegerField, Sum

from ..models import Performance
from ..statuses import INSIDE
from . import window
from .feeds import Feed

# The bound of the feed contract: under a megabyte for every feed offered.
MOST_OCTETS = 1_000_000
# Room for the head, so that a feed is not told to be lighter than it is.
_HEAD = 2_000


class _Octets(Func):
    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "LENGTH(CAST(%(expressions)s AS BLOB))"
        return self.as_sql(compiler, connection, template=template, **more)


def octets(feed: Feed, *, now: datetime, whole_history: bool = False) -> int:
    """What the feed weighs on the wire without compression; one query."""
    shows = Performance.objects.filter(
        feed.shows, announced_at__lte=now, calendar_entry__isnull=False
    ).exclude(status__in=INSIDE)
    if not whole_history:
        shows = shows.filter(window.inside(now))
    # By key, so that a show that matches in two ways is weighed once.
    rows = Performance.objects.filter(pk__in=shows.values("pk"))
    total = rows.aggregate(octets=Sum(_Octets("calendar_entry__text")))["octets"]
    return _HEAD + (total or 0)


def is_offered(feed: Feed, *, now: datetime) -> bool:
    """Whether the subscribe page may hand it out; one query."""
    return octets(feed, now=now) < MOST_OCTETS

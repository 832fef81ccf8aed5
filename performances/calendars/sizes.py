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
from . import by_key, window
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
    shows = Performance.objects.filter(feed.shows, announced_at__lte=now)
    shows = shows.exclude(status__in=INSIDE)
    if not whole_history:
        shows = shows.filter(window.inside(now))
    weighed = shows.annotate(octets=by_key.entry(_Octets("text")))
    total = weighed.aggregate(total=Sum("octets"))["total"]
    return _HEAD + (total or 0)


def is_offered(feed: Feed, *, now: datetime) -> bool:
    """Whether the subscribe page may hand it out; one query."""
    return octets(feed, now=now) < MOST_OCTETS

"""Which version of an answer a program has, known without making the answer.

An answer is vouched for by the hash of its bytes, so validators are the same in every
process, on every machine and after a restart. So that an unchanged poll renders
nothing, each process remembers the hash it last made for an address at a *moment*: the
public stamp, and what the clock alone has changed since.
"""

import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from django.http import HttpRequest

from ulanmuqi.base.clock import SHANGHAI

from ..calendars import public_stamp
from ..models import Change, Performance, Showcase

MOST_REMEMBERED = 4_000
# Writers that began earlier are done by then: what is older stands in its final order.
SETTLED = timedelta(seconds=60)

_remembered: OrderedDict[bytes, str] = OrderedDict()
_lock = Lock()


def moment(now: datetime) -> str:
    """Four queries, each the end of an index. Ask before the rows are read.

    Announcements come true by the clock, changes settle by it, and "from today" begins
    anew at midnight in Shanghai; nothing else an answer says depends on it.
    """
    announced = (
        rows.filter(announced_at__lte=now)
        .order_by("-announced_at")
        .values_list("announced_at", flat=True)
        .first()
        for rows in (Performance.objects, Showcase.objects)
    )
    settled = (
        Change.objects.filter(at__lte=now - SETTLED)
        .order_by("-at", "-id")
        .values_list("id", flat=True)
        .first()
    )
    today = now.astimezone(SHANGHAI).date()
    return f"{public_stamp.version()} {[*announced]} {settled} {today}"


def of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def key(request: HttpRequest, language: str, at: str) -> bytes:
    """Of one address in one language at one moment; short whatever was asked."""
    asked = f"{language}\n{at}\n{request.get_full_path()}"
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()


def remember(place: bytes, etag: str) -> None:
    with _lock:
        _remembered[place] = etag
        _remembered.move_to_end(place)
        while len(_remembered) > MOST_REMEMBERED:
            _remembered.popitem(last=False)


def remembered(place: bytes) -> str | None:
    with _lock:
        etag = _remembered.get(place)
        if etag is not None:
            _remembered.move_to_end(place)
        return etag

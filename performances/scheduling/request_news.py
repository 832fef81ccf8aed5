"""What the schedule does to a show that answers a request, written down once each."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from ulanmuqi.base import clock

from ..models import Request, RequestStep
from ..statuses import BOOKED, Status
from .locks import lock
from .request_booking import day_of
from .request_rows import write
from .transaction import verb

_Kind = RequestStep.Kind
_SETTLED = frozenset({Status.CONFIRMED, Status.LATE})
# A round is short: whoever acts meanwhile waits for its locks.
AT_ONCE = 200


@verb
def tell_of_shows() -> int:
    """Coming shows that were settled, or got another day or hour, since the request
    was last told of them; how many steps that is. One query where there is none."""
    now = clock.now()
    ids = [row.pk for row in _coming(now) if _news(row)][:AT_ONCE]
    if not ids:
        return 0
    lock(Request.objects.filter(pk__in=ids))
    told = 0
    # Asked again after waiting for the locks.
    for row in _coming(now).filter(pk__in=ids).order_by("pk"):
        for kind in _news(row):
            facts = day_of(row.performance)
            write(row, kind, facts=facts, now=now, before=row.state)
            told += 1
    return told


def _coming(now: datetime) -> QuerySet:
    steps = RequestStep.objects.filter(request=OuterRef("pk")).order_by("-at", "-pk")
    placed = steps.filter(kind=_Kind.SCHEDULED).values("pk")[:1]
    settled = steps.filter(kind=_Kind.SETTLED, pk__gt=OuterRef("placed"))
    told = steps.filter(kind__in=(_Kind.SCHEDULED, _Kind.MOVED, _Kind.SETTLED))
    rows = Request.objects.with_place().select_related("performance__venue")
    return rows.filter(
        state=Request.State.SCHEDULED,
        performance__status__in=BOOKED,
        performance__ends_at__gt=now,
    ).annotate(
        placed=Subquery(placed),
        is_settled=Exists(settled),
        told=Subquery(told.values("facts")[:1]),
    )


def _news(row: Request) -> list[str]:
    """Kinds of steps to write. Load with `_coming`."""
    show, told = row.performance, row.told or {}
    facts = day_of(show)
    news = []
    if any(told.get(name) != facts[name] for name in facts):
        news.append(_Kind.MOVED)
    if show.status in _SETTLED and not row.is_settled:
        news.append(_Kind.SETTLED)
    return news

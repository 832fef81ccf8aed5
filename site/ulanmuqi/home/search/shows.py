"""Shows among the results: a few, the coming ones first, and where all of them are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from performances import search
from performances.models import Performance
from performances.slots import epoch
from performances.statuses import Status
from performances.views import list_rows
from performances.views.cards import PerformanceCard, card
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.finding.spelling import Question

from .marking import Pieces, marked

MOST = 8
# Of these at least so many are past ones, where there are any.
_PAST = 2
# How far the list of past shows begins before the latest.
_LEAF = 40
_LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ShowHit:
    card: PerformanceCard
    title: Pieces
    names: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Shows:
    """`coming` and `past` say how many there are; None when more than `most_counted`
    were found, which nobody counts. The addresses lead to the schedule, or are ""."""

    hits: tuple[ShowHit, ...]
    coming: int | None
    past: int | None
    all_coming: str
    all_past: str
    most_counted: int = search.MANY

    @property
    def count(self) -> int | None:
        if self.coming is None or self.past is None:
            return None
        return self.coming + self.past


_NONE = Shows((), 0, 0, "", "")


def shows(question: Question, now: datetime) -> Shows:
    """About ten queries and one for each further word, however many there are."""
    found = search.find(question, now)
    if found.shows is not None:
        return _listed(found.shows, question, now)
    walked = _walked(found.condition, question, now)
    if walked is not None:
        return walked
    # Common words that hardly ever stand together: longer lists are quicker then.
    longer = search.find(question, now, most=10 * search.MOST)
    if longer.shows is not None:
        return _listed(longer.shows, question, now)
    return _walked(found.condition, question, now, anyhow=True) or _NONE


def _listed(
    found: dict[int, tuple[int, int]], question: Question, now: datetime
) -> Shows:
    at = epoch(now)
    ahead = sorted((start, pk) for pk, (start, end) in found.items() if end > at)
    behind = sorted((-start, pk) for pk, (start, end) in found.items() if end <= at)
    coming, past = _shares(len(ahead), len(behind))
    keys = [pk for _start, pk in (*ahead[:coming], *behind[:past])]
    leaf = behind[:_LEAF]
    since = datetime.fromtimestamp(-leaf[-1][0], UTC) if leaf else None
    return Shows(
        hits=_hits(keys, question, now),
        coming=len(ahead),
        past=len(behind),
        all_coming=_schedule(question) if ahead else "",
        all_past=_schedule(question, since) if since else "",
    )


def _walked(
    condition: Q, question: Question, now: datetime, *, anyhow: bool = False
) -> Shows | None:
    rows = Performance.objects.listed(now)
    # No show is longer than a few days; by its start it is found by index.
    ahead = rows.filter(starts_at__gt=now - _LONGEST, ends_at__gt=now).in_order()
    behind = rows.filter(starts_at__lt=now, ends_at__lte=now)
    behind = behind.order_by("-starts_at", "-id")
    first = search.first(condition, ahead, MOST, anyhow=anyhow)
    if first is None:
        return None
    latest = search.first(condition, behind, MOST, anyhow=anyhow)
    if latest is None:
        return None
    coming, past = _shares(len(first), len(latest))
    return Shows(
        hits=_hits([*first[:coming], *latest[:past]], question, now),
        coming=None,
        past=None,
        all_coming=_schedule(question) if first else "",
        all_past=_schedule(question, _starts(latest[-1])) if latest else "",
    )


def _starts(pk: int) -> datetime:
    return Performance.objects.values_list("starts_at", flat=True).get(pk=pk)


def _shares(ahead: int, behind: int) -> tuple[int, int]:
    past = min(behind, max(_PAST, MOST - ahead))
    return min(ahead, MOST - past), past


def _hits(
    keys: Sequence[int], question: Question, now: datetime
) -> tuple[ShowHit, ...]:
    # By key alone, and unordered, or a planner walks all shows for these few.
    rows = list_rows.load(Performance.objects.filter(pk__in=keys).order_by())
    by_key = {row.pk: row for row in rows if _is_listed(row, now)}
    return tuple(_hit(card(by_key[pk], now), question) for pk in keys if pk in by_key)


def _is_listed(row: Performance, now: datetime) -> bool:
    """Asked of the row itself: what led to it is a copy."""
    return row.is_public(now) and row.status != Status.WITHDRAWN


def _hit(shown: PerformanceCard, question: Question) -> ShowHit:
    title = marked(shown.title, question, by_sound=True)
    place = shown.venue or shown.area
    if shown.venue and shown.league not in ("", shown.venue):
        place = f"{shown.league} · {shown.venue}"
    names = [*shown.troupes, place, shown.showcase]
    return ShowHit(
        card=shown,
        title=title,
        names=tuple(marked(name, question, by_sound=True) for name in names if name),
    )


def _schedule(question: Question, since: datetime | None = None) -> str:
    query = {"q": question.typed}
    if since is not None:
        query["from"] = since.astimezone(SHANGHAI).date().isoformat()
    return f"{reverse('schedule')}?{urlencode(query)}"

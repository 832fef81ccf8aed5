"""When the clock alone next changes what public pages show."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from wagtail.models import Page, Revision

from ulanmuqi.base import clock

from ..models import Performance, Showcase, TrainingSession
from .page_facts import REMEMBERED

# No show is longer; whatever runs began within it.
LONGEST_SHOW = timedelta(days=2)


def next_after(now: datetime) -> datetime:
    """The next midnight in Shanghai, or before it whatever comes first: a show begins
    or ends, something is announced, T-zero comes or leaves the front page, a training
    is over and counts, a page is due to appear or to go. Ten short queries, each the
    end of an index or of a small table, whatever the season's size.
    """
    running = Performance.objects.filter(
        starts_at__gt=now - LONGEST_SHOW, starts_at__lte=now
    )
    found = (
        _first(Performance.objects.all(), "starts_at", now),
        _first(running, "ends_at", now),
        _first(Performance.objects.all(), "announced_at", now),
        _first(Showcase.objects.all(), "announced_at", now),
        _first(Showcase.objects.all(), "t_zero", now),
        _t_zero_forgotten(now),
        _first(TrainingSession.objects.standing(), "ends_at", now),
        _first(Page.objects.all(), "expire_at", now),
        _first(Revision.objects.all(), "approved_go_live_at", now),
    )
    return min([clock.next_midnight(now), *filter(None, found)])


def _first(rows: QuerySet, field: str, now: datetime) -> datetime | None:
    ahead = rows.filter(**{f"{field}__gt": now}).order_by(field)
    return ahead.values_list(field, flat=True).first()


def _t_zero_forgotten(now: datetime) -> datetime | None:
    at = _first(Showcase.objects.all(), "t_zero", now - REMEMBERED)
    return at + REMEMBERED if at else None

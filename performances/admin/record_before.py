"""Shows entered afterwards on days of which a troupe's figures from before are known:
they may be in those figures already."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from ulanmuqi.base.chinese_days import day as chinese_day

from ..measures import Measure
from ..models import CarriedOver, Record, Reported
from ..scheduling.report_review import label_of

_SHOWS = (Measure.SHOWS, Measure.ONSITE_SHOWS, Measure.ONLINE_SHOWS)


def told_before(rows: Sequence[Reported]) -> dict[str, str]:
    """By label of the record; one query at most."""
    entered = [
        row for row in rows if isinstance(row, Record) and row.performance.entered_after
    ]
    if not entered:
        return {}
    days = [row.performance.day_at_home for row in entered]
    troupes = {one.pk for row in entered for one in row.performance.troupes_in_order}
    known = list(
        CarriedOver.objects.filter(
            Q(first__lte=max(days), last__gte=min(days)),
            troupe__in=troupes,
            measure__in=_SHOWS,
        ).order_by("first", "pk")
    )
    found = {}
    for row in entered:
        keys = {one.pk for one in row.performance.troupes_in_order}
        on = row.performance.day_at_home
        mine = [one for one in known if one.troupe_id in keys and _covers(one, on)]
        if mine:
            found[label_of(row)] = _told(mine[0])
    return found


def _covers(one: CarriedOver, day: date) -> bool:
    return one.first <= day <= one.last


def _told(one: CarriedOver) -> str:
    # Translators: zh: 启用前的数字（%(first)s到%(last)s，%(number)s场）里可能已经有这一场，别数两遍
    text = _(
        "It may be among the figures from before already (%(first)s to %(last)s, "
        "%(number)s shows): do not count it twice"
    )
    return text % {
        "first": chinese_day(one.first, with_year=True),
        "last": chinese_day(one.last, with_year=True),
        "number": f"{one.value:,}",
    }

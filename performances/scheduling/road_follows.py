"""A reported show that is given its true day takes its road along: the coaching and
services told with it, and the kilometres where the old day was of this show alone.

Called with the show and its troupes' resources locked.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from troupes.models import Troupe
from ulanmuqi.base import clock
from ulanmuqi.base.chinese_days import day as chinese_day

from ..models import FieldAct, Performance, TroupeDay
from ..statuses import FIRM
from .carried_along import has_same_act, may_mend, to_day
from .locks import lock


def road_follows(show: Performance, was: date, by: Any, now: datetime) -> str:
    """What became of the road told of the day `was` (in Shanghai), in Chinese, for
    whoever looks at the record again; "" where nothing was told of it. Days first, then
    acts, as everywhere. Three queries while nothing is to be moved."""
    to = show.day_at_home
    if was == to:
        return ""
    told = [
        _move_day(row, show, to, by, now)
        for row in _days_of(show.troupes_in_order, was)
    ]
    acts = FieldAct.objects.filter(performance=show, day=was).order_by("pk")
    lock(acts)
    for act in acts.select_related("troupe__region"):
        told.append(_move_act(act, to, by, now))
    return "".join(told)


def _days_of(troupes: Iterable[Troupe], day: date) -> list[TroupeDay]:
    rows = TroupeDay.objects.filter(troupe__in=list(troupes), day=day).order_by("pk")
    lock(rows)
    return list(rows.select_related("troupe__region"))


def _move_day(
    row: TroupeDay, show: Performance, to: date, by: Any, now: datetime
) -> str:
    is_free = not TroupeDay.objects.filter(troupe=row.troupe, day=to).exists()
    mine = may_mend(by, row.troupe) and is_free and not _plays_besides(row, show)
    what = _kilometres(row)
    if not mine:
        return _stays(what, row.day)
    was = row.day
    to_day(row, to, by, now)
    return _goes(what, was, to)


def _move_act(act: FieldAct, to: date, by: Any, now: datetime) -> str:
    with override(settings.LANGUAGE_CODE):
        what = str(act)
    if not may_mend(by, act.troupe) or has_same_act(act, to):
        return _stays(what, act.day)
    was = act.day
    to_day(act, to, by, now)
    return _goes(what, was, to)


def _plays_besides(row: TroupeDay, show: Performance) -> bool:
    since = datetime.combine(row.day, datetime.min.time(), clock.SHANGHAI)
    others = Performance.objects.filter(
        troupes=row.troupe,
        status__in=FIRM,
        starts_at__gte=since,
        starts_at__lt=since + timedelta(days=1),
    )
    return others.exclude(pk=show.pk).exists()


def _kilometres(row: TroupeDay) -> str:
    with override(settings.LANGUAGE_CODE):
        if row.distance_km is None:
            # Translators: zh: %(troupe)s的行程
            return _("the road of %(troupe)s") % {"troupe": row.troupe}
        # Translators: zh: %(troupe)s的%(km)s公里
        values = {"troupe": row.troupe, "km": row.distance_km}
        return _("%(km)s km of %(troupe)s") % values


def _goes(what: str, was: date, to: date) -> str:
    with override(settings.LANGUAGE_CODE):
        # Translators: zh: %(what)s也由%(was)s改到%(to)s。
        text = _("%(what)s went along, from %(was)s to %(to)s.")
        return text % {"what": what, "was": chinese_day(was), "to": chinese_day(to)}


def _stays(what: str, was: date) -> str:
    with override(settings.LANGUAGE_CODE):
        # Translators: zh: %(what)s还在%(was)s，请一并核对。
        text = _("%(what)s still stands on %(was)s: check that too.")
        return text % {"what": what, "was": chinese_day(was)}

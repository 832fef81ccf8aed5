"""How much time is left to decide, in words that are right when they are read."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ..models import Performance
from ..statuses import Status


def decision_text(performance: Performance, now: datetime) -> str:
    """The time left to decide a hold or a conditional show, or by how much it is
    overdue; "" for what waits for no decision. No query."""
    waits = performance.status in (Status.HOLD, Status.CONDITIONAL)
    if not waits or performance.decide_by is None:
        return ""
    return countdown(performance.decide_by, now)


def countdown(until: datetime, now: datetime) -> str:
    """“2 d 4 h left”, or “overdue by 35 min”; both instants aware."""
    span = _span(abs(until - now))
    if until <= now:
        # Translators: zh: 已过期%(span)s
        return _("overdue by %(span)s") % {"span": span}
    # Translators: zh: 还有%(span)s
    return _("%(span)s left") % {"span": span}


def _span(length: timedelta) -> str:
    """Days and hours from two days on, hours and minutes from one hour on."""
    minutes = int(length.total_seconds()) // 60
    hours, minutes_left = divmod(minutes, 60)
    days, hours_left = divmod(hours, 24)
    if days >= 2:
        # Translators: zh: %(days)s天%(hours)s小时
        return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours_left}
    if hours:
        # Translators: zh: %(hours)s小时%(minutes)s分钟
        values = {"hours": hours, "minutes": minutes_left}
        return _("%(hours)s h %(minutes)s min") % values
    # Translators: zh: %(minutes)s分钟
    return _("%(minutes)s min") % {"minutes": max(minutes, 1)}

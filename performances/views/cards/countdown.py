"""The time to an instant in words, right without any script."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ulanmuqi.base.clock import differs_at


def countdown_words(to: datetime, now: datetime) -> str:
    """Days, hours and minutes to an aware instant, or since; minutes round down before
    it, so that nobody is told there is more time than there is. Right for less than a
    minute."""
    seconds = int((to - now).total_seconds())
    differs_at(_next(to, seconds))
    days, rest = divmod(abs(seconds), 86_400)
    hours, rest = divmod(rest, 3600)
    values = {"days": days, "hours": hours, "minutes": rest // 60}
    if seconds > 0:
        if days:
            # Translators: zh: 还有%(days)d天%(hours)d小时%(minutes)d分
            return _("%(days)d d %(hours)d h %(minutes)d min to go") % values
        if hours:
            # Translators: zh: 还有%(hours)d小时%(minutes)d分
            return _("%(hours)d h %(minutes)d min to go") % values
        if values["minutes"]:
            # Translators: zh: 还有%(minutes)d分钟
            return _("%(minutes)d min to go") % values
        # Translators: zh: 不到1分钟
        return _("less than a minute to go")
    if days:
        # Translators: zh: 已过%(days)d天%(hours)d小时
        return _("%(days)d d %(hours)d h ago") % values
    if hours:
        # Translators: zh: 已过%(hours)d小时%(minutes)d分
        return _("%(hours)d h %(minutes)d min ago") % values
    # Translators: zh: 已过%(minutes)d分钟
    return _("%(minutes)d min ago") % values


def _next(to: datetime, seconds: int) -> datetime:
    """When these words are no longer those of the minute."""
    minutes = timedelta(minutes=abs(seconds) // 60)
    if seconds > 0:
        return to - minutes + timedelta.resolution
    return to + minutes + timedelta(minutes=1)

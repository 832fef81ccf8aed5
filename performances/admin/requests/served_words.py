"""How it is said at the desk when somebody last played where a request is about."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base import clock
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.places.models import Region

from ...scheduling.request_grounds import LastThere


def last_show_text(there: LastThere) -> str:
    """How long nobody played there, and in which "there": as narrowly as is known."""
    told = {"when": _ago(there.at)}
    if there.ground.level == Region.Level.GACHA:
        # Translators: zh: 本嘎查村：%(when)s
        return _("in this gacha: %(when)s") % told
    if there.ground.level == Region.Level.SUMU:
        # Translators: zh: 本苏木乡镇：%(when)s
        return _("in this sumu: %(when)s") % told
    return _around(there.at)


def around_text(there: LastThere) -> str:
    """The same of the whole banner, where more than that is known; else ""."""
    return _around(there.around_at) if there.is_narrow else ""


def _around(at: datetime | None) -> str:
    # Translators: zh: 本旗县：%(when)s
    return _("in this banner: %(when)s") % {"when": _ago(at)}


def _ago(at: datetime | None) -> str:
    if at is None:
        # Translators: zh: 日程里还没有
        return _("none in this schedule")
    now = clock.now().astimezone(clock.SHANGHAI)
    days = (now.date() - at.astimezone(clock.SHANGHAI).date()).days
    if not days:
        return full_date(at)
    told = {"day": full_date(at), "days": days}
    # Translators: zh: %(day)s，%(days)s天前
    return (
        ngettext("%(day)s, %(days)s day ago", "%(day)s, %(days)s days ago", days) % told
    )

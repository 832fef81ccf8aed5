"""How long a road notice holds, and how it stands now, in words."""

from django.utils.translation import gettext as _

from ulanmuqi.base import clock

from ..models import RoadNotice
from ..scheduling.wording import short_time


def until_text(notice: RoadNotice) -> str:
    if notice.until is None:
        # Translators: zh: 何时恢复未定
        return _("until further notice")
    return short_time(notice.until)


def state_text(notice: RoadNotice) -> str:
    now = clock.now()
    if notice.is_over(now):
        # Translators: zh: 已提前解除 / 已过
        return _("ended early") if notice.ended_at else _("over")
    # Translators: zh: 尚未开始 / 正在影响
    return _("to come") if notice.starts_at > now else _("in force")

"""What a mail about a wish for a change says. Always Chinese, as every notice."""

from zoneinfo import ZoneInfo

from django.conf import settings

from ulanmuqi.base.chinese_days import moment

from ..models import ChangeWish, Notice
from .channels import Message


def message(notice: Notice, key: str) -> Message:
    """What troupes ask their coordinators to change: nothing has changed yet. One
    query."""
    wishes = list(notice.change_wishes.select_related("performance__venue", "troupe"))
    titles = [wish.performance.title for wish in wishes]
    text = [
        "您好！队伍在路上请您改动下面的演出，现在还没有改。",
        *(_told(wish) for wish in wishes),
        f"请在后台首页答复：{settings.BASE_URL}/admin/",
        f"您收到这封信，因为您负责{notice.name}的演出。",
    ]
    return Message(
        key=key,
        subject=f"请求改动（{notice.name}）：{titles[0] if titles else '无'}",
        text="\n\n".join(text) + "\n",
    )


def _told(wish: ChangeWish) -> str:
    show = wish.performance
    when = moment(show.starts_at.astimezone(ZoneInfo(show.time_zone)))
    back = "（队伍已撤回，不用处理）" if wish.taken_back_at else ""
    return f"· {wish.troupe.name}：“{show.title}”（{when}）{back}\n  {wish.text}"

"""What a reminder of missing records says. Always Chinese, as every notice."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from ulanmuqi.base.chinese_days import day, moment

from ..models import Notice, Performance
from ..scheduling.record_reminders import shows_of
from .channels import Message

MOST_LINES = 60


def message(notice: Notice, key: str, _now: datetime) -> Message:
    """Three queries. What was reported, moved ahead or called off since the reminder
    was made is left out."""
    shows = list(shows_of(notice)[: MOST_LINES + 1])
    is_league = notice.audience.startswith("region:")
    return Message(
        key=key,
        subject=f"还缺演出记录（{notice.name}）：{_count(shows)}",
        text=_for_league(notice, shows) if is_league else _for_troupe(notice, shows),
    )


def _for_troupe(notice: Notice, shows: Sequence[Performance]) -> str:
    return _joined(
        "您好！下面的演出已经演完，还没有记录。来了多少人、走了多少公里，请报一下，"
        "一分钟就好。没有演成的，请改成取消或改期。",
        shows,
        f"在手机上报：{settings.BASE_URL}/my/",
        f"您收到这封信，因为您负责{notice.name}的演出。报过以后不再提醒。",
    )


def _for_league(notice: Notice, shows: Sequence[Performance]) -> str:
    return _joined(
        "您好！下面的演出演完好几天了还没有记录，已经提醒过队伍，请帮忙问一声。",
        shows,
        f"全部缺记录的演出：{settings.BASE_URL}/admin/records/?state=missing",
        f"您收到这封信，因为您是{notice.name}的调度员。",
    )


def _joined(opening: str, shows: Sequence[Performance], where: str, why: str) -> str:
    if not shows:
        opening = (
            "您好！这次要提醒的演出都不用再报了：已经报过，或者改期、取消了。谢谢。"
        )
    lines = [_line(show) for show in shows[:MOST_LINES]]
    if len(shows) > MOST_LINES:
        lines.append("· 还有一些，请看网站。")
    parts = [opening, "\n".join(lines), where, why]
    return "\n\n".join(part for part in parts if part) + "\n"


def _line(show: Performance) -> str:
    """For insiders, who may know the venue by its name."""
    local = show.starts_at.astimezone(ZoneInfo(show.time_zone))
    when = moment(local) if show.has_hour else day(local)
    place = show.venue or show.region
    troupes = "、".join(troupe.display_name for troupe in show.troupes_in_order)
    told = (when, f"《{show.title}》", str(place) if place else "", troupes)
    return "· " + "，".join(part for part in told if part)


def _count(shows: Sequence[Performance]) -> str:
    if len(shows) > MOST_LINES:
        return f"{MOST_LINES}场以上"
    return f"{len(shows)}场" if shows else "无"

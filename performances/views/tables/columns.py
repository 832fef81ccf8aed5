"""Which columns a schedule has as a table, and what stands in a cell of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ulanmuqi.base.templatetags.dates import clock_time, moment, weekday

from ..cards import PerformanceCard, State
from ..cards import place as words

Cell = str | date | time | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters, as spreadsheets count it."""

    title: str
    width: int
    cell: Callable[[Any], Cell]


def columns() -> list[Column]:
    """In the active language. What is not known is an empty cell."""
    return [
        # Translators: zh: 日期
        Column(_("Date"), 12, lambda card: card.day),
        # Translators: zh: 星期
        Column(_("Weekday"), 9, lambda card: weekday(card.day)),
        # Translators: zh: 开始
        Column(_("Starts"), 9, _starts),
        # Translators: zh: 结束（约）
        Column(_("Ends (about)"), 13, _ends),
        # Translators: zh: 钟点说明
        Column(_("About the hour"), 20, _about_the_hour),
        # Translators: zh: 时区
        Column(_("Time zone"), 18, _zone),
        # Translators: zh: 演出
        Column(pgettext("one show", "Show"), 30, _title),
        # Translators: zh: 队伍
        Column(_("Troupe"), 30, lambda card: _listed(card.troupes)),
        # Translators: zh: 地点
        Column(_("Place"), 28, _place),
        # Translators: zh: 地址
        Column(_("Address"), 28, lambda card: card.place.address),
        # Translators: zh: 盟市
        Column(_("League or city"), 14, lambda card: card.league),
        # Translators: zh: 旗县
        Column(_("Banner or county"), 16, lambda card: words.banner_name(card.place)),
        # Translators: zh: 门类
        Column(_("Genre"), 10, lambda card: card.genre_label),
        # Translators: zh: 演出语言
        Column(pgettext("of a show", "Language"), 12, lambda card: card.language_label),
        # Translators: zh: 展演
        Column(_("Showcase"), 26, lambda card: card.showcase),
        # Translators: zh: 状态
        Column(_("Status"), 10, lambda card: str(card.state.label)),
        # Translators: zh: 原因
        Column(_("Reason"), 24, lambda card: card.reason),
        # Translators: zh: 改到
        Column(_("Moved to"), 26, _moved_to),
        # Translators: zh: 入场
        Column(_("Admission"), 16, lambda card: card.admission),
        # Translators: zh: 网页
        Column(_("Web page"), 40, lambda card: settings.BASE_URL + card.url),
    ]


def _starts(card: PerformanceCard) -> time | None:
    return card.starts_at.time().replace(tzinfo=None) if card.has_hour else None


def _ends(card: PerformanceCard) -> time | None:
    return card.ends_at.time().replace(tzinfo=None) if card.has_hour else None


def _about_the_hour(card: PerformanceCard) -> str:
    if not card.has_hour:
        # Translators: zh: 时间待定
        return card.day_part or _("Time TBA")
    if card.state is State.LATE and card.next_word_at:
        # Translators: zh: 推迟，%(when)s再通知
        return _("late; next word at %(when)s") % {"when": card.next_word}
    if card.state is State.LATE and card.planned_at:
        # Translators: zh: 推迟，原定%(when)s
        return _("late; planned for %(when)s") % {"when": clock_time(card.planned_at)}
    # Translators: zh: 左右
    return _("or so") if card.is_about else ""


def _zone(card: PerformanceCard) -> str:
    offset = f"{card.starts_at:%z}"
    offset = f"UTC{offset[:3]}:{offset[3:]}"
    zone = card.place.time_zone
    # Translators: zh: 北京时间
    name = _("Beijing time") if zone == "Asia/Shanghai" else zone
    return f"{name} ({offset})"


def _title(card: PerformanceCard) -> str:
    """What is invented says so in the cell itself: it travels alone."""
    # Translators: zh: 示例
    return f"〔{_('Example')}〕{card.title}" if card.is_example else card.title


def _listed(names: tuple[str, ...]) -> str:
    # Translators: zh: 、
    return _(", ").join(names)


def _place(card: PerformanceCard) -> str:
    if card.is_online:
        # Translators: zh: 线上播出，不设现场观众
        return _("Online, without an audience")
    # Translators: zh: 地点待定
    return card.venue or _("Place TBA")


def _moved_to(card: PerformanceCard) -> str:
    moved = card.moved
    if card.state is not State.MOVED:
        return ""
    if moved is None:
        # Translators: zh: 新的日期待定
        return _("new date TBA")
    if moved.has_hour:
        return moment(moved.starts_at)
    return f"{moved.starts_at.date().isoformat()} {weekday(moved.starts_at)}"

"""What a notice says: subject, text, and the calendar file of its shows.

Always Chinese, like the sentences in it: one mail has one wording, whoever lets it go
and in whatever language.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from .. import changelog, ical
from ..changelog import Line
from ..models import CalendarEntry, Notice
from ..scheduling.outbox import changes_of
from ..telling import Kind
from . import (
    adoption_message,
    carried,
    put_back,
    reminders,
    request_message,
    returned,
    wishes,
)
from .channels import Message

OPENING = "您好！下面的演出有变动，请转告有关的同志。"
_ADDED = frozenset({Kind.ANNOUNCED, Kind.CONFIRMED, Kind.REINSTATED})
_OFF = frozenset({Kind.CANCELLED, Kind.WITHDRAWN})
_HEADINGS = ("取消", "改动", "新增")
# Beyond this a mail is a list nobody reads, and a calendar file too large.
MOST_LINES = 60


def message(notice: Notice, key: str, now: datetime) -> Message:
    """Three queries. For a notice with nothing left to tell the text has no lines."""
    if notice.about == Notice.About.RECORDS:
        return reminders.message(notice, key, now)
    if notice.about == Notice.About.REQUEST:
        return request_message.message(notice, key)
    if notice.about == Notice.About.WISHES:
        return wishes.message(notice, key)
    if notice.about == Notice.About.ADOPTION:
        return adoption_message.message(notice, key)
    if notice.about == Notice.About.PUT_BACK:
        return put_back.message(notice, key)
    if notice.about == Notice.About.RETURNED:
        return returned.message(notice, key)
    if notice.about == Notice.About.CARRIED:
        return carried.message(notice, key)
    lines = changelog.netted(changes_of(notice), now)
    return Message(
        key=key,
        subject=subject(notice, lines),
        text=_text(notice, lines),
        calendar=_calendar(lines),
    )


def subject(notice: Notice, lines: Sequence[Line]) -> str:
    groups = _groups(lines)
    counts = [f"{name}{len(group)}场" for name, group in groups if group]
    return f"演出变动（{notice.name}）：{'，'.join(counts) or '无'}"


def _text(notice: Notice, lines: Sequence[Line]) -> str:
    parts = [notice.opening or OPENING]
    for heading, group in _groups(lines):
        if group:
            shown = [f"· {line.text}" for line in group[:MOST_LINES]]
            parts.append("\n".join([f"【{heading}】", *shown]))
    if len(lines) > MOST_LINES:
        parts.append("变动较多，以上没有列全，请看网站。")
    parts.append(
        f"全部变动：{settings.BASE_URL}/changes/\n"
        "附件是这些演出的日历文件，打开即可更新自己的日历。"
    )
    parts.append(f"您收到这封信，因为您负责{notice.name}的演出。有疑问请联系调度员。")
    return "\n\n".join(parts) + "\n"


def _groups(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """What is off first: it is what somebody must act on."""
    off = [line for line in lines if line.kind in _OFF]
    added = [line for line in lines if line.kind in _ADDED]
    rest = [line for line in lines if line.kind not in _OFF | _ADDED]
    return list(zip(_HEADINGS, (off, rest, added), strict=True))


def _calendar(lines: Sequence[Line]) -> str:
    """One file without METHOD (feed contract 8), and without a calendar's name (10);
    a postponed show brings its new date along."""
    shows = [show for line in lines[:MOST_LINES] for show in line.performances]
    keys = {show.pk for show in shows}
    entries = CalendarEntry.objects.filter(performance__in=keys) | (
        CalendarEntry.objects.filter(
            performance__replaces__in=keys, performance__announced_at__isnull=False
        )
    )
    texts = list(
        entries.order_by("performance__starts_at", "pk").values_list("text", flat=True)
    )
    return ical.wrap(texts).decode() if texts else ""

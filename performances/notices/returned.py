"""What a mail says to those whose reports the league sent back: each with the page of
the day sheet that mends it. Always Chinese, like every notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ulanmuqi.base.chinese_days import day as chinese_day
from ulanmuqi.base.chinese_days import moment

from ..models import FieldAct, Notice, Record, TroupeDay
from .channels import Message

MOST_LINES = 60
_PLURAL = {Record: "场演出", TroupeDay: "天行程", FieldAct: "项辅导和服务"}


@dataclass(frozen=True, slots=True)
class _Line:
    at: datetime
    name: str
    url: str

    @property
    def text(self) -> str:
        return f"· {self.name}\n  改好再报：{self.url}"


def message(notice: Notice, key: str) -> Message:
    """Three queries at most. What was mended or struck out since is left out."""
    found = {kind: _rows(kind, notice.reports) for kind in _PLURAL}
    lines = sorted(
        (_line(row) for rows in found.values() for row in rows),
        key=lambda line: line.at,
    )
    parts = _told(notice, lines) if lines else ["您好！这次退回的都已经改好了，谢谢。"]
    parts.append(
        f"您收到这封信，因为您负责{notice.name}的上报。有疑问请联系盟市调度员。"
    )
    return Message(
        key=key,
        subject=f"上报退回（{notice.name}）：{_subject(found, lines)}",
        text="\n\n".join(parts) + "\n",
        calendar="",
    )


def _told(notice: Notice, lines: Sequence[_Line]) -> list[str]:
    shown = [line.text for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        shown.append(f"· 还有一些，请看手机日程单：{settings.BASE_URL}/my/")
    one = len(lines) == 1
    return [
        "您好！你们的一份上报，盟市退回了。"
        if one
        else f"您好！你们的{len(lines)}份上报，盟市退回了。",
        f"盟市的话：{notice.reason}",
        "\n".join(shown),
    ]


def _rows(
    kind: type[Record | TroupeDay | FieldAct], labels: Sequence[str]
) -> list[Record | TroupeDay | FieldAct]:
    """Those that still wait for the troupe; no query where none was of this kind."""
    name = kind._meta.model_name
    keys = [int(key) for one, _colon, key in map(_parted, labels) if one == name]
    if not keys:
        return []
    rows = kind.objects.returned().filter(pk__in=keys)
    if kind is Record:
        return list(rows.counted().select_related("performance__venue"))
    return list(rows.select_related("troupe"))


def _parted(label: str) -> tuple[str, str, str]:
    return label.partition(":")


def _line(row: Record | TroupeDay | FieldAct) -> _Line:
    if isinstance(row, Record):
        show = row.performance
        at = show.starts_at.astimezone(ZoneInfo(show.time_zone))
        url = reverse("my_record", args=[show.public_id])
        return _Line(at, f"“{show.title}”（{moment(at)}）", settings.BASE_URL + url)
    at = datetime.combine(row.day, datetime.min.time(), ZoneInfo("Asia/Shanghai"))
    what = "的行程"
    if isinstance(row, FieldAct):
        with override(settings.LANGUAGE_CODE):
            what = f"的{row}"
    url = reverse("my_day", args=[row.troupe.code]) + f"?day={row.day.isoformat()}"
    return _Line(at, f"{chinese_day(row.day)}{what}", settings.BASE_URL + url)


def _subject(found: dict, lines: Sequence[_Line]) -> str:
    if not lines:
        return "无"
    if len(lines) == 1:
        return lines[0].name
    return "，".join(
        f"{len(rows)}{_PLURAL[kind]}" for kind, rows in found.items() if rows
    )

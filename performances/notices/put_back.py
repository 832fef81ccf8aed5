"""What a mail says to those who reported a show that was changed since. Always Chinese,
like every notice."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from ulanmuqi.base.chinese_days import moment

from ..models import Notice, Performance, Record
from .channels import Message


def message(notice: Notice, key: str) -> Message:
    """One query."""
    record = Record.objects.select_related("performance__venue").get(
        pk=notice.record_id
    )
    show = record.performance
    lines = [
        "您好！你们上报过的一场演出，盟市后来改过。",
        f"· {named(show)}\n  {notice.reason}",
        f"请在手机日程单上核对，有出入请更正：{page_of(show)}",
        why(notice),
    ]
    return Message(
        key=key,
        subject=f"上报过的演出有改动（{notice.name}）：{show.title}",
        text="\n\n".join(lines) + "\n",
        calendar="",
    )


def named(show: Performance) -> str:
    when = moment(show.starts_at.astimezone(ZoneInfo(show.time_zone)))
    return f"“{show.title}”（{when}）"


def page_of(show: Performance) -> str:
    return settings.BASE_URL + reverse("my_show", args=[show.public_id])


def why(notice: Notice) -> str:
    return f"您收到这封信，因为您负责{notice.name}的上报。有疑问请联系盟市调度员。"

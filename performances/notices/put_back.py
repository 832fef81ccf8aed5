"""What a mail says to those who reported a show that was changed since, or whose report
the league sent back. Always Chinese, like every notice."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from ulanmuqi.base.chinese_days import moment

from ..models import Notice, Record
from .channels import Message


def message(notice: Notice, key: str) -> Message:
    """One query."""
    record = Record.objects.select_related("performance__venue").get(
        pk=notice.record_id
    )
    show = record.performance
    when = moment(show.starts_at.astimezone(ZoneInfo(show.time_zone)))
    page = settings.BASE_URL + reverse("my_show", args=[show.public_id])
    is_back = record.is_returned
    lines = [
        "您好！你们的一份演出上报，盟市退回了。"
        if is_back
        else "您好！你们上报过的一场演出，盟市后来改过。",
        f"· “{show.title}”（{when}）\n  {notice.reason}",
        f"请在手机日程单上改好再报：{page}"
        if is_back
        else f"请在手机日程单上核对，有出入请更正：{page}",
        f"您收到这封信，因为您负责{notice.name}的上报。有疑问请联系盟市调度员。",
    ]
    return Message(
        key=key,
        subject=f"{'上报退回' if is_back else '上报过的演出有改动'}"
        f"（{notice.name}）：{show.title}",
        text="\n\n".join(lines) + "\n",
        calendar="",
    )

"""What a mail says to the troupe whose work another one performs from now on. Always
Chinese, like every notice."""

from django.conf import settings

from ..models import Notice, WorkAdoption
from .channels import Message


def message(notice: Notice, key: str) -> Message:
    """One query."""
    row = WorkAdoption.objects.select_related("work", "troupe").get(
        pk=notice.adoption_id
    )
    since = f"{row.since.year}年{row.since.month}月{row.since.day}日"
    lines = [
        f"您好！{row.troupe.name}从{since}起移植排演你们的作品{row.work}。",
        *([f"对方说：{row.note}"] if row.note else []),
        f"作品页：{settings.BASE_URL}/works/{row.work.code}/",
        f"您收到这封信，因为您负责{notice.name}的作品。有疑问请与对方队伍联系。",
    ]
    return Message(
        key=key,
        subject=f"{row.troupe.display_name}移植了{row.work}",
        text="\n\n".join(lines) + "\n",
        calendar="",
    )

"""What a mail says to those whose report was of another show. Always Chinese."""

from ..models import Notice, Performance, Record
from ..statuses import FIRM
from .channels import Message
from .put_back import named, page_of, why


def message(notice: Notice, key: str) -> Message:
    """Two queries. A troupe that plays in the show left behind alone is told of that
    one; with nothing left to do there, nothing is asked of it."""
    rows = Record.objects.select_related("performance__venue", "carried_from__venue")
    record = rows.get(pk=notice.record_id)
    show, left = record.performance, record.carried_from
    troupes = (f"troupe:{one.pk}" for one in show.troupes_in_order)
    is_theirs = notice.audience in set(troupes)
    lines = [
        "您好！你们的一份演出上报报错了场次，已经改到对的那一场。"
        if is_theirs
        else "您好！你们同台的一场演出，上报报错了场次。",
        f"· {notice.reason}",
    ]
    if is_theirs:
        lines.append(f"请在手机日程单上核对，有出入请更正：{page_of(show)}")
    if left is not None and _is_missing(left):
        lines.append(
            f"{named(left)}现在没有记录。演了请上报；没有演，请改成取消或改期："
            f"{page_of(left)}"
        )
    lines.append(why(notice))
    title = show.title if is_theirs or left is None else left.title
    return Message(
        key=key,
        subject=f"上报改了场次（{notice.name}）：{title}",
        text="\n\n".join(lines) + "\n",
        calendar="",
    )


def _is_missing(show: Performance) -> bool:
    return show.status in FIRM and not Record.objects.filter(performance=show).exists()

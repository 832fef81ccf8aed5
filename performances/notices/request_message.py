"""What a mail says of a request: where, when, what was said, and where to answer.

Neither name nor telephone of whoever asked leaves the house. Always Chinese.
"""

from django.conf import settings
from django.urls import reverse

from ulanmuqi.base.chinese_days import day

from ..models import Notice, Request, RequestStep
from .channels import Message

_Kind = RequestStep.Kind
_WHAT = {
    _Kind.ASKED: "有人点单，请答复",
    _Kind.LET_IN: "有人点单，请答复",
    _Kind.PASSED_ON: "一份点单还没有答复，请盟市安排",
    _Kind.HANDED: "一份点单交给你们安排",
    _Kind.REPLIED: "点单的人回话了",
    _Kind.AGREED: "点单的人同意所提的日子，请替它留一天",
    _Kind.DISAGREED: "点单的人说所提的日子不行",
    _Kind.WITHDRAWN: "对方不需要了；如果还替它留着日子，请放开，或者说明演出照常",
    _Kind.CONFIRMED: "当地说演出没有演，请核实",
    _Kind.OFF: "点单的演出取消了，请另外安排",
    _Kind.REMINDED: "提醒：一份点单还在等答复",
}


def message(notice: Notice, key: str) -> Message:
    """One query."""
    step = RequestStep.objects.select_related(
        "request__region__league", "request__region__banner", "request__work"
    ).get(pk=notice.request_step_id)
    row = step.request
    what = _WHAT.get(step.kind, "点单有新情况")
    names = dict.fromkeys(
        part.name for part in (*row.region.public_parts, row.region) if part
    )
    first, last = day(row.window_from), day(row.window_until)
    lines = [
        f"您好！{what}。",
        f"地点：{'·'.join(names)}",
        f"日子：{first if first == last else f'{first}至{last}'}"
        + (f"（{row.when_words}）" if row.when_words else ""),
    ]
    if row.proposed_on and row.state == Request.State.ACCEPTED:
        lines.append(f"说好的日子：{day(row.proposed_on)}")
    if row.work or row.genre:
        wish = f"《{row.work.title}》" if row.work else row.get_genre_display()
        lines.append(f"想看：{wish}")
    if row.audience:
        lines.append(f"预计观众：{row.audience}人")
    lines += [f"答复请到：{_where(notice, row)}", f"点单号：{row.spoken_number}"]
    lines.append(f"您收到这封信，因为您负责{notice.name}的演出。")
    return Message(
        key=key,
        subject=f"点单（{names and list(names)[-1]}）：{what}",
        text="\n\n".join(lines) + "\n",
        calendar="",
    )


def _where(notice: Notice, row: Request) -> str:
    """The phone's page for people of a troupe, the desk for a league."""
    if notice.audience.startswith("troupe:"):
        return settings.BASE_URL + reverse("my_request", args=[row.number])
    return settings.BASE_URL + reverse("requests:inspect", args=[row.pk])

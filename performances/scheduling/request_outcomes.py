"""What an answer to a request came to, for those who answer: what it is now, and what
happens next. The same words at the desk and on the phone."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ulanmuqi.base import clock
from ulanmuqi.base.sentences import joined
from ulanmuqi.base.templatetags.dates import at_hour, full_day, moment

from ..models import Performance, Request
from ..statuses import OFF, Status

_State = Request.State


def outcome(act: str, row: Request) -> str:
    """Of the act of that key, the request being as it is after it; "" for any other
    key, and where the request went on since. Load it with its show."""
    if act == "keep_day":
        stands = row.state == _State.SCHEDULED and row.show is not None
        return joined(answered_by(row.show)) if stands else ""
    if act == "told_withdraw" and row.keeps_a_show(clock.now()):
        # Translators: zh: 已记下：对方不要了。可是还替它留着日子：请放开这一天，或者说演出照常。
        return _(
            "Noted: they need it no more. A day is still kept for it: let the day go, "
            "or say that the show stays."
        )
    return _plain().get(act, "")


def _plain() -> dict[str, str]:
    return {
        # Translators: zh: 已放行：该答复的人收到通知了，从现在起轮到他们。
        "let_in": _("It is let in; whoever answers first has been told."),
        # Translators: zh: 对方读到你们会来。还没有留日子：说好哪天，再替它留一天。
        "accept": _(
            "Whoever asked reads that you come. No day is kept yet: keep one once it "
            "is agreed."
        ),
        # Translators: zh: 已提议这一天，轮到对方答复。这一天还没有留着：对方答应了，再替它留一天。
        "propose": _(
            "The day is proposed; it is the asker’s turn. It is not kept: keep it once "
            "they agree."
        ),
        # Translators: zh: 问题写在对方的网页上了，轮到对方答复。急的话请打电话。
        "ask_back": _(
            "The question stands on the asker’s page; it is their turn. If it is "
            "urgent, ring."
        ),
        # Translators: zh: 已答复来不了，对方读得到原因。这份点单到此结束；以后又能去，可以重新处理。
        "decline": _(
            "It is declined; whoever asked reads why. That is its end, unless you take "
            "it up again."
        ),
        # Translators: zh: 已交给那支队伍，由他们答复；通知已发出。
        "hand": _("That troupe has it now and answers; it has been told."),
        # Translators: zh: 已交给盟市，由盟市答复；通知已发出。
        "to_league": _("The league has it now and answers; it has been told."),
        # Translators: zh: 点单回到列表里，要另外安排。那场演出没有动，还在日程里：不演了，请到演出页取消或放开。
        "unlink": _(
            "The request is to be arranged anew. The show is untouched and still in "
            "the schedule: if it is not to be, cancel or release it on its own page."
        ),
        # Translators: zh: 日子收回了：备选退回草稿，不再占时间。点单要另外安排，对方读得到。
        "day_back": _(
            "The day is taken back: the hold is a draft again and keeps no time. The "
            "request is to be arranged anew; whoever asked reads so."
        ),
        # Translators: zh: 点单又开了，轮到你们答复；对方的网页上写着“商量中”。
        "reopen": _("It is open again and your turn; whoever asked reads so."),
        # Translators: zh: 日子放开了：备选退回草稿，不再占时间。这份点单到此结束。
        "free": _(
            "The day is let go: the hold is a draft again and keeps no time. That is "
            "the end of this request."
        ),
        # Translators: zh: 演出照常，留在日程里。这份点单到此结束。
        "keep": _(
            "The show stays in the schedule as it is. That is the end of this request."
        ),
        # Translators: zh: 备注记下了，对方看不到。
        "note": _("Noted; whoever asked never reads it."),
        # Translators: zh: 已记下：对方同意这一天。这一天还没有留着，请接着替它留一天。
        "told_yes": _(
            "Noted: the day suits. It is not kept yet, so keep a day for it now."
        ),
        # Translators: zh: 已记下：这一天不行。轮到你们另提一天，或者答复来不了。
        "told_no": _("Noted: the day does not suit. It is your turn again."),
        # Translators: zh: 已记下，对方在自己的网页上也读得到。轮到你们答复。
        "told_reply": _("Noted; they read it on their page, too. It is your turn."),
        # Translators: zh: 已记下：对方不要了。这份点单到此结束。
        "told_withdraw": _(
            "Noted: they need it no more. That is the end of this request."
        ),
        # Translators: zh: 已记下当地的话，和队伍报的记录分开放。这份点单到此结束。
        "told_played": _(
            "Noted what the place says, apart from the troupe’s own report. That is "
            "the end of this request."
        ),
    }


def answered_by(show: Performance) -> list[str]:
    """A hold is no show yet, and a show that stands is no news to plan. Load the show
    with its troupes."""
    local = show.starts_at.astimezone(ZoneInfo(show.time_zone))
    hour = f"{local:%H:%M}" if show.has_hour else ""
    values = {
        "when": at_hour(full_day(local.date()), hour),
        "troupes": "、".join(one.display_name for one in show.troupes_in_order),
        "title": show.title,
        "status": show.get_status_display(),
    }
    if show.status == Status.HOLD:
        # Translators: zh: %(when)s（%(troupes)s）只是留作备选，还没有确定；对方读到的也是“留了日子”。
        told = _(
            "%(when)s (%(troupes)s) is kept as a hold and no more; whoever asked reads "
            "that, too."
        )
        return [told % values, *_to_be_decided(show)]
    if show.status in OFF | {Status.DRAFT}:
        return []
    if show.status == Status.CONDITIONAL:
        # Translators: zh: %(when)s的“%(title)s”（%(troupes)s，%(status)s）答复了这份点单。演不演还没有最后定，定了对方的网页自己写明。
        told = _(
            "“%(title)s” on %(when)s (%(troupes)s, %(status)s) answers it. Whether it "
            "takes place is still open; what is decided is told to them by itself."
        )
    else:
        # Translators: zh: %(when)s的“%(title)s”（%(troupes)s，%(status)s）答复了这份点单。对方已经读到；演出以后怎么变，对方的网页自己跟着变。
        told = _(
            "“%(title)s” on %(when)s (%(troupes)s, %(status)s) answers it. Whoever "
            "asked reads so; what becomes of the show is told there by itself."
        )
    return [told % values]


def _to_be_decided(show: Performance) -> list[str]:
    """What somebody still has to do, and until when."""
    if show.decide_by is None:
        # Translators: zh: 没有写最晚什么时候定：去得成，请到排期的演出页点“确定”；去不成，点“放开”。
        said = [
            _(
                "No time to decide was given: once you know, confirm it on the show’s "
                "page in the schedule, or let it go there."
            )
        ]
    else:
        # Translators: zh: 请在%(until)s以前到排期的演出页确定或放开；到时还没有定，备选就没有位次了。
        told = _(
            "Confirm it or let it go on the show’s page in the schedule before "
            "%(until)s; a hold nobody decided by then loses its place."
        )
        said = [told % {"until": moment(show.decide_by)}]
    if show.venue_id is None:
        # Translators: zh: 还没有写场地，最好在确定以前补上。
        said.append(_("It has no venue yet: add one before it is confirmed."))
    return said

"""One log entry an act: who, what, before, after, why."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.log_actions import log as write_entry

from .report_told import figures_said
from .since import READINESS, WORD, detail

OF_REPORTS = "record."

ACTIONS = {
    "schedule.place": (pgettext_lazy("show", "Place"), _("Placed in the schedule")),
    "schedule.revise": (_("Edit"), _("Edited")),
    "schedule.move": (
        pgettext_lazy("show", "Move"),
        pgettext_lazy("show", "Moved"),
    ),
    "schedule.hold": (_("Hold"), _("Put on hold")),
    "schedule.release": (_("Release"), _("Hold released")),
    "schedule.confirm": (_("Confirm"), _("Confirmed")),
    "schedule.announce": (_("Announce"), _("Announced")),
    "schedule.condition": (_("Make conditional"), _("Made conditional")),
    "schedule.cancel": (_("Cancel"), pgettext_lazy("status", "Cancelled")),
    "schedule.postpone": (_("Postpone"), _("Postponed")),
    "schedule.reinstate": (_("Reinstate"), _("Takes place after all")),
    "schedule.withdraw": (_("Withdraw"), _("Withdrawn as entered in error")),
    "schedule.open_late": (_("Open late"), _("Opens later than the other cities")),
    "schedule.to_reserve": (_("Reserve venue"), _("Moved to the reserve venue")),
    "schedule.stream_only": (_("Stream only"), _("Goes on by stream, no audience")),
    "schedule.drop": (_("Drop"), _("City dropped from the showcase")),
    "schedule.delay": (_("Delay all"), _("All openings delayed")),
    "schedule.ask_review": (_("Ask the league"), _("League asked to announce it")),
    "schedule.send_back": (_("Send back"), _("Sent back by the league")),
    "schedule.unconfirm": (
        # Translators: zh: 收回确认
        _("Take back the confirmation"),
        # Translators: zh: 收回了确认
        _("Confirmation taken back"),
    ),
    # Translators: zh: 收回新日期 / 新日期已收回,重新待定
    "schedule.undate": (_("Take back the new date"), _("New date taken back")),
    # Translators: zh: 恢复已删除的演出
    "schedule.restore": (_("Restore"), _("Restored after it was deleted")),
    "schedule.accept": (_("Accept warning"), _("Warnings accepted")),
    "schedule.decide": (_("New time to decide"), _("Given another time to decide")),
    "schedule.venue_accepted": (_("Venue's answer"), _("The venue accepted")),
    "schedule.venue_declined": (_("Venue's answer"), _("The venue declined")),
    "schedule.venue_proposed": (
        _("Venue's answer"),
        _("The venue proposed another time"),
    ),
    "schedule.passed": (
        _("Passed in the line"),
        _("Another show was made firm ahead of this hold"),
    ),
    "schedule.let_ahead": (
        _("Passed in the line"),
        # Translators: zh: 先确定的那场又收回了
        _("The show that was made firm ahead was taken back"),
    ),
    "schedule.call_told": (_("Call sheet"), _("Told by telephone")),
    "schedule.call_untold": (_("Call sheet"), _("Told by telephone: taken back")),
    "schedule.contact": (_("Call sheet"), _("Contact of the show noted")),
    "schedule.notice_approve": (_("Notice"), _("Notice let go")),
    "schedule.notice_opening": (_("Notice"), _("Opening line changed")),
    "schedule.notice_drop": (_("Notice"), _("Notice dropped")),
    "schedule.notice_again": (_("Notice"), _("Notice sent again")),
    "schedule.merge": (_("Merge"), _("Merged into another row")),
    "schedule.link_issue": (_("Issue link"), _("Secret link issued")),
    "schedule.link_reset": (_("Reset link"), _("Secret link exchanged for a new one")),
    "schedule.link_revoke": (_("Close link"), _("Secret link closed")),
    "schedule.calendar_make": (_("New calendar"), _("Private calendar made")),
    "schedule.calendar_choose": (
        _("Calendar’s choices"),
        _("Choices of a private calendar changed"),
    ),
    "schedule.calendar_reset": (
        _("Reset calendar"),
        _("Private calendar given a new address"),
    ),
    "schedule.calendar_close": (_("Close calendar"), _("Private calendar closed")),
    # Translators: zh: 请盟市改
    "schedule.ask_change": (_("Ask for a change"), _("League asked for a change")),
    "schedule.take_back_wish": (
        # Translators: zh: 撤回改动请求
        _("Take a wish back"),
        # Translators: zh: 撤回了改动请求
        _("Wish for a change taken back"),
    ),
    "schedule.answer_change": (
        _("Answer a wish"),
        # Translators: zh: 答复了改动请求
        _("Wish for a change answered"),
    ),
    # Translators: zh: 手机登录 / 在一部手机上登录了
    "schedule.device_login": (_("Login on a device"), _("Logged in on a device")),
    # Translators: zh: 在手机上退出了
    "schedule.device_leave": (_("Login on a device"), _("Logged out on the device")),
    # Translators: zh: 停用了一部手机的登录
    "schedule.device_end": (_("Login on a device"), _("Login on a device ended")),
    "schedule.road_leg": (_("Known leg"), _("Known leg entered or changed")),
    "schedule.road_removed": (_("Remove leg"), _("Known leg removed")),
    "schedule.road_notice": (_("Road notice"), _("Road notice posted or changed")),
    "schedule.road_ended": (_("End notice"), _("Road notice ended")),
    # Translators: zh: 就绪情况
    "schedule.ready": (_("Readiness"), _("Said how it stands")),
    # Translators: zh: 放行
    "schedule.go": (_("Go or no-go"), _("Said go or no-go")),
    "schedule.book": (pgettext_lazy("engagement", "Book"), _("Entered")),
    "schedule.rebook": (_("Rebook"), pgettext_lazy("engagement", "Changed")),
    "schedule.unbook": (_("Take out"), _("Taken out of the calendar")),
    "schedule.training_plan": (
        # Translators: zh: 登记学习培训
        _("Plan training"),
        _("Training planned"),
    ),
    "schedule.training_change": (_("Change training"), _("Training changed")),
    "schedule.training_moved": (
        _("Change training"),
        _("Training followed its entry in the calendar"),
    ),
    "schedule.training_cancel": (_("Cancel training"), _("Training cancelled")),
    "schedule.training_report": (
        _("Report training"),
        # Translators: zh: 填报了到场人数
        _("Said who was there"),
    ),
    "schedule.training_review": (_("Review training"), _("Training reviewed")),
    "schedule.training_return": (_("Send back"), _("Training sent back")),
    # Translators: zh: 移植作品
    "schedule.adopt": (_("Adopt a work"), _("Work adopted")),
    "schedule.give_up_work": (_("Give up a work"), _("Adopted work given up")),
    # Translators: zh: 添加地点
    "schedule.place_added": (_("Add a place"), _("Place added by a troupe")),
    "schedule.place_completed": (_("Complete a place"), _("Place completed")),
    "schedule.place_merged": (_("Merge a place"), _("Added place merged")),
    "schedule.adviser": (_("Art adviser"), _("Art adviser entered or changed")),
    "schedule.keep_apart": (_("Keep apart"), _("Kept apart")),
    "schedule.keep_apart_anew": (
        _("Change what is kept apart"),
        _("What is kept apart was changed"),
    ),
    "schedule.let_together": (_("Let together"), _("May be busy at once again")),
    # Translators: zh: 上报
    "record.report": (_("Report"), pgettext_lazy("report", "Reported")),
    # Translators: zh: 更正 / 改过数字
    "record.correct": (_("Correct"), _("Figures corrected")),
    # Translators: zh: 审核
    "record.review": (_("Review"), pgettext_lazy("report", "Reviewed")),
    # Translators: zh: 退回
    "record.return": (_("Return"), _("Sent back to the troupe")),
    # Translators: zh: 删掉 / 录入有误，已删掉
    "record.strike": (_("Strike out"), _("Struck out as entered in error")),
    # Translators: zh: 重新待审 / 演出改过，重新待审
    "record.put_back": (_("Put back"), _("Waits for review again: the show changed")),
    # Translators: zh: 改到另一场 / 报错了场次，改到对的一场
    "record.carry": (
        pgettext_lazy("report", "Carry over"),
        _("Carried over: it was of another show, or another day"),
    ),
    # Translators: zh: 照片
    "record.photo": (_("Pictures"), _("Pictures added or changed")),
    # Translators: zh: 点单 / 处理了点单
    "schedule.request": (_("Request for a show"), _("Dealt with a request")),
    "schedule.carried_over": (
        _("Figure from before"),
        _("Figure from before entered or changed"),
    ),
    "schedule.carried_out": (
        _("Take out a figure from before"),
        _("Figure from before taken out"),
    ),
    "schedule.report_layout": (
        _("Layout of the report"),
        _("Layout of the report exchanged"),
    ),
    "schedule.target": (_("Target"), _("Target of a year set or changed")),
    "schedule.target_lifted": (_("Lift a target"), _("Target of a year lifted")),
    "schedule.follow": (_("Follow"), _("Followed a change of its venue")),
}


class ActFormatter(LogFormatter):
    """The act's sentence; its reason stands beside it as the comment."""

    def format_comment(self, log_entry: Any) -> str:
        return log_entry.data.get("reason", "")

    def format_message(self, log_entry: Any) -> str:
        """What was said is the message, where the act is to say something."""
        if log_entry.action.startswith(OF_REPORTS):
            figures = figures_said(log_entry)
            return f"{self.message} · {figures}" if figures else self.message
        if log_entry.action not in (READINESS, WORD):
            return self.message
        said = (self.message, detail(log_entry), log_entry.data.get("reason", ""))
        return " · ".join(str(part) for part in said if part)


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        formatter = type(
            "Formatter", (ActFormatter,), {"label": label, "message": message}
        )
        actions.register_action(action)(formatter)


def write(
    row: Any,
    action: str,
    why: Any,
    *,
    data: dict[str, Any],
    at: datetime,
    deleted: bool = False,
) -> None:
    """Stores the entry for a performance or a showcase; `deleted` before it goes."""
    user = why.by if why.by is not None and why.by.pk else None
    write_entry(
        row,
        action,
        user=user,
        timestamp=at,
        title=str(row)[:200],
        data={**data, **_versions(row), "reason": why.reason, **(why.note or {})},
        content_changed=True,
        deleted=deleted,
    )


def _versions(row: Any) -> dict[str, int]:
    """What a stale write is told from: acts that raised a version above it."""
    told = {"version": row.version} if hasattr(row, "version") else {}
    if getattr(row, "is_opening", False) and row.showcase is not None:
        told["showcase_version"] = row.showcase.version
    return told

"""What is said of a record that was carried to another show, and to whom."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from troupes.rights import scope_of
from ulanmuqi.base.quotes import within_quotes

from ..models import Notice, Performance, Record, ReportState
from ..record_policy import RECORDS
from .reported_told import audiences_of
from .sent_at_once import send_at_once
from .wording import short_time

_MOST = 300


def shown(show: Performance) -> str:
    """“Title” 11月20日(周五) 19:30: two shows of one day may bear one title."""
    told = {"title": within_quotes(show.title), "at": short_time(show.starts_at)}
    # Translators: zh: “%(title)s”（%(at)s）
    return _("“%(title)s” (%(at)s)") % told


def carried_note(left: Performance, target: Performance, reason: str) -> str:
    """What the league and the troupes read on the record; always Chinese."""
    with override(settings.LANGUAGE_CODE):
        sides = {"was": shown(left), "now": shown(target)}
        # Translators: zh: 报错了场次：由%(was)s改到%(now)s，请再核对记录。
        told = _("Reported for the wrong show: %(was)s → %(now)s. Check it once more.")
        told = told % sides
        if reason:
            # Translators: zh: %(told)s原因：%(reason)s
            text = _("%(told)s Reason: %(reason)s")
            told = text % {"told": told, "reason": reason}
    return told[:_MOST]


def say_waiting(record: Record, note: str, by: Any, now: datetime) -> None:
    """In memory. Carried by the league, the record bears its word, and what it said
    before where it had sent the record back; the troupe's own word simply waits."""
    if not _reviews(by, record.performance):
        record.report_again(by, now)
        return
    if record.is_returned and record.review_note:
        with override(settings.LANGUAGE_CODE):
            # Translators: zh: 上次退回：%(note)s
            before = _("Sent back before: %(note)s") % {"note": record.review_note}
        note = f"{note}{before}"[:_MOST]
    record.state, record.review_note = ReportState.REPORTED, note
    record.reviewed_by, record.reviewed_at = by, now


def tell_carried(
    record: Record, left: Performance, note: str, by: Any, now: datetime
) -> list[Notice]:
    """One notice a troupe of either show, except those `by` acts for. Who plays in the
    show left behind alone is told that it has no record, and nothing of the other."""
    troupes = {one.pk: one for one in record.performance.troupes_in_order}
    with override(settings.LANGUAGE_CODE):
        # Translators: zh: %(was)s的上报报错了场次，已经改到另一场。
        gone = _("What was reported of %(was)s was of another show.")
        gone = gone % {"was": shown(left)}
    notes = dict.fromkeys(troupes, note)
    for troupe in left.troupes_in_order:
        troupes.setdefault(troupe.pk, troupe)
        notes.setdefault(troupe.pk, gone)
    mine = frozenset() if by is None else scope_of(by).troupes
    told = [troupe for key, troupe in troupes.items() if key not in mine]
    found = audiences_of(told, [record], now)
    return [
        send_at_once(
            Notice.About.CARRIED,
            found[troupe.pk],
            now,
            record=record,
            reason=notes[troupe.pk],
        )
        for troupe in told
        if troupe.pk in found
    ]


def _reviews(by: Any, show: Performance) -> bool:
    return by is None or RECORDS.may_of_show(by, "review", show)

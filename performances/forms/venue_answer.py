"""What a venue fills in to answer: yes, no, or another time, with a word of its own."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm

from ..models import VenueAnswer
from .instants import DayField, HourField

Answer = VenueAnswer.Answer


class AnswerForm(PlainForm):
    """`question` is what the page showed when it was answered; day and hour are read
    in the venue's own zone."""

    answer = forms.ChoiceField(
        choices=Answer,
        # Translators: zh: 请点“可以”“不行”或“提议别的时间”。
        error_messages={"required": _("Say yes, no, or another time.")},
    )
    question = forms.CharField(required=False)
    note = forms.CharField(max_length=300, required=False)
    told_by = forms.CharField(max_length=80, required=False)
    # Translators: zh: 日期写成2026-07-01这样。
    day = DayField(
        required=False,
        error_messages={"invalid": _("Write the day like 2026-07-01.")},
    )
    # Translators: zh: 钟点写成19:30这样。
    hour = HourField(
        required=False, error_messages={"invalid": _("Write the hour like 19:30.")}
    )
    back = forms.CharField(max_length=8, required=False)

    def __init__(self, data: Any = None, *, zone: str) -> None:
        super().__init__(data)
        self.zone = ZoneInfo(zone)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        facts["proposed_starts_at"] = None
        if facts.get("answer") != Answer.PROPOSED:
            # What was typed beside another answer is nobody's question.
            for name in ("day", "hour"):
                self.errors.pop(name, None)
            return facts
        day, hour = facts.get("day"), facts.get("hour")
        if day is None and "day" not in self.errors:
            self.add_error("day", _("Say on which day."))
        if hour is None and "hour" not in self.errors:
            self.add_error("hour", _("Say at what hour."))
        if day is not None and hour is not None:
            facts["proposed_starts_at"] = _instant(day, hour, self.zone)
        return facts


def _instant(day: Any, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour.replace(second=0, microsecond=0), tzinfo=zone)

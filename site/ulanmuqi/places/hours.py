"""The weekly hours of a venue: typed as a line a weekday, stored as minutes.

Stored: a list of seven, Monday first; null when nobody knows, [] when closed, else
[opens, closes) pairs in minutes from midnight on the venue's wall. Past 24:00 a pair
closes the next morning. An empty list means that nobody knows any day.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import capfirst
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

DAY_MINUTES = 24 * 60
LONGEST_LINE = 60
MOST_STRETCHES = 4

Day = list[list[int]] | None
Week = list[Day]

_CLOSED = frozenset({"closed", "休", "休息", "闭馆", "不开", "不开放", "关闭", "-"})
_ALL_DAY = frozenset({"all day", "全天", "24小时", "24h", "always"})
_STRETCH = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|~|至|到)\s*(\d{1,2})(?:[:.](\d{2}))?"
)


def parse_day(text: str) -> Day:
    """Minutes of one weekday. Raises ValidationError that says how to write it."""
    line = unicodedata.normalize("NFKC", text).strip().lower()
    if not line:
        return None
    if line in _CLOSED:
        return []
    if line in _ALL_DAY:
        return [[0, DAY_MINUTES]]
    rest = _STRETCH.sub("", line)
    stretches = [_minutes(found) for found in _STRETCH.finditer(line)]
    if rest.strip(" ,;、和") or not stretches or None in stretches:
        raise ValidationError(
            # Translators: zh: 请写成“9:00–12:00 14:00–22:30”“休息”或“全天”,不能写“%(text)s”。
            _("Write “9:00–12:00 14:00–22:30”, “closed” or “all day”, not “%(text)s”.")
            % {"text": text}
        )
    known = sorted(one for one in stretches if one is not None)
    if any(later[0] < earlier[1] for earlier, later in pairwise(known)):
        raise ValidationError(_("These hours overlap: “%(text)s”.") % {"text": text})
    if len(known) > MOST_STRETCHES:
        raise ValidationError(_("At most four stretches a day."))
    return known


def _minutes(found: re.Match[str]) -> list[int] | None:
    """None when it is no time of the day."""
    hour, minute, until_hour, until_minute = (int(part or 0) for part in found.groups())
    if hour > 23 or until_hour > 24 or max(minute, until_minute) > 59:
        return None
    opens, closes = hour * 60 + minute, until_hour * 60 + until_minute
    if closes > DAY_MINUTES:
        return None
    return [opens, closes if closes > opens else closes + DAY_MINUTES]


def day_text(day: Day) -> str:
    """One weekday as it would be typed."""
    if day is None:
        return ""
    if not day:
        return _("closed")
    if day == [[0, DAY_MINUTES]]:
        return _("all day")
    return " ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in day)


def week_text(week: Week) -> str:
    """The days somebody knows: “星期二休息；星期三09:00–22:00”; "" when none is."""
    if week and week[0] is not None and all(day == week[0] for day in week):
        # Translators: zh: 每天%(hours)s
        return _("every day %(hours)s") % {"hours": day_text(week[0])}
    # Translators: between the days of a week. zh: ；
    return pgettext("between days", "; ").join(
        # Translators: a weekday and its hours. zh: %(day)s%(hours)s
        _("%(day)s %(hours)s") % {"day": WEEKDAYS_ABBR[number], "hours": day_text(day)}
        for number, day in enumerate(week)
        if day is not None
    )


def _clock(minutes: int) -> str:
    if minutes == DAY_MINUTES:
        return "24:00"
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return f"{hour:02d}:{minute:02d}"


class WeekHoursWidget(forms.MultiWidget):
    """Seven lines, each with the name of its weekday before it."""

    template_name = "places/widgets/week_hours.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        lines = [
            forms.TextInput(attrs={"maxlength": LONGEST_LINE}) for _day in range(7)
        ]
        super().__init__(lines, attrs)

    def decompress(self, value: Week | None) -> list[str]:
        week = value or []
        return [day_text(week[day]) if day < len(week) else "" for day in range(7)]

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        # A stored week is a list as well, which MultiWidget takes for typed lines.
        if not any(isinstance(line, str) for line in value or []):
            value = self.decompress(value)
        context = super().get_context(name, value, attrs)
        lines = context["widget"]["subwidgets"]
        for number, line in enumerate(lines):
            line["weekday"] = WEEKDAYS[number]
        return context


class WeekHoursFormField(forms.MultiValueField):
    widget = WeekHoursWidget

    def __init__(self, **kwargs: Any) -> None:
        lines = [forms.CharField(required=False, max_length=LONGEST_LINE)] * 7
        super().__init__(lines, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> Week:
        week: Week = []
        wrong = []
        for number, text in enumerate(values):
            try:
                week.append(parse_day(text or ""))
            except ValidationError as error:
                wrong.append(f"{capfirst(WEEKDAYS[number])}：{error.message}")
        if wrong:
            raise ValidationError(wrong)
        return week if any(day is not None for day in week) else []

    def has_changed(self, initial: Any, data: Any) -> bool:
        typed = [text or "" for text in data or []]
        return self.widget.decompress(initial) != (typed or [""] * 7)


class WeekHoursField(models.JSONField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        # Not JSONField's own: it would ask for brackets and commas.
        return models.Field.formfield(
            self, **{"form_class": WeekHoursFormField, **kwargs}
        )

"""Instants as editors type them: a day and an hour, in Beijing time."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.widgets import SplitDateTimeWidget
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock
from ulanmuqi.base.pickers import DayPicker, HourPicker
from ulanmuqi.base.telephones import in_ascii

FIRST_YEAR, LAST_YEAR = 1957, 2100


def check_day(day: date) -> None:
    """Raises ValidationError for a year nobody means: the troupes began in 1957."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(
            _("Check the year: it lies between %(first)s and %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


class DayField(forms.DateField):
    default_validators = [check_day]
    default_error_messages = {"invalid": _("Write the day like 2026-07-01.")}


class HourField(forms.TimeField):
    """Reads the colon and the digits of a Chinese keyboard as well (１９：３０)."""

    default_error_messages = {"invalid": _("Write the hour like 19:30.")}

    def to_python(self, value: Any) -> time | None:
        read = in_ascii(value).replace("：", ":") if isinstance(value, str) else value
        return super().to_python(read)


class DayAndHour(SplitDateTimeWidget):
    """Two inputs side by side; what is shown is the time in Shanghai."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets = (
            DayPicker(attrs={"aria-label": _("Day"), "placeholder": "2026-07-01"}),
            HourPicker(attrs={"aria-label": _("Hour"), "placeholder": "19:30"}),
        )
        super(SplitDateTimeWidget, self).__init__(widgets, attrs)

    def decompress(self, value: datetime | None) -> list[date | time | None]:
        if value is None:
            return [None, None]
        local = value.astimezone(clock.SHANGHAI)
        return [local.date(), local.time()]


class InstantField(forms.SplitDateTimeField):
    """An aware instant; day and hour are read as Beijing time, whoever types."""

    widget = DayAndHour

    def compress(self, data_list: list[Any]) -> datetime | None:
        if not data_list:
            return None
        day, hour = data_list
        if day in self.empty_values or hour in self.empty_values:
            raise forms.ValidationError(
                _("Give both the day and the hour."), code="incomplete"
            )
        check_day(day)
        return datetime.combine(day, hour, tzinfo=clock.SHANGHAI)

"""Day, hour, how sure that is, and how long: from what is typed to two instants."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base.pickers import DayPicker, HourPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.kinds import usual_load_in
from ulanmuqi.places.models import Venue

from ..models import Performance
from ..slots import MOST_DOORS_MINUTES, DayPart, Precision, moment, show_slot
from .instants import DayField, HourField

USUAL_MINUTES = 90
LONGEST_MINUTES = 12 * 60


class WhenForm(PlainForm):
    """The fields of time; `clean` leaves aware `starts_at` and `ends_at`.

    Everything is read in the venue's zone, so this form must know the venue; the
    fields of place come from the form that is mixed with this one.
    """

    day = DayField(label=gettext_lazy("Day"), widget=DayPicker)
    precision = forms.ChoiceField(
        label=gettext_lazy("How exact the hour is"),
        choices=Performance.PRECISIONS,
        initial=Precision.EXACT.value,
        widget=forms.RadioSelect,
    )
    hour = HourField(
        label=gettext_lazy("Curtain up"), required=False, widget=HourPicker
    )
    day_part = forms.ChoiceField(
        label=gettext_lazy("Part of the day"),
        choices=[("", "—"), *Performance.DAY_PARTS],
        required=False,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length (minutes)"),
        required=False,
        min_value=5,
        max_value=LONGEST_MINUTES,
        help_text=gettext_lazy("Empty: 90 minutes, or up to the end given beside."),
    )
    until = HourField(
        label=gettext_lazy("Or: ends at"), required=False, widget=HourPicker
    )
    load_in_minutes = forms.IntegerField(
        label=gettext_lazy("Load-in (minutes)"),
        required=False,
        min_value=0,
        max_value=48 * 60,
        help_text=gettext_lazy("Empty: what is usual for this kind of venue."),
    )
    strike_minutes = forms.IntegerField(
        label=gettext_lazy("Strike (minutes)"),
        required=False,
        min_value=0,
        max_value=48 * 60,
        help_text=gettext_lazy("Empty: half of the load-in."),
    )

    doors_minutes = forms.IntegerField(
        # Translators: zh: 提前几分钟入场
        label=gettext_lazy("Audience let in (minutes before)"),
        required=False,
        min_value=0,
        max_value=MOST_DOORS_MINUTES,
        help_text=gettext_lazy(
            "Public, on the show's page and in calendars. Empty: nothing is said."
        ),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        venue = values.get("venue")
        self._fill_in_crew_time(values, venue)
        if "day" not in values or "precision" not in values:
            return values
        zone = ZoneInfo(venue.time_zone if venue else "Asia/Shanghai")
        precision = Precision(values["precision"])
        if precision.has_hour:
            self._with_hour(values, zone)
        else:
            self._without_hour(values, precision, zone)
        return values

    def _fill_in_crew_time(self, values: dict[str, Any], venue: Venue | None) -> None:
        if values.get("load_in_minutes") is None:
            values["load_in_minutes"] = usual_load_in(venue.kind) if venue else 0
        if values.get("strike_minutes") is None:
            values["strike_minutes"] = values["load_in_minutes"] // 2

    def _with_hour(self, values: dict[str, Any], zone: ZoneInfo) -> None:
        values["day_part"] = ""
        if {"hour", "minutes", "until"} & set(self.errors):
            return
        hour = values.get("hour")
        if hour is None:
            # Translators: zh: 请填开演时间;若还不知道,
            # 请改选“只知道日期”或“一天中的某段”。
            sentence = _(
                "Say when the curtain goes up. If nobody knows yet, choose “day only” "
                "or a part of the day."
            )
            self.add_error("hour", sentence)
            return
        # In UTC from here on: within one zone Python compares walls, not instants.
        starts = datetime.combine(values["day"], hour, tzinfo=zone).astimezone(UTC)
        values["starts_at"] = starts
        values["ends_at"] = self._end(values, starts, zone)

    def _end(
        self, values: dict[str, Any], starts: datetime, zone: ZoneInfo
    ) -> datetime:
        minutes, until = values.get("minutes"), values.get("until")
        if until is None:
            return starts + timedelta(minutes=minutes or USUAL_MINUTES)
        end = _next(values["day"], until, starts, zone)
        both_said = minutes is not None and "minutes" in self.changed_data
        if both_said and starts + timedelta(minutes=minutes) != end:
            self.add_error(
                "until", _("Length and end do not agree. Give only one of them.")
            )
        return end

    def _without_hour(
        self, values: dict[str, Any], precision: Precision, zone: ZoneInfo
    ) -> None:
        part = values.get("day_part") or None
        if precision is Precision.PART and part is None:
            self.add_error("day_part", _("Choose morning, afternoon or evening."))
            return
        if precision is Precision.DATE:
            part = None
        values["day_part"] = part or ""
        slot = show_slot(
            precision=precision,
            zone=zone.key,
            day=values["day"],
            day_part=DayPart(part) if part else None,
        )
        values["starts_at"], values["ends_at"] = moment(slot.starts), moment(slot.ends)


def _next(day: date, until: time, starts: datetime, zone: ZoneInfo) -> datetime:
    """The first time after the start at which the wall clock shows `until`."""
    end = datetime.combine(day, until, tzinfo=zone).astimezone(UTC)
    if end <= starts:
        next_day = day + timedelta(days=1)
        end = datetime.combine(next_day, until, tzinfo=zone).astimezone(UTC)
    return end


def when_initial(performance: Performance) -> dict[str, Any]:
    """What the fields show for a stored show."""
    zone = ZoneInfo(performance.time_zone)
    local = performance.starts_at.astimezone(zone)
    length = performance.ends_at - performance.starts_at
    return {
        "day": local.date(),
        "precision": performance.precision,
        "hour": local.time() if performance.has_hour else None,
        "day_part": performance.day_part,
        "minutes": round(length.total_seconds() / 60) if performance.has_hour else None,
        "load_in_minutes": performance.load_in_minutes,
        "strike_minutes": performance.strike_minutes,
        "doors_minutes": performance.doors_minutes,
    }

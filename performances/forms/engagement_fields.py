"""The fields of a rehearsal, a training, a transfer or a blackout."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from troupes.rights import Scope, scope_of
from ulanmuqi.base import clock
from ulanmuqi.base.pickers import DayPicker, HourPicker
from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.admin.choices import region_field, venue_field, venues_by_league

from ..models import Engagement
from .accepting import accept_field
from .instants import DayField, HourField

Kind = Engagement.Kind
FIRMNESS = [
    ("firm", gettext_lazy("Settled: nobody else can have the time")),
    ("held", gettext_lazy("Only held: others are warned")),
]
PLACES = ("venue", "region", "from_venue", "from_region")


class EngagementForm(PlainForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=Kind,
        initial=Kind.REHEARSAL.value,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Others read it where their plans collide with it."),
    )
    day = DayField(label=gettext_lazy("First day"), widget=DayPicker)
    hour = HourField(
        label=gettext_lazy("Begins at"),
        required=False,
        widget=HourPicker,
        help_text=gettext_lazy("Empty: the whole day."),
    )
    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayPicker,
        help_text=gettext_lazy("Empty: the same day."),
    )
    until = HourField(label=gettext_lazy("Stops at"), required=False, widget=HourPicker)
    from_venue = venue_field(
        label=gettext_lazy("Sets out from"), required=False, empty_label="—"
    )
    from_region = region_field(
        label=gettext_lazy("Or from the region"), required=False, empty_label="—"
    )
    venue = venue_field(required=False, empty_label="—")
    region = region_field(
        label=gettext_lazy("Or the region"), required=False, empty_label="—"
    )
    takes_venue = forms.BooleanField(
        label=gettext_lazy("The venue is taken by it"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Untick it where others can use the place as well."),
    )
    firmness = forms.ChoiceField(
        label=gettext_lazy("How sure"),
        choices=FIRMNESS,
        initial="firm",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("Private, like the whole entry."),
    )
    accept = accept_field()

    def __init__(
        self,
        data: Any = None,
        *,
        user: Any,
        initial: dict[str, Any] | None = None,
        version: int | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        scope = scope_of(user)
        if not scope.coordinates:
            # Warnings are accepted by coordinators only (rule 5.5).
            del self.fields["accept"]
        if is_a_venues(scope):
            self._for_a_venue(scope)
        if version is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=version
            )

    def _for_a_venue(self, scope: Scope) -> None:
        """A venue's contact says when the own venue is not available, no more."""
        self.fields["kind"].choices = [(Kind.BLACKOUT.value, Kind.BLACKOUT.label)]
        self.fields["kind"].initial = Kind.BLACKOUT.value
        own = venues_by_league().filter(pk__in=scope.venues)
        self.fields["venue"].queryset = own
        self.fields["venue"].required = True
        self.fields["venue"].initial = own.first()
        for name in ("region", "from_venue", "from_region", "takes_venue"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("kind") != Kind.TRANSFER:
            values["from_venue"] = values["from_region"] = None
        for name in PLACES:
            values.setdefault(name, None)
        if "takes_venue" not in self.fields:
            values["takes_venue"] = True
        if values.get("kind") == Kind.TRANSFER:
            values["takes_venue"] = False
        if not {"day", "hour", "last_day", "until"} & set(self.errors):
            self._read_time(values)
        return values

    def _read_time(self, values: dict[str, Any]) -> None:
        first, last = values["day"], values.get("last_day") or values["day"]
        hour, until = values.get("hour"), values.get("until")
        if (hour is None) != (until is None):
            name = "until" if until is None else "hour"
            # Translators: zh: 开始和结束的钟点请一起填，或都留空表示全天。
            sentence = _("Give both hours, or none of them for whole days.")
            self.add_error(name, sentence)
            return
        venue = values.get("venue")
        zone = ZoneInfo(venue.time_zone) if venue else clock.SHANGHAI
        starts = _at(first, hour or time(0), zone)
        ends = _at(last, until, zone) if until else _at(last, time(0), zone, days=1)
        if ends <= starts:
            self.add_error(
                "until" if hour else "last_day", _("The end must lie after the start.")
            )
            return
        values["starts_at"], values["ends_at"] = starts, ends


def _at(day: date, hour: time, zone: ZoneInfo, *, days: int = 0) -> datetime:
    local = datetime.combine(day + timedelta(days=days), hour, tzinfo=zone)
    return local.astimezone(UTC)


def is_a_venues(scope: Scope) -> bool:
    """Whether all this user may enter is when the own venue is closed."""
    return bool(scope.venues) and not (scope.coordinates or scope.troupes)

"""A show nobody had planned, typed in when it is over, with its record."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from troupes.admin.choices import troupe_field
from ulanmuqi.base import clock
from ulanmuqi.base.pickers import DayPicker, HourPicker
from ulanmuqi.places.admin.choices import region_field, venue_field

from ..models import Performance
from ..scheduling import RecordFacts, ShowFacts
from ..slots import Precision
from .instants import DayField, HourField
from .records import RecordForm, troupes_to_report_for

_USUAL_MINUTES, _MOST_MINUTES = 60, 600


class PastShowForm(RecordForm):
    """Both counts are asked; the verb says when one does not go with the mode. `key`
    makes a second press of the button the same sending."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    troupe = troupe_field()
    title = forms.CharField(label=_("Title"), max_length=120)
    day = DayField(label=_("Day"), widget=DayPicker)
    hour = HourField(label=_("Begins at"), widget=HourPicker)
    minutes = forms.IntegerField(
        label=_("Length (minutes)"),
        min_value=5,
        max_value=_MOST_MINUTES,
        initial=_USUAL_MINUTES,
    )
    is_about = forms.BooleanField(
        # Translators: zh: 大约这个时间
        label=_("About that hour"),
        required=False,
    )
    mode = forms.ChoiceField(
        label=_("On site or online"),
        choices=Performance.Mode.choices,
        initial=Performance.Mode.ON_SITE,
        widget=forms.RadioSelect,
    )
    venue = venue_field(required=False, empty_label="—")
    region = region_field(
        label=_("Or the region"),
        required=False,
        empty_label="—",
        # Translators: zh: 两样都空着，就记在队伍自己的地方。
        help_text=_("With neither it counts for the troupe's own home."),
    )
    field_order = (
        *("troupe", "title", "day", "hour", "is_about", "minutes", "venue", "region"),
        *("mode", "onsite_audience", "online_views", "remarks"),
    )

    def __init__(self, data: Any = None, *, user: Any) -> None:
        both = Performance.Mode.BOTH
        super().__init__(data, mode=both, facts=RecordFacts(), version=None)
        self.fields["troupe"].queryset = troupes_to_report_for(user)
        self.initial = {}

    def show(self) -> ShowFacts:
        values = self.cleaned_data
        starts = datetime.combine(values["day"], values["hour"], tzinfo=clock.SHANGHAI)
        near = Precision.ABOUT if values["is_about"] else Precision.EXACT
        return ShowFacts(
            title=values["title"].strip(),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=values["minutes"]),
            precision=near.value,
            venue=values["venue"],
            region=values["region"] or values["troupe"].region,
            mode=values["mode"],
            troupes=(values["troupe"],),
        )

"""What somebody of a troupe types on the road about a show that is to come."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base.plain_text import PlainForm
from ulanmuqi.places.models import Region, Venue

from ..conflicts import Conflict, ResourceKind, Rule
from ..models import Performance
from ..scheduling.import_places import Places
from ..slots import DayPart, Precision, moment, show_slot
from .instants import DayField
from .told import Told, gathered, told_at
from .when import USUAL_MINUTES

PLACES_OFFERED = 40


class MyForm(PlainForm):
    """Every form of /my/ carries a key of its own, so that what is sent twice counts
    once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class DayInput(forms.DateInput):
    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if hasattr(value, "isoformat") else value


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def day_field(label: Any, **more: Any) -> DayField:
    return DayField(
        label=label,
        widget=DayInput,
        error_messages={"invalid": gettext_lazy("Write the day like 2026-07-01.")},
        **more,
    )


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=HourInput,
        error_messages={"invalid": gettext_lazy("Write the hour like 19:30.")},
        **more,
    )


def place_field(**more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
        **more,
    )


def offered_places(region: Region) -> QuerySet:
    """Names to choose from while typing: those of the banner, or of the league."""
    league = region.league or region
    rows = Venue.objects.filter(region__path__startswith=region.path, merged_into=None)
    if region.banner is None:
        rows = Venue.objects.filter(region__league=league, merged_into=None)
    return rows.order_by("name").values_list("name", flat=True)[:PLACES_OFFERED]


def found_place(text: str, near: Region) -> Venue | None:
    """Raises ValidationError, saying what to do, where the name means none or many."""
    if not text:
        return None
    places = Places.of([text])
    venue = places.find(text, near=near)
    if venue is not None:
        return venue
    if any(places.by_name.values()):
        # Translators: zh: 叫这个名字的地方不止一个，请把名字写全，或打电话。
        raise forms.ValidationError(
            _("There are several places of that name. Write it in full, or ring.")
        )
    # Translators: zh: 名单里没有这个地方。请看看名字，从提示里选一个，或先加这个地方。
    raise forms.ValidationError(
        _(
            "No place of that name is known. Look at the name, choose one that is "
            "offered, or add the place first."
        )
    )


class MoveForm(MyForm):
    """Day, hour and place as they shall be; what stands in it at first is what is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # Translators: zh: 哪一天
    day = day_field(gettext_lazy("On which day"))
    # Translators: zh: 几点开演
    hour = hour_field(gettext_lazy("Start at"), required=False)
    place = place_field(
        # Translators: zh: 在哪里演
        label=gettext_lazy("Where")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Public: visitors read it beside the show."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, show: Performance, near: Region) -> None:
        self.show, self.near = show, near
        self.zone = ZoneInfo(show.time_zone)
        local = show.starts_at.astimezone(self.zone)
        super().__init__(
            data,
            initial={
                "version": show.version,
                "day": local.date(),
                "hour": local.time() if show.has_hour else None,
                "place": show.venue.name if show.venue else "",
            },
        )
        self.fields["reason"].required = show.announced_at is not None
        self.told: dict[str, list[Told]] = {}

    def clean_place(self) -> Venue | None:
        text = self.cleaned_data["place"].strip()
        own = self.show.venue
        if own is not None and text in ("", own.name):
            return own
        return found_place(text, self.near)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if {"day", "hour"} & set(self.errors):
            return values
        if values.get("hour") is None and self.show.has_hour:
            # Translators: zh: 写几点开演。
            self.add_error("hour", _("Say at what hour."))
            return values
        values |= self._when(values)
        return values

    def _when(self, values: dict[str, Any]) -> dict[str, Any]:
        """Aware start and end; a show keeps its length, or its part of the day."""
        show, hour = self.show, values.get("hour")
        if hour is None:
            slot = show_slot(
                precision=Precision(show.precision),
                zone=self.zone.key,
                day=values["day"],
                day_part=DayPart(show.day_part) if show.day_part else None,
            )
            return {"starts_at": moment(slot.starts), "ends_at": moment(slot.ends)}
        starts = datetime.combine(values["day"], hour, tzinfo=self.zone)
        length = (
            show.ends_at - show.starts_at
            if show.has_hour
            else timedelta(minutes=USUAL_MINUTES)
        )
        precise = {} if show.has_hour else {"precision": Precision.EXACT.value}
        ends = moment(int((starts + length).timestamp()))
        return {
            "starts_at": moment(int(starts.timestamp())),
            "ends_at": ends,
            **precise,
        }

    def tell(self, conflicts: Iterable[Conflict]) -> None:
        """Puts each conflict beside the field that can mend it."""
        self.told = gathered(told_at(one, _field_of(one)) for one in conflicts)


_OF_PLACE = frozenset(
    {
        Rule.VENUE_UNKNOWN, Rule.WINTER_OUTDOORS, Rule.CAPACITY, Rule.STAGE_SIZE,
        Rule.POWER, Rule.DRESSING_ROOMS, Rule.TRUCK_ACCESS, Rule.HEATING, Rule.LIGHT,
        Rule.SOUND, Rule.SHEET_UNKNOWN,
    }
)  # fmt: skip
_OF_DAY = frozenset({Rule.PAST_START, Rule.DAILY_LIMIT, Rule.DAYS_IN_A_ROW})


def _field_of(conflict: Conflict) -> str:
    if conflict.rule in _OF_DAY:
        return "day"
    resource = conflict.resource
    at_venue = resource is not None and resource.kind is ResourceKind.VENUE
    return "place" if at_venue or conflict.rule in _OF_PLACE else "hour"


class CancelForm(MyForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        # Translators: zh: 为什么取消
        label=gettext_lazy("Why it is cancelled"),
        max_length=300,
        help_text=gettext_lazy("Public: visitors read it beside the show."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decided_by = forms.CharField(
        label=gettext_lazy("By whose decision"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Private: an office or a function, for the record."),
    )


class AskForm(MyForm):
    text = forms.CharField(
        # Translators: zh: 想改什么，为什么
        label=gettext_lazy("What should change, and why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

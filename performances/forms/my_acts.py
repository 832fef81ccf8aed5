"""What somebody of a troupe types on the road about a show that is to come."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..conflicts import Conflict, ResourceKind, Rule
from ..models import Performance
from ..slots import DayPart, Precision, moment, show_slot
from .my_accept import AcceptPart
from .my_fields import MyForm, day_field, hour_field, place_field, words_field
from .my_places import found_place
from .told import Told, gathered, told_at
from .when import USUAL_MINUTES


class MoveForm(AcceptPart):
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
    reason = words_field(
        gettext_lazy("Reason"),
        300,
        # Translators: zh: 写为什么改，观众在演出旁边看得到。
        missing=gettext_lazy("Say why it changes; visitors read it beside the show."),
        help_text=gettext_lazy("Public: visitors read it beside the show."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        show: Performance,
        near: Sequence[Region],
        typed: dict[str, Any] | None = None,
    ) -> None:
        """`near`: where a place is looked for, the show's own ground first. `typed`
        stands in the fields instead of what is, not judged yet."""
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
            }
            | (typed or {}),
        )
        self.fields["reason"].required = show.announced_at is not None
        if show.entered_after:
            # Nobody had read of it before.
            del self.fields["reason"]
        self.told: dict[str, list[Told]] = {}

    def clean_place(self) -> Venue | None:
        text = self.cleaned_data["place"].strip()
        own = self.show.venue
        if own is not None and text in ("", own.name):
            return own
        return found_place(text, *self.near)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if {"day", "hour"} & set(self.errors):
            return values
        if values.get("hour") is None and self.show.has_hour:
            # Translators: zh: 写几点开演。
            self.add_error("hour", _("Say at what hour."))
            return values
        values |= self._when(values)
        self._is_to_come(values)
        return values

    def _is_to_come(self, values: dict[str, Any]) -> None:
        """A troupe moves nothing into the past: what is over is reported. What was
        entered afterwards lies there."""
        starts, now = values["starts_at"], clock.now()
        if self.show.entered_after or starts in (self.show.starts_at, max(starts, now)):
            return
        is_today = values["day"] == now.astimezone(self.zone).date()
        self.add_error(
            "hour" if is_today and self.show.has_hour else "day",
            # Translators: zh: 这个时间已经过了，没有改。是不是写错了？已经演完的，演出时间
            # 不对请打盟市值班电话，人数在“上报”里报。
            _(
                "That time is over, so nothing was changed. Is it a slip? If the show "
                "has been played at another time, ring the league; report how many "
                "came as usual."
            ),
        )

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
_OF_DAY = frozenset(
    {Rule.PAST_START, Rule.REPORTED, Rule.DAILY_LIMIT, Rule.DAYS_IN_A_ROW}
)


def _field_of(conflict: Conflict) -> str:
    if conflict.rule in _OF_DAY:
        return "day"
    resource = conflict.resource
    at_venue = resource is not None and resource.kind is ResourceKind.VENUE
    return "place" if at_venue or conflict.rule in _OF_PLACE else "hour"


class CancelForm(MyForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = words_field(
        # Translators: zh: 为什么取消
        gettext_lazy("Why it is cancelled"),
        300,
        # Translators: zh: 写为什么取消，比如“大雪封路”。观众看得到。
        missing=gettext_lazy(
            "Say why it is cancelled, such as “snow on the road”; visitors read it."
        ),
        help_text=gettext_lazy("Public: visitors read it beside the show."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decided_by = words_field(
        gettext_lazy("By whose decision"),
        120,
        help_text=gettext_lazy("Private: an office or a function, for the record."),
    )


class ConfirmForm(AcceptPart):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AskForm(MyForm):
    text = words_field(
        # Translators: zh: 想改什么，为什么
        gettext_lazy("What should change, and why"),
        300,
        # Translators: zh: 写想改什么、为什么，盟市才好办。
        missing=gettext_lazy("Say what should change and why, so the league can act."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

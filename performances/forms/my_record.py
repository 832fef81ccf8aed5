"""What a troupe reports on the road: a show, its day, what it coached and served."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

from ..models import FieldAct, Performance, Record, TroupeDay
from ..plausible import Figure, is_absurd
from ..scheduling.report_facts import ActFacts, DayFacts, RecordFacts, told_absurd
from ..scheduling.report_photos import MOST_PHOTOS, PhotoFacts
from ..slots import moment
from .my_acts import MyForm, day_field, found_place, hour_field, place_field

_MOST_BYTES = 12 * 1024 * 1024
_USUAL_MINUTES = 90
_LONGEST_MINUTES = 12 * 60


def _plausible(figure: Figure) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        if is_absurd(figure, value):
            raise ValidationError(told_absurd(figure))

    return check


def _count(figure: Figure, label: Any, **more: Any) -> forms.IntegerField:
    """Told at the field, before anything of the report is written."""
    return forms.IntegerField(
        label=label,
        required=False,
        validators=[_plausible(figure)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        **more,
    )


def _words(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **more)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class DayPart(MyForm):
    """Kilometres and hours of the whole day, and what else was done on it."""

    day_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    distance_km = _count(
        Figure.DISTANCE,
        # Translators: zh: 全天里程（公里）
        gettext_lazy("Kilometres of the whole day"),
    )
    hours = forms.DecimalField(
        # Translators: zh: 在外（小时）
        label=gettext_lazy("Hours away on that day"),
        required=False,
        max_digits=3,
        decimal_places=1,
        validators=[_plausible(Figure.HOURS)],
        widget=forms.NumberInput(
            attrs={"inputmode": "decimal", "step": "0.5", "min": 0, "max": 24}
        ),
    )
    in_grassroots = forms.BooleanField(
        # Translators: zh: 这一天在基层
        label=gettext_lazy("That day was in the grassroots"),
        required=False,
    )
    coaching_title = _words(
        # Translators: zh: 辅导了什么
        gettext_lazy("What was coached"),
        120,
    )
    coaching_people = _count(
        Figure.PEOPLE,
        # Translators: zh: 多少人参加
        gettext_lazy("How many people"),
    )
    service_title = _words(
        # Translators: zh: 做了什么服务
        gettext_lazy("What service was done"),
        120,
    )
    service_people = _count(Figure.PEOPLE, gettext_lazy("How many people"))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for kind in FieldAct.Kind.values:
            said, people = values.get(f"{kind}_title"), values.get(f"{kind}_people")
            if people is not None and not (said or "").strip():
                self.add_error(f"{kind}_title", _("Say what was done."))
        return values

    def day_facts(self) -> DayFacts:
        """Call after is_valid; an empty tick says nothing of a day nobody named."""
        said = self.cleaned_data
        known = said.get("day_version") is not None
        tick = said["in_grassroots"]
        return DayFacts(
            distance_km=said["distance_km"],
            hours=said["hours"],
            in_grassroots=tick if tick or known else None,
        )

    def acts(self, **where: Any) -> list[ActFacts]:
        said = self.cleaned_data
        return [
            ActFacts(
                kind=kind,
                title=said[f"{kind}_title"].strip(),
                people=said[f"{kind}_people"],
                **where,
            )
            for kind in FieldAct.Kind.values
            if said[f"{kind}_title"].strip()
        ]


class RecordForm(DayPart):
    """On-site and online audience apart; empty means that nobody counted."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    onsite_audience = _count(
        Figure.ONSITE,
        # Translators: zh: 现场观众（人）
        gettext_lazy("People on site"),
        # Translators: zh: 没数就空着，不要填0。
        help_text=gettext_lazy("Empty if nobody counted."),
    )
    online_views = _count(
        Figure.ONLINE,
        # Translators: zh: 线上观看（人次）
        gettext_lazy("Views online"),
        help_text=gettext_lazy("Empty if nobody counted."),
    )
    remarks = _words(
        # Translators: zh: 哪里不顺（只给内部看）
        gettext_lazy("What went wrong (insiders only)"),
        2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photos = forms.Field(
        # Translators: zh: 照片
        label=gettext_lazy("Photographs"),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    consent = _words(
        # Translators: zh: 照片里的人谁同意了、怎么同意的
        gettext_lazy("Who in the pictures agreed, and how"),
        200,
        # Translators: zh: 有照片就要写，比如“村里当面问过，都同意”。
        help_text=gettext_lazy(
            "Needed with pictures, such as: asked them on the spot."
        ),
    )
    may_publish = forms.BooleanField(
        # Translators: zh: 可以公开
        label=gettext_lazy("The pictures may be published"),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        mode: str,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.sent = files.getlist("photos") if files is not None else []
        if mode == Performance.Mode.ONLINE:
            del self.fields["onsite_audience"]
        if mode == Performance.Mode.ON_SITE:
            del self.fields["online_views"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if len(self.sent) > MOST_PHOTOS:
            self.add_error(
                "photos",
                _("At most %(most)s pictures of one show. Choose the best.")
                % {"most": MOST_PHOTOS},
            )
        if self.sent and not (values.get("consent") or "").strip():
            self.add_error("consent", _("Note who agreed to the picture, and how."))
        return values

    def facts(self) -> RecordFacts:
        said = self.cleaned_data
        return RecordFacts(
            onsite_audience=said.get("onsite_audience"),
            online_views=said.get("online_views"),
            remarks=said["remarks"].strip(),
        )

    def photo_facts(self) -> list[PhotoFacts]:
        said = self.cleaned_data
        return [
            PhotoFacts(
                data=one.read(_MOST_BYTES + 1),
                consent=said["consent"],
                may_publish=said["may_publish"],
            )
            for one in self.sent
        ]


class PastForm(RecordForm):
    """A show nobody had planned, told when it is over."""

    title = forms.CharField(
        # Translators: zh: 演了什么
        label=gettext_lazy("What was played"),
        max_length=120,
    )
    day = day_field(gettext_lazy("On which day"))
    hour = hour_field(gettext_lazy("Start at"))
    minutes = forms.IntegerField(
        # Translators: zh: 演了多少分钟
        label=gettext_lazy("How many minutes"),
        required=False,
        min_value=5,
        max_value=_LONGEST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("On site or online"),
        choices=Performance.Mode,
        initial=Performance.Mode.ON_SITE,
    )
    place = place_field(
        label=gettext_lazy("Where"),
        # Translators: zh: 名单里没有就空着，记在本旗县，地名写在“哪里不顺”里。
        help_text=gettext_lazy(
            "If it is in no list, leave it empty: it counts for your own banner. Name "
            "the place under “what went wrong”."
        ),
    )
    field_order = ("title", "day", "hour", "minutes", "place", "mode")

    def __init__(self, *args: Any, near: Region, **more: Any) -> None:
        self.near = near
        # Both counts are asked; the verb says when one does not go with the mode.
        super().__init__(*args, mode=Performance.Mode.BOTH, **more)

    def clean_place(self) -> Venue | None:
        return found_place(self.cleaned_data["place"].strip(), self.near)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if {"day", "hour", "minutes"} & set(self.errors):
            return values
        starts = datetime.combine(values["day"], values["hour"], tzinfo=clock.SHANGHAI)
        length = timedelta(minutes=values.get("minutes") or _USUAL_MINUTES)
        values["starts_at"] = moment(int(starts.timestamp()))
        values["ends_at"] = values["starts_at"] + length
        return values


class DayForm(DayPart):
    """A day without a show, or what was forgotten."""

    day = day_field(gettext_lazy("On which day"))
    remarks = _words(
        gettext_lazy("Remarks"), 2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("day",)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and not (self.day_facts().says_anything or self.acts()):
            # Translators: zh: 还什么都没有填。
            self.add_error(None, _("Nothing is filled in yet."))
        return values

    def day_facts(self) -> DayFacts:
        told = super().day_facts()
        return DayFacts(
            distance_km=told.distance_km,
            hours=told.hours,
            in_grassroots=told.in_grassroots,
            remarks=self.cleaned_data["remarks"].strip(),
        )


def record_initial(
    record: Record | None, day: TroupeDay | None, key: Any
) -> dict[str, Any]:
    """What the fields show of what was said before."""
    told: dict[str, Any] = {"key": key}
    if record is not None:
        told |= {
            "version": record.version,
            "onsite_audience": record.onsite_audience,
            "online_views": record.online_views,
            "remarks": record.remarks,
        }
    return told | day_initial(day)


def day_initial(day: TroupeDay | None) -> dict[str, Any]:
    if day is None:
        return {}
    return {
        "day_version": day.version,
        "distance_km": day.distance_km,
        "hours": day.hours,
        "in_grassroots": day.in_grassroots,
    }

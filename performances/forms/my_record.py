"""What a troupe reports on the road of a show it had planned."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Performance, Record, TroupeDay
from ..plausible import Figure
from ..scheduling.report_facts import RecordFacts
from .my_day import DayPart, day_initial
from .my_fields import figure_field, words_field
from .my_marks import marks_of
from .my_photos import PhotosPart

# What a page shows of a record, and how it stands where nobody has said a word.
_SHOWN = ("onsite_audience", "online_views", "remarks")
_EMPTY = (None, None, "")


class RecordForm(PhotosPart, DayPart):
    """On-site and online audience apart; empty means that nobody counted."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # A mark of each figure the page had shown, in the order of `_SHOWN`.
    seen = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    onsite_audience = figure_field(
        Figure.ONSITE,
        # Translators: zh: 现场观众（人）
        gettext_lazy("People on site"),
        # Translators: zh: 没数就空着，不要填0。
        help_text=gettext_lazy("Empty if nobody counted."),
    )
    online_views = figure_field(
        Figure.ONLINE,
        # Translators: zh: 线上观看（人次）
        gettext_lazy("Views online"),
        help_text=gettext_lazy("Empty if nobody counted."),
    )
    remarks = words_field(
        # Translators: zh: 哪里不顺（只给内部看）
        gettext_lazy("What went wrong (insiders only)"),
        2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    only_played = forms.BooleanField(
        # Translators: zh: 演了，人数以后再补
        label=gettext_lazy("It was played; how many came follows later"),
        required=False,
    )
    # Whether that is asked: nothing else is said.
    asks_only_played = False
    # As they stand on the page: so what is wrong is listed.
    field_order = (
        *("onsite_audience", "online_views", "remarks"),
        *DayPart.field_order,
    )

    def __init__(
        self, *args: Any, mode: str, is_first: bool = False, **more: Any
    ) -> None:
        """`is_first`: nobody has reported the show yet."""
        self.is_first = is_first
        super().__init__(*args, **more)
        if mode == Performance.Mode.ONLINE:
            del self.fields["onsite_audience"]
        if mode == Performance.Mode.ON_SITE:
            del self.fields["online_views"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.is_first and not self.errors and not self._says_anything(values):
            self.asks_only_played = True
            if not values.get("only_played"):
                self.add_error(
                    "only_played",
                    # Translators: zh: 什么都还没有填。演了、人数以后再补，就打上勾再点一次
                    # “上报”；没演成，点最下面的“没演成”。
                    _(
                        "Nothing is filled in yet. If it was played and the numbers "
                        "follow, tick this and send once more; if it was not, say so "
                        "at the bottom."
                    ),
                )
        return values

    def _says_anything(self, values: dict[str, Any]) -> bool:
        figures = (values.get("onsite_audience"), values.get("online_views"))
        told = any(one is not None for one in figures) or values["remarks"].strip()
        acts = self.acts() or any(one.touched or one.is_out for one in self.lines())
        return bool(
            told or self.brings_photos or acts or self.day_facts().says_anything
        )

    def facts(self) -> RecordFacts:
        said = self.cleaned_data
        return RecordFacts(
            onsite_audience=said.get("onsite_audience"),
            online_views=said.get("online_views"),
            remarks=said["remarks"].strip(),
        )

    def show_record(self, record: Record) -> None:
        """After a refusal: what stands comes into every field the person left as the
        page had shown it, with the version of now; what was typed stays. Call after
        is_valid."""
        now = _initial(record)
        seen = str(self.data.get("seen", "")).split(".")
        if len(seen) != len(_SHOWN):
            seen = marks_of(*_EMPTY).split(".")
        self.data = self.data.copy()
        for name, empty, mark in zip(_SHOWN, _EMPTY, seen, strict=True):
            said = self.cleaned_data.get(name, empty)
            said = said.strip() if isinstance(said, str) else said
            if name not in self.errors and marks_of(said) == mark:
                self.data[name] = "" if now[name] is None else str(now[name])
        for name in ("version", "seen"):
            self.data[name] = str(now[name])


def _initial(record: Record) -> dict[str, Any]:
    shown = {name: getattr(record, name) for name in _SHOWN}
    return {"version": record.version, "seen": marks_of(*shown.values()), **shown}


def record_initial(
    record: Record | None, day: TroupeDay | None, key: Any
) -> dict[str, Any]:
    """What the fields show of what was said before."""
    told: dict[str, Any] = {"key": key}
    if record is not None:
        told |= _initial(record)
    return told | day_initial(day)

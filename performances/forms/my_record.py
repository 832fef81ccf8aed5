"""What a troupe reports on the road of a show it had planned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..models import Performance, Record, TroupeDay
from ..plausible import Figure
from ..scheduling.report_facts import RecordFacts
from .my_day import DayPart, day_initial
from .my_fields import figure_field, words_field
from .my_photos import PhotosPart


class RecordForm(PhotosPart, DayPart):
    """On-site and online audience apart; empty means that nobody counted."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
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
    # As they stand on the page: so what is wrong is listed.
    field_order = (
        *("onsite_audience", "online_views", "remarks"),
        *DayPart.field_order,
    )

    def __init__(self, *args: Any, mode: str, **more: Any) -> None:
        super().__init__(*args, **more)
        if mode == Performance.Mode.ONLINE:
            del self.fields["onsite_audience"]
        if mode == Performance.Mode.ON_SITE:
            del self.fields["online_views"]

    def facts(self) -> RecordFacts:
        said = self.cleaned_data
        return RecordFacts(
            onsite_audience=said.get("onsite_audience"),
            online_views=said.get("online_views"),
            remarks=said["remarks"].strip(),
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

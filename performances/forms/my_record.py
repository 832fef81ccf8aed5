"""What a troupe reports on the road of a show it had planned."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Performance, Record, RecordPhoto, TroupeDay
from ..picture_rights import cleared
from ..plausible import Figure
from ..scheduling.report_facts import RecordFacts
from ..scheduling.report_photos import MOST_PHOTOS, PhotoFacts
from ..scheduling.sent_photos import faults_of
from .my_day import DayPart, day_initial
from .my_fields import figure_field, words_field

_MOST_BYTES = 12 * 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class RecordForm(DayPart):
    """On-site and online audience apart; empty means that nobody counted. `there` are
    pictures that have arrived: each may be deleted."""

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
    photos = forms.Field(
        # Translators: zh: 照片
        label=gettext_lazy("Photographs"),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    consent = words_field(
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
    # Said by the script: what is chosen now is all there is to be of this sending.
    all_photos = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        mode: str,
        there: list[RecordPhoto] | None = None,
        **more: Any,
    ) -> None:
        self.there = there or []
        super().__init__(data, files, **more)
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
        if self.errors and "photos" not in self.errors:
            # Refused in any case: what else is wrong is said at once.
            told = faults_of(self._read_photos(consent="", may_publish=False))
            if told:
                self.add_error("photos", told)
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
        return self._read_photos(
            consent=said["consent"], may_publish=said["may_publish"]
        )

    def _read_photos(self, **said: Any) -> list[PhotoFacts]:
        for one in self.sent:
            one.seek(0)
        return [PhotoFacts(data=one.read(_MOST_BYTES + 1), **said) for one in self.sent]

    @property
    def shown_photos(self) -> list[dict[str, Any]]:
        """For the page: each that has arrived, and whether it is ticked."""
        return [
            {"photo": one, "name": _out(one), "is_out": _out(one) in self.data}
            for one in cleared(self.there)
        ]

    def photos_out(self) -> list[RecordPhoto]:
        """Those that were there and are ticked to be deleted."""
        return [one for one in self.there if _out(one) in self.data]


def _out(photo: RecordPhoto) -> str:
    return f"photo_{photo.pk}_out"


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

"""Pictures of a show as they are told on the road: chosen now, waiting on the site
since the form went through another step, and those that have arrived."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import RecordPhoto, WaitingPicture
from ..picture_rights import cleared
from ..pictures import MOST_BYTES
from ..scheduling.report_photos import MOST_PHOTOS, PhotoFacts, too_many
from ..scheduling.sent_photos import faults_of
from .my_fields import MyForm, words_field

# The name under which a form says which waiting pictures it brings.
WAITS = "waits"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosPart(MyForm):
    """`there` are pictures that have arrived: each may be deleted. `waiting` are those
    this form had brought before (scheduling/waiting_pictures.py): each may be left out;
    `came` are digests of those that have arrived with it."""

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
        there: list[RecordPhoto] | None = None,
        waiting: list[WaitingPicture] | None = None,
        came: frozenset[str] = frozenset(),
        **more: Any,
    ) -> None:
        self.there, self.waiting, self.came = there or [], waiting or [], came
        super().__init__(data, files, **more)
        self.sent = files.getlist("photos") if files is not None else []
        self._say_how_many()

    def _say_how_many(self) -> None:
        """Beside the field, and to the script, which says it before anything leaves."""
        # After a refusal what has arrived is among what is chosen: the verb counts.
        there = 0 if self.is_bound else len(self.there)
        left = max(MOST_PHOTOS - there, 0)
        # Translators: zh: 一场最多%(most)s张，还能发%(left)s张。
        more = _("At most %(most)s of one show; %(left)s more can be sent.")
        # Translators: zh: 一场最多%(most)s张。
        told = more if there else _("At most %(most)s of one show.")
        field, numbers = self.fields["photos"], {"most": MOST_PHOTOS, "left": left}
        field.help_text = told % numbers
        field.widget.attrs |= {"data-most": left, "data-many": field.help_text}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self._gone():
            # Translators: zh: 留着的照片已经过了一天，找不到了。请重新选照片。
            self.add_error(
                "photos",
                _("The pictures that waited here are gone by now. Choose them again."),
            )
        if len(self.sent) + len(self._brought()) > MOST_PHOTOS:
            self.add_error("photos", too_many())
        if self.brings_photos and not (values.get("consent") or "").strip():
            self.add_error("consent", _("Note who agreed to the picture, and how."))
        if self.errors and "photos" not in self.errors:
            # Refused in any case: what else is wrong is said at once.
            told = faults_of(self._read_sent(consent="", may_publish=False))
            if told:
                self.add_error("photos", told)
        return values

    @property
    def brings_photos(self) -> bool:
        return bool(self.sent or self._brought())

    def photo_facts(self) -> list[PhotoFacts]:
        """Each picture once, those that waited first."""
        said = {name: self.cleaned_data[name] for name in ("consent", "may_publish")}
        waited = [
            PhotoFacts(data=bytes(one.data), digest=one.digest, **said)
            for one in self._brought()
        ]
        known = {one.digest for one in waited}
        chosen = self._read_sent(**said)
        return waited + [
            one for one in chosen if sha256(one.data).hexdigest() not in known
        ]

    def hold(self, waiting: list[WaitingPicture], told: str) -> None:
        """After a refusal: what was chosen waits on the site; `told` is what of it
        cannot. Nothing is chosen twice."""
        self.waiting, self.sent = waiting, []
        self.data = self.data.copy()
        self.data.setlist(WAITS, [one.digest for one in waiting])
        if told and "photos" not in self.errors:
            self.add_error("photos", told)

    @property
    def shown_waiting(self) -> list[dict[str, Any]]:
        """For the page: each that waits, and whether it is to be sent."""
        brought = {one.pk for one in self._brought()}
        return [
            {"photo": one, "is_in": not self.is_bound or one.pk in brought}
            for one in self.waiting
        ]

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

    def _brought(self) -> list[WaitingPicture]:
        wanted = self._wanted()
        return [one for one in self.waiting if one.digest in wanted]

    def _gone(self) -> set[str]:
        return self._wanted() - {one.digest for one in self.waiting} - self.came

    def _wanted(self) -> set[str]:
        return set(self.data.getlist(WAITS)) if self.is_bound else set()

    def _read_sent(self, **said: Any) -> list[PhotoFacts]:
        for one in self.sent:
            one.seek(0)
        return [PhotoFacts(data=one.read(MOST_BYTES + 1), **said) for one in self.sent]


def _out(photo: RecordPhoto) -> str:
    return f"photo_{photo.pk}_out"

"""Whose calendar file is taken over, how, and the file itself between two pages."""

import zlib
from base64 import b64decode, b64encode
from binascii import Error
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base.grouped_choice import Offer, OfferedField

from ..ics_files import MOST_BYTES
from ..statuses import Status
from .previewed import PreviewedForm, mark_of
from .show import DRAFTS_OR_HOLDS

# Base64 of a file of MOST_BYTES that cannot be compressed.
_MOST_CARRIED = 1_500_000


class CalendarFileForm(PreviewedForm):
    """`clean` leaves the bytes as `raw`. A browser gives up its file with the first
    page, so the page carries it on, packed: nothing of it is stored here."""

    troupe = OfferedField(label=gettext_lazy("Troupe"))
    file = forms.FileField(
        label=gettext_lazy("Calendar file (.ics)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        # Translators: zh: 最大1MB,最多500场。不是.ics的请先在原来的日历里选择“导出”。
        help_text=gettext_lazy(
            "At most 1 MB and 500 events. Your other calendar makes one under “Export”."
        ),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Enter what is new as"),
        choices=DRAFTS_OR_HOLDS,
        initial=Status.DRAFT.value,
        widget=forms.RadioSelect,
    )
    carried = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=_MOST_CARRIED
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, troupes: Offer, **kwargs: Any
    ) -> None:
        initial = {"troupe": troupes.only} if troupes.only is not None else {}
        super().__init__(data, files, initial=initial, **kwargs)
        self.fields["troupe"].take(troupes)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "file" in self.errors:
            return values
        raw = self._uploaded() or unpack(values.get("carried") or "")
        if not raw and "file" not in self.errors:
            self.add_error("file", _("Choose the .ics file of the other calendar."))
        values["raw"] = raw
        return values

    def _uploaded(self) -> bytes:
        found = self.cleaned_data.get("file")
        if found is None:
            return b""
        if found.size > MOST_BYTES:
            self.add_error(
                "file",
                _(
                    "The file is larger than 1 MB. Export fewer months, or only the "
                    "calendar of this troupe."
                ),
            )
            return b""
        return found.read(MOST_BYTES + 1)


def pack(raw: bytes) -> str:
    return b64encode(zlib.compress(raw)).decode("ascii")


def unpack(text: str) -> bytes:
    """The bytes of `pack`; nothing for what is none of it or too large."""
    try:
        packed = b64decode(text, validate=True)
        raw = zlib.decompressobj().decompress(packed, MOST_BYTES + 1)
    except (Error, ValueError, zlib.error):
        return b""
    return raw if len(raw) <= MOST_BYTES else b""


def fingerprint(form: CalendarFileForm, kept: list[Any]) -> str:
    """Changes with the file, the choices and our rows: then it is shown anew."""
    values = form.cleaned_data
    rows = [
        (
            row.mark,
            row.fate.value,
            row.performance.version if row.performance else 0,
            row.facts.venue.pk if row.facts and row.facts.venue else 0,
        )
        for row in kept
    ]
    raw = sha256(values["raw"]).hexdigest()
    return mark_of(values["troupe"].pk, values["status"], rows, raw)

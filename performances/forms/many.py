"""What to do with many shows at once, and with which of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..scheduling.shift import FURTHEST_DAYS
from .accepting import accept_field
from .instants import InstantField
from .previewed import PreviewedForm, mark_of

CONFIRM, ANNOUNCE, ASK, SHIFT = "confirm", "announce", "ask", "shift"
ACTS = [
    (CONFIRM, gettext_lazy("Confirm")),
    (ANNOUNCE, gettext_lazy("Announce")),
    (ASK, gettext_lazy("Ask the league to announce them")),
    (SHIFT, gettext_lazy("Move by days")),
]


class ManyForm(PreviewedForm):
    """`rows` are ids with the version that was seen, chosen in the table above."""

    act = forms.ChoiceField(
        label=gettext_lazy("What to do with them"),
        choices=ACTS,
        initial=CONFIRM,
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("By how many days"),
        required=False,
        min_value=-FURTHEST_DAYS,
        max_value=FURTHEST_DAYS,
        help_text=gettext_lazy("With a minus to move back, such as -7."),
    )
    at = InstantField(
        label=gettext_lazy("Public from"),
        required=False,
        help_text=gettext_lazy("Empty: at once. Beijing time."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why they move"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Public: stands beside the new time in the change log."),
    )
    accept = accept_field()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        lacks_days = not (values.get("days") or "days" in self.errors)
        if values.get("act") == SHIFT and lacks_days:
            self.add_error("days", _("Say by how many days they move."))
        return values

    def facts(self) -> dict[str, Any]:
        """What the chosen act has to be told; the other fields do not count."""
        values = self.cleaned_data
        return {
            CONFIRM: {"accept": values["accept"]},
            ANNOUNCE: {"at": values["at"]},
            ASK: {"at": values["at"]},
            SHIFT: {name: values[name] for name in ("days", "reason", "accept")},
        }[values["act"]]

    def fingerprint(self, versions: dict[int, int]) -> str:
        """Changes with the act, its facts and the rows: then it is shown anew."""
        told = (self.cleaned_data["act"], sorted(self.facts().items(), key=str))
        return mark_of(told, sorted(versions.items()))


def read_rows(values: list[str], *, most: int) -> dict[int, int]:
    """Versions by id from what the table's boxes sent; nonsense is left out."""
    found = {}
    for value in values[: most + 1]:
        key, _colon, version = value[:40].partition(":")
        if key.isdecimal() and version.isdecimal():
            found[int(key)] = int(version)
    return found


def read_keys(values: list[str], *, most: int) -> set[int]:
    """Ids from what a table's boxes sent; nonsense is left out."""
    return {int(value) for value in values[: most + 1] if value[:20].isdecimal()}

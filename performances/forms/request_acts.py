"""What the desk fills in to answer a request; one form for every act."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troupes.admin.choices import troupe_field
from ulanmuqi.base.pickers import DayPicker, HourPicker
from ulanmuqi.base.plain_text import PlainForm

from .count_field import CountField
from .instants import DayField, HourField


def _words(help_text: Any = "") -> forms.Field:
    return forms.CharField(
        label=_("Words"),
        max_length=500,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


# Every field an act may ask for, by the name scheduling gives the fact.
FIELDS = {
    "words": partial(_words, _("The asker reads them on the request’s own page.")),
    "inside": partial(_words, _("For those who handle it; the asker never reads it.")),
    "told": partial(_words, _("What was said on the telephone.")),
    "reason": lambda: forms.CharField(
        label=_("Why it cannot be"),
        max_length=500,
        help_text=_("The asker reads it. Say what would make it possible."),
        widget=forms.Textarea(attrs={"rows": 3}),
    ),
    "day": lambda: DayField(label=_("Day"), widget=DayPicker()),
    "hour": lambda: HourField(label=_("Hour"), widget=HourPicker()),
    "anyway": lambda: forms.BooleanField(label=_("I know; this day all the same")),
    "audience": lambda: CountField(label=_("How many came")),
    "troupe": lambda: troupe_field(label=_("Troupe")),
}
# What a form calls otherwise than the verb.
_FACTS = {"inside": "words", "told": "words"}


class RequestActForm(PlainForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, data: Any = None, *, asks: dict[str, bool], version: int
    ) -> None:
        super().__init__(data, initial={"version": version})
        for name, required in asks.items():
            field = FIELDS[name]()
            field.required = required
            self.fields[name] = field
        self.asks = tuple(asks)

    def without_the_tick(self) -> None:
        """It is asked for once there is something to be known."""
        if not self.data.get("anyway"):
            self.fields.pop("anyway", None)

    def told(self) -> dict[str, Any]:
        """The facts given, by the verb's names; what was left empty is left out."""
        given = {_FACTS.get(n, n): self.cleaned_data.get(n) for n in self.asks}
        return {name: value for name, value in given.items() if value not in ("", None)}

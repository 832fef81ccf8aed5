"""Which show a report is of, where somebody on the road chose the wrong line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .my_fields import MyForm


class CarryForm(MyForm):
    """`shows` are (value, words), a value being the show's key and the version that was
    seen; `days` and `empty_show` say what may go along, "" where nothing may."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(
        # Translators: zh: 其实是哪一场
        label=_("The show it is of"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the show."),
            "invalid_choice": _(
                "That show was changed or reported meanwhile. Look at the list as it "
                "is now, and choose again."
            ),
        },
    )
    with_days = forms.BooleanField(required=False)
    takes_away = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        version: int,
        shows: Sequence[tuple[str, str]],
        days: str,
        empty_show: str,
    ) -> None:
        super().__init__(data, initial={"version": version, "takes_away": True})
        self.fields["to"].choices = shows
        if len(shows) == 1:
            self.fields["to"].initial = shows[0][0]
        for name, label in (("with_days", days), ("takes_away", empty_show)):
            if label:
                self.fields[name].label = label
            else:
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        values = self.cleaned_data
        key, _colon, seen = values["to"].partition(":")
        return {
            "to": int(key),
            "to_version": int(seen),
            "version": values["version"],
            "with_days": values.get("with_days", False),
            "takes_away": values.get("takes_away", False),
        }

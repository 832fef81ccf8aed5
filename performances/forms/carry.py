"""Which show a report is of, where it was made for another one: what the desk's form
and the phone's ask alike."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CarryFields(forms.Form):
    """The fields of a day and of an empty show are there where they have a label."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(
        # Translators: zh: 其实是哪一场
        label=_("The show it is of"),
        widget=forms.RadioSelect,
        error_messages={
            # Translators: zh: 请选一场。
            "required": _("Choose the show."),
            # Translators: zh: 这一场刚刚改过，或者已经有记录了。请看看现在的列表，再选一次。
            "invalid_choice": _(
                "That show was changed or reported meanwhile. Look at the list as it "
                "is now, and choose again."
            ),
        },
    )
    with_days = forms.BooleanField(required=False)
    takes_away = forms.BooleanField(required=False)

    def offer(
        self, shows: Sequence[tuple[str, str]], *, with_days: Any, takes_away: Any
    ) -> None:
        """`shows` are (value, words), a value being the show's key and the version that
        was seen: "17:3". The others are labels, "" where nothing may go along."""
        self.fields["to"].choices = shows
        if len(shows) == 1:
            self.fields["to"].initial = shows[0][0]
        for name, label in (("with_days", with_days), ("takes_away", takes_away)):
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
            "version": values["version"] or 0,
            "with_days": values.get("with_days", False),
            "takes_away": values.get("takes_away", False),
        }

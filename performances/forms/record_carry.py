"""Which show a record is of, where it was reported for another one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm


class CarryForm(PlainForm):
    """`shows` are (value, words), a value being the show's key and the version that was
    seen: "17:3". The fields of a day and of an empty show are there where there is one;
    `is_only_show` says that nothing else of that day needs its kilometres."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
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
    reason = forms.CharField(
        # Translators: zh: 说明
        label=_("A word on it"),
        max_length=200,
        required=False,
        help_text=_("The troupe reads it in the notice and on the record."),
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        version: int,
        shows: Sequence[tuple[str, str]],
        days: str = "",
        is_only_show: bool = False,
        empty_show: str = "",
        is_told: bool = True,
    ) -> None:
        initial = {"version": version, "with_days": is_only_show, "takes_away": True}
        super().__init__(data, initial=initial)
        self.fields["to"].choices = shows
        if len(shows) == 1:
            self.fields["to"].initial = shows[0][0]
        if days:
            # Translators: zh: 那天的行程也是另一天的，一起改过去
            self.fields["with_days"].label = _(
                "That day's journey was of the other day"
            )
            self.fields["with_days"].help_text = days
        else:
            del self.fields["with_days"]
        if empty_show:
            self.fields["takes_away"].label = empty_show
            self.fields["takes_away"].help_text = _(
                "Nobody had planned it: it was entered with this record, and goes with "
                "it. Leave it out if it took place as well."
            )
        else:
            del self.fields["takes_away"]
        if not is_told:
            del self.fields["reason"]

    def facts(self) -> dict[str, Any]:
        values = self.cleaned_data
        key, _colon, seen = values["to"].partition(":")
        return {
            "to": int(key),
            "to_version": int(seen),
            "version": values["version"] or 0,
            "with_days": values.get("with_days", False),
            "takes_away": values.get("takes_away", False),
            "reason": values.get("reason", ""),
        }

"""Which show a record is of, where it was reported for another one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm

from .carry import CarryFields


class CarryForm(CarryFields, PlainForm):
    """The fields of a day and of an empty show are there where there is one;
    `is_only_show` says that nothing else of that day needs its kilometres."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
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
        # Translators: zh: 那天的行程也是另一天的，一起改过去
        moved = _("That day's journey was of the other day") if days else ""
        self.offer(shows, with_days=moved, takes_away=empty_show)
        if days:
            self.fields["with_days"].help_text = days
        if empty_show:
            self.fields["takes_away"].help_text = _(
                "Nobody had planned it: it was entered with this record, and goes with "
                "it. Leave it out if it took place as well."
            )
        if not is_told:
            del self.fields["reason"]

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "reason": self.cleaned_data.get("reason", "")}

"""The league's word on a report: agreed to, or sent back with what to mend."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm

from ..models import ReportState

LONGEST_NOTE = 300


def outcome_field() -> forms.ChoiceField:
    """Said by the button that sends the form."""
    return forms.ChoiceField(
        label=_("What the league says"),
        choices=[
            # Translators: zh: 通过
            (ReportState.REVIEWED.value, _("Agree")),
            # Translators: zh: 退回队伍
            (ReportState.RETURNED.value, _("Send back to the troupe")),
        ],
        widget=forms.HiddenInput,
    )


class WordForm(PlainForm):
    """On the page of one report. `is_denied`: whoever asked for the show says that it
    was not there."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = outcome_field()
    note = forms.CharField(
        label=_("A word to the troupe"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Any = None, *, version: int, is_denied: bool = False
    ) -> None:
        super().__init__(data, initial={"version": version})
        told = [_("Needed when it is sent back: what to mend.")]
        if is_denied:
            told.append(
                # Translators: zh: 点单人说没有演，要通过也请写一句问过谁、怎么说。
                _(
                    "Whoever asked says it did not take place: to agree, too, write "
                    "whom you asked and what they said."
                )
            )
        self.fields["note"].help_text = " ".join(str(one) for one in told)

"""Which row goes on when two are merged, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .previewed import PreviewedForm


class MergeForm(PreviewedForm):
    """`previewed` is set once the consequences were shown for exactly this choice."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Kept in the log of both."),
    )

    field_order = ("into", "reason", "disclose", "previewed")

    def __init__(
        self, data: Any = None, *, into: forms.ModelChoiceField, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["into"] = into
        self.order_fields(self.field_order)

    def ask_to_disclose(self) -> None:
        """One more tick: a place becomes known that was known by its banner alone."""
        self.fields["disclose"] = forms.BooleanField(
            label=_("The public may know this place by that name"), required=False
        )
        self.order_fields(self.field_order)

    @property
    def choice(self) -> str:
        """What `previewed` must say for the merge to happen."""
        return str(self.cleaned_data["into"].pk)

    @property
    def was_previewed(self) -> bool:
        return self.is_as_seen(self.choice)

"""Why something goes ahead although a rule warns: one field, wherever it is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _


def accept_field(*, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=_("Why it goes ahead despite the warnings"),
        max_length=300,
        required=required,
        help_text=_("Kept with your name, until the facts change."),
    )

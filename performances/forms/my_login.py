"""What is typed at the door of /my/."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm


class LoginForm(PlainForm):
    """Nothing of it is stored, so the password may be any text."""

    username = forms.CharField(
        # Translators: zh: 用户名
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

"""What is typed at the door of /my/."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm

_NAME_MISSING = _("Write your user name, the one of the admin.")
_PASSWORD_MISSING = _("Write your password.")


class LoginForm(PlainForm):
    """Nothing of it is stored, so the password may be any text."""

    username = forms.CharField(
        # Translators: zh: 用户名
        label=_("User name"),
        max_length=150,
        error_messages={"required": _NAME_MISSING},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "data-say": _NAME_MISSING,
            }
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        error_messages={"required": _PASSWORD_MISSING},
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "data-say": _PASSWORD_MISSING}
        ),
    )
    next = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

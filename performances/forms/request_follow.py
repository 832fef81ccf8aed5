"""What the asker sends from the request's own page; each button is a small form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm

from .count_field import CountField

ACTS = SUITS, SUITS_NOT, REPLY, WITHDRAW, PLAYED, NOT_PLAYED = (
    "suits", "suits_not", "reply", "withdraw", "played", "not_played",
)  # fmt: skip


class FollowForm(PlainForm):
    """`seen` is the version the page showed: an answer counts for what it said."""

    act = forms.ChoiceField(choices=[(one, one) for one in ACTS])
    seen = forms.IntegerField(min_value=1, max_value=10**6)
    words = forms.CharField(max_length=500, required=False)
    audience = CountField(required=False)
    sure = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        act = facts.get("act")
        if act == REPLY and not facts.get("words", "").strip():
            self.add_error("words", _("Write a few words."))
        if act == WITHDRAW and not facts.get("sure"):
            # Translators: zh: 请先勾选“不再需要”。
            self.add_error("sure", _("Tick that it is no longer needed."))
        return facts


class FindForm(PlainForm):
    number = forms.CharField(label=_("Number of the request"), max_length=24)
    phone = forms.CharField(label=_("The telephone you gave"), max_length=40)

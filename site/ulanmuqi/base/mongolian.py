"""Text in the traditional Mongolian script: what may be entered, and its field."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

# Letters, marks and joiners of the Mongolian block, and a blank between words. Letters
# of Todo, Sibe and Manchu are left out: neither public font has them.
_SCRIPT = re.compile("[\u1800-\u180f\u1820-\u1842\u202f\u200c\u200d ]*")
_LETTER = re.compile("[\u1820-\u1842]")
# What the small font of names holds; see static/fonts/README.md.
_NAMES = re.compile("[\u180a-\u180f\u1820-\u1837\u202f\u200c\u200d ]*")


def clean_text(text: str) -> str:
    """Composed, with single blanks. Raises ValidationError for any other script."""
    text = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip(" ")
    if not _SCRIPT.fullmatch(text):
        raise ValidationError(
            # Translators: zh: 这里只写传统蒙古文字母，不写西里尔字母、汉字、拉丁字母和
            # 数字。
            _(
                "Write letters of the traditional Mongolian script only: no Cyrillic, "
                "Chinese or Latin letters, and no digits."
            )
        )
    if text and not _LETTER.search(text):
        # Translators: zh: 这里没有蒙古文字母。
        raise ValidationError(_("There is no Mongolian letter in this."))
    return text


def checked_text(text: str, checked: str) -> str:
    """The one rule of what is shown: a text while it is the one that somebody who reads
    the script has checked. Changed anywhere, it is gone until it is checked again."""
    return text if text == checked else ""


def has_rare_letters(text: str) -> bool:
    """Whether a word needs the larger font: letters of loanwords, or punctuation."""
    return _NAMES.fullmatch(text) is None


class MongolianInput(forms.TextInput):
    """A line to type in, and beside it the word as it will stand, upright."""

    template_name = "widgets/mongolian_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"lang": "mn-Mong", "spellcheck": "false"} | (attrs or {}))

    class Media:
        js = ("js/admin/mongolian-preview.js",)
        css = {"all": ("css/admin-mongolian.css",)}


class MongolianFormField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": MongolianInput})

    def clean(self, value: Any) -> str:
        return clean_text(super().clean(value))


class MongolianField(models.CharField):
    """A CharField in the database; its form shows the script and asks for it."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**kwargs, "form_class": MongolianFormField})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

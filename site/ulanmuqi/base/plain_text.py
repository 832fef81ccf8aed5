"""Refuses text that may not be entered, at the field and in words (see `texts`)."""

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from .texts import Fault, fault_of


def sentence(fault: Fault) -> str:
    """What to do about it, in the language of whoever typed it."""
    if fault.mark:
        # Translators: zh: 请只写文字，去掉“%(mark)s”。
        return _("Write plain words, without “%(mark)s”.") % {"mark": fault.mark}
    if not fault.near:
        # Translators: zh: 开头有一个日历和手机显示不了的字符（%(code)s）。请把这一栏清空
        # 后重新打一遍。
        return _(
            "It begins with a character that calendars and telephones cannot show "
            "(%(code)s). Empty the field and type it again."
        ) % {"code": fault.code}
    # Translators: zh: “%(near)s”后面有一个日历和手机显示不了的字符（%(code)s）。请删掉
    # 它，或把这几个字重新打一遍。
    return _(
        "After “%(near)s” comes a character that calendars and telephones cannot show "
        "(%(code)s). Delete it, or type these words again."
    ) % {"near": fault.near, "code": fault.code}


def unfit(row: models.Model, names: Any = None) -> tuple[str, str] | None:
    """The first text of the row that may not be stored, as field and sentence."""
    for name in _texts(type(row)) if names is None else names:
        value = row.__dict__.get(name)
        fault = fault_of(value) if isinstance(value, str) else None
        if fault is not None:
            return name, sentence(fault)
    return None


class PlainTexts(models.Model):
    """For rows saved by model forms: every text of theirs is plain, or says why not."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        errors = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.update_error_dict({})
        for name in _texts(type(self)):
            fault = fault_of(getattr(self, name) or "")
            if fault is not None and name not in errors and name not in (exclude or ()):
                errors[name] = [sentence(fault)]
        if errors:
            raise ValidationError(errors)


class PlainForm(forms.Form):
    """A form whose texts are plain. What `clean` of a subclass finds comes beside."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values = self.cleaned_data if values is None else values
        for name, value in list(values.items()):
            fault = fault_of(value) if isinstance(value, str) else None
            if fault is not None:
                self.add_error(name, sentence(fault))
        return values

    @property
    def wrong_fields(self) -> list[forms.BoundField]:
        """Those somebody sees and has to mend, in the order of the page."""
        return [field for field in self.visible_fields() if field.errors]


@cache
def _texts(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and field.editable
    )

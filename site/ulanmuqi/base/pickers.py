"""Wagtail's pickers of a day and an hour, which leave what was typed as it was.

By themselves they put today or the present minute in the place of what they cannot read
("25:00", "下午3点"), unseen, as soon as the field is left. Here it stays, and the form
says what is wrong with it.
"""

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput


class _AsTyped:
    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}  # type: ignore[misc]


class DayPicker(_AsTyped, AdminDateInput):
    """2026-07-01."""


class HourPicker(_AsTyped, AdminTimeInput):
    """19:30."""


class InstantPicker(_AsTyped, AdminDateTimeInput):
    """2026-07-01 19:30, where Wagtail asks for both in one field."""


def use_pickers() -> None:
    """In every form Wagtail makes of a model; called once, at the start."""
    for field, widget in (
        (models.DateField, DayPicker),
        (models.TimeField, HourPicker),
        (models.DateTimeField, InstantPicker),
    ):
        register_form_field_override(field, override={"widget": widget})

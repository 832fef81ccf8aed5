"""A number of people, read as people write it: 200人, 150人左右, 约两百."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..scheduling.request_asking import MOST_AUDIENCE
from ..typed_counts import read_count

_CHECK = _("Check the number of people.")


class CountField(forms.IntegerField):
    """Bounds are told in words, as what is no number is."""

    default_error_messages = {
        "invalid": _("Write a number, such as 200."),
        "min_value": _CHECK,
        "max_value": _CHECK,
    }
    widget = forms.TextInput

    def __init__(self, *, min_value: int = 0, **more: Any) -> None:
        super().__init__(min_value=min_value, max_value=MOST_AUDIENCE, **more)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric"}

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        number = read_count(str(value))
        # Beyond any bound it need not be exact, and no fraction is a number of people.
        if number is None or (number <= MOST_AUDIENCE and number != int(number)):
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return int(min(number, MOST_AUDIENCE + 1))

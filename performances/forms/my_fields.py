"""Fields of /my/: read whatever a thumb types, and say in words what is missing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base.plain_text import PlainForm

from ..plausible import Figure, is_absurd
from ..scheduling.report_facts import told_absurd
from ..typed_numbers import read_number
from .instants import DayField, HourField

# A moment of the device's clock, in milliseconds; more is no moment.
_LATEST_TURN = 10**15


class MyForm(PlainForm):
    """Every form of /my/ carries a key of its own, so that what is sent twice counts
    once. `turn` rises with every press of the button (js/my.js): of two words under
    one key the later one counts, in whatever order they arrive."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    turn = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=_LATEST_TURN,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        put_into_words(self.fields)

    def full_clean(self) -> None:
        """What no field shows is said above them all."""
        super().full_clean()
        if any(field.errors for field in self.hidden_fields()):
            # Translators: zh: 这一页没有收全，没有发出。请重新打开这一页再填。
            self.add_error(
                None,
                _(
                    "This page did not come whole, so nothing was sent. Open it anew "
                    "and fill it in again."
                ),
            )


def put_into_words(fields: dict[str, forms.Field]) -> dict[str, forms.Field]:
    """What is too long or missing is said in our words, by the browser too (my.js)."""
    for field in fields.values():
        # Translators: zh: 最多%(limit_value)s个字。
        field.error_messages["max_length"] = _(
            "At most %(limit_value)s characters, please."
        )
        missing = field.error_messages["required"]
        if missing != forms.Field.default_error_messages["required"]:
            field.widget.attrs["data-say"] = missing
    return fields


class NumberField(forms.Field):
    """Reads １２０, 1,200 and 120人; None is "not said"."""

    def __init__(
        self,
        label: Any,
        check: Callable[[Decimal], None],
        *,
        places: int = 0,
        **more: Any,
    ) -> None:
        mode = "decimal" if places else "numeric"
        # A field of the type number swallows what it cannot read.
        widget = forms.TextInput(
            attrs={"inputmode": mode, "autocomplete": "off", "maxlength": 20}
        )
        self.check, self.places = check, places
        super().__init__(label=label, required=False, widget=widget, **more)

    def to_python(self, value: Any) -> Decimal | int | None:
        text = str(value or "").strip()
        if not text:
            return None
        number = read_number(text)
        if number is None:
            raise ValidationError(self._no_number())
        if number < 0:
            # Translators: zh: 不能比0小。
            raise ValidationError(_("It cannot be less than 0."))
        # Before it is rounded: a number of thirty digits cannot be.
        self.check(number)
        rounded = round(number, self.places)
        if rounded != number:
            raise ValidationError(self._too_fine(rounded))
        return rounded if self.places else int(rounded)

    def _no_number(self) -> str:
        if self.places:
            # Translators: zh: 写数字，比如7.5。不知道就空着。
            return _("Write a number, such as 7.5; leave it empty if you do not know.")
        # Translators: zh: 写数字，比如120。没数就空着。
        return _("Write a number, such as 120; leave it empty if nobody counted.")

    def _too_fine(self, rounded: Decimal) -> str:
        if self.places:
            # Translators: zh: 小数只写一位，比如%(near)s。
            told = _("One digit after the point is enough: %(near)s.")
        else:
            # Translators: zh: 写整数，比如%(near)s。
            told = _("Write a whole number: %(near)s.")
        return told % {"near": f"{rounded:f}"}


def figure_field(figure: Figure, label: Any, **more: Any) -> NumberField:
    """Told at the field, before anything of the report is written."""

    def check(value: Decimal) -> None:
        if is_absurd(figure, value):
            raise ValidationError(told_absurd(figure))

    return NumberField(label, check, **more)


def words_field(
    label: Any, most: int, *, missing: Any = "", **more: Any
) -> forms.CharField:
    """`missing` says what to write where something has to be."""
    if missing:
        more["error_messages"] = {"required": missing}
    return forms.CharField(label=label, max_length=most, required=bool(missing), **more)


class DayInput(forms.DateInput):
    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if hasattr(value, "isoformat") else value


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def day_field(label: Any, **more: Any) -> DayField:
    return DayField(
        label=label,
        widget=DayInput,
        error_messages={
            # Translators: zh: 写哪一天。
            "required": gettext_lazy("Say on which day."),
            "invalid": gettext_lazy("Write the day like 2026-07-01."),
        },
        **more,
    )


def hour_field(label: Any, **more: Any) -> HourField:
    return HourField(
        label=label,
        widget=HourInput,
        error_messages={
            "required": gettext_lazy("Say at what hour."),
            "invalid": gettext_lazy("Write the hour like 19:30."),
        },
        **more,
    )


def place_field(**more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
        **more,
    )

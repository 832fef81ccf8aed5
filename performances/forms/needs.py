"""What a show needs of its venue: the fields beside which the stage rules speak."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.plain_text import PlainForm

from ..models import Performance

# Facts of a show by the same names.
NEEDS = (
    "expected_audience", "needs_width_m", "needs_depth_m", "needs_height_m",
    "needs_power", "needs_power_kw", "needs_dressing_rooms", "needs_truck",
    "needs_heating", "needs_light", "needs_sound",
)  # fmt: skip

# Ten thousand on a Nadam ground; a metre more than any stage there is.
MOST_PEOPLE, MOST_METRES, MOST_KW, MOST_ROOMS = 1_000_000, 200, 9_999, 200


def _metres(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_METRES,
        max_digits=5,
        decimal_places=1,
    )


def _count(label: str, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, help_text=help_text
    )


class NeedsForm(PlainForm):
    """Private. What is left empty asks for nothing and is held against no venue."""

    expected_audience = _count(
        _("Expected audience"), MOST_PEOPLE, _("People on the spot, about.")
    )
    needs_width_m = _metres(_("Stage width (m)"))
    needs_depth_m = _metres(_("Stage depth (m)"))
    needs_height_m = _metres(_("Clear height (m)"))
    needs_power = forms.ChoiceField(
        label=_("Power"),
        required=False,
        choices=[("", _("No special need")), *Performance.POWERS],
    )
    needs_power_kw = _count(_("Power (kW)"), MOST_KW)
    needs_dressing_rooms = _count(_("Dressing rooms"), MOST_ROOMS)
    needs_truck = forms.BooleanField(
        label=_("A truck must reach and turn"), required=False
    )
    needs_heating = forms.BooleanField(label=_("Must be heated"), required=False)
    needs_light = forms.BooleanField(
        label=_("Stage light must be there"), required=False
    )
    needs_sound = forms.BooleanField(label=_("Sound must be there"), required=False)

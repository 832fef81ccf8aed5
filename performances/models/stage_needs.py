"""What a show needs of its venue, in columns of its own row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Venue


def _metres(label: str) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=5, decimal_places=1, null=True, blank=True
    )


class StageNeeds(models.Model):
    """Private: technical, for crews and the venue. Empty asks for nothing."""

    POWERS = [
        (Venue.Power.SINGLE.value, Venue.Power.SINGLE.label),
        (Venue.Power.THREE.value, Venue.Power.THREE.label),
    ]

    expected_audience = models.PositiveIntegerField(
        _("expected audience"), null=True, blank=True
    )
    needs_width_m = _metres(_("stage width needed (m)"))
    needs_depth_m = _metres(_("stage depth needed (m)"))
    needs_height_m = _metres(_("clear height needed (m)"))
    needs_power = models.CharField(
        _("power needed"), max_length=8, choices=POWERS, blank=True
    )
    needs_power_kw = models.PositiveSmallIntegerField(
        _("power needed (kW)"), null=True, blank=True
    )
    needs_dressing_rooms = models.PositiveSmallIntegerField(
        _("dressing rooms needed"), null=True, blank=True
    )
    needs_truck = models.BooleanField(_("a truck must reach and turn"), default=False)
    needs_heating = models.BooleanField(_("must be heated"), default=False)
    needs_light = models.BooleanField(_("stage light must be there"), default=False)
    needs_sound = models.BooleanField(_("sound must be there"), default=False)

    class Meta:
        abstract = True

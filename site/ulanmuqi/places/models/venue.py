"""Places where troupes play, with what the stage offers and who to call there."""

from typing import Any, Self
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.codes import random_code, validate_code
from ulanmuqi.base.names import Named

from ..hours import WeekHoursField, week_text
from ..kinds import OUTDOOR, VenueKind
from .region import Region


def _new_code() -> str:
    return f"v{random_code(6)}"


class VenueQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Venues that were not merged into another."""
        return self.filter(merged_into=None)

    def with_own_page(self) -> Self:
        """Venues the public may know by name."""
        return self.filter(public_precision=Venue.PublicPrecision.EXACT)


class Venue(Named):
    class CoordPrecision(models.TextChoices):
        EXACT = "exact", _("Exact: measured at the door")
        APPROXIMATE = "approximate", _("Approximate: within a few kilometres")
        SEAT = "seat", _("Seat: the point of its banner or city stands in")

    class PublicPrecision(models.TextChoices):
        EXACT = "exact", _("Name and point are public")
        BANNER = "banner", _("Only the banner is public (school, home, border post)")

    class Power(models.TextChoices):
        UNKNOWN = "", _("Not known")
        NONE = "none", _("None: bring a generator")
        SINGLE = "single", _("Single-phase")
        THREE = "three", _("Three-phase")

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        default=_new_code,
        validators=[validate_code],
        help_text=_("Part of the calendar's address. It never changes once used."),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="venues",
        verbose_name=_("region"),
        help_text=_("The lowest level you know: gacha, sumu, banner or city."),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=VenueKind, default=VenueKind.THEATRE
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    lat = models.FloatField(
        _("latitude (WGS-84)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    lon = models.FloatField(
        _("longitude (WGS-84)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    coord_precision = models.CharField(
        _("how sure the point is"),
        max_length=12,
        choices=CoordPrecision,
        default=CoordPrecision.SEAT,
    )
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    is_outdoor = models.BooleanField(_("outdoors"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    public_precision = models.CharField(
        _("what the public may know"),
        max_length=8,
        choices=PublicPrecision,
        default=PublicPrecision.EXACT,
        help_text=_(
            "Choose “only the banner” for schools, homes and border posts: the place "
            "then has no public page, feed or point, and its name stays inside."
        ),
    )
    is_shared = models.BooleanField(
        _("may hold several shows at once"),
        default=False,
        help_text=_("For large grounds with more than one stage."),
    )

    opening_hours = WeekHoursField(
        _("opening hours"),
        help_text=_(
            "When crews and visitors can be in the house. For example “9:00–12:00 "
            "14:00–22:30”, “closed”, or “all day”; empty while nobody knows."
        ),
    )

    stage_width_m = models.DecimalField(
        _("stage width (m)"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    stage_depth_m = models.DecimalField(
        _("stage depth (m)"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    stage_height_m = models.DecimalField(
        _("clear height (m)"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    power = models.CharField(
        _("power"), max_length=8, choices=Power, blank=True, default=Power.UNKNOWN
    )
    power_kw = models.PositiveSmallIntegerField(_("power (kW)"), null=True, blank=True)
    dressing_rooms = models.PositiveSmallIntegerField(
        _("dressing rooms"), null=True, blank=True
    )
    has_wings = models.BooleanField(_("has wings"), null=True, blank=True)
    has_heating = models.BooleanField(_("has heating"), null=True, blank=True)
    has_light = models.BooleanField(_("has stage light"), null=True, blank=True)
    has_sound = models.BooleanField(_("has sound"), null=True, blank=True)
    has_truck_access = models.BooleanField(
        _("a truck can reach and turn"), null=True, blank=True
    )
    has_mobile_signal = models.BooleanField(
        _("has mobile signal"), null=True, blank=True
    )
    technical_note = models.TextField(
        _("technical note"), blank=True, help_text=_("Private: for crews only.")
    )

    contact_name = models.CharField(_("contact person"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    contact_note = models.CharField(_("contact note"), max_length=200, blank=True)
    notice_email = models.EmailField(
        _("e-mail for notices"),
        blank=True,
        help_text=_("Changes of its shows are mailed there. Private."),
    )

    source = models.TextField(_("source"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["region__code", "name"]

    def clean(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValidationError({"lon": _("Give both latitude and longitude.")})
        if self.time_zone not in available_timezones():
            raise ValidationError(
                {"time_zone": _("Use a zone name such as Asia/Shanghai.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.is_outdoor:
            self.is_outdoor = self.kind in OUTDOOR
        super().save(*args, **kwargs)

    def get_opening_hours_display(self) -> str:
        return week_text(self.opening_hours)

    @property
    def is_private(self) -> bool:
        return self.public_precision == self.PublicPrecision.BANNER

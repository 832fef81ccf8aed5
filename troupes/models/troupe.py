"""A troupe as a row: its stable code, names, home, and whom to ask."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from ulanmuqi.base.codes import pinyin_slug, random_code, validate_code
from ulanmuqi.base.names import Named
from ulanmuqi.base.plain_text import PlainTexts
from ulanmuqi.places.models import Region


class Troupe(ClusterableModel, Named):
    class Level(models.TextChoices):
        REGION = "region", _("Autonomous region")
        LEAGUE = "league", _("League or city")
        BANNER = "banner", _("Banner or county")

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        blank=True,
        validators=[validate_code],
        help_text=_(
            "Part of the page's and the calendar's address; made from the name when "
            "left empty. It never changes once used."
        ),
    )
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    level = models.CharField(
        _("level"), max_length=6, choices=Level, default=Level.BANNER
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="troupes",
        verbose_name=_("home region"),
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1957), MaxValueValidator(2100)],
    )
    founded_on = models.DateField(_("founding day"), null=True, blank=True)
    base_address = models.CharField(_("base"), max_length=200, blank=True)
    base_lat = models.FloatField(_("latitude of the base"), null=True, blank=True)
    base_lon = models.FloatField(_("longitude of the base"), null=True, blank=True)
    public_phone = models.CharField(
        _("public telephone"),
        max_length=40,
        blank=True,
        help_text=_("Shown to everyone; the office number, never a private one."),
    )
    notice_email = models.EmailField(
        _("e-mail for notices"),
        blank=True,
        help_text=_("Changes of its shows are mailed there. Private."),
    )
    public_hours = models.CharField(_("telephone hours"), max_length=80, blank=True)
    source = models.TextField(_("source"), blank=True)
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("troupe")
        verbose_name_plural = _("troupes")
        ordering = ["region__code", "code"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.code:
            self.code = self._free_code()
        super().save(*args, **kwargs)

    def _free_code(self) -> str:
        base = pinyin_slug(self.short_name or self.name, limit=50) or "troupe"
        taken = Troupe.objects.filter(code=base).exists()
        return f"{base}-{random_code(4)}" if taken else base

    @property
    def display_name(self) -> str:
        """The short name where space is scarce, else the whole one; in English the only
        one there is."""
        if self.local_name != self.name:
            return self.local_name
        return self.short_name or self.name


class DutyContact(PlainTexts, Orderable):
    """Who answers for the troupe, by role. Private: crews and coordinators only.

    `duty` says whom a call sheet asks for; `role` what the person calls it.
    """

    class Duty(models.TextChoices):
        LEADER = "leader", _("Leader")
        DRIVER = "driver", _("Driver")
        OTHER = "other", _("Other")

    troupe = ParentalKey(Troupe, on_delete=models.CASCADE, related_name="duty_contacts")
    duty = models.CharField(_("duty"), max_length=8, choices=Duty, default=Duty.OTHER)
    role = models.CharField(_("role"), max_length=40)
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=40)

    class Meta(Orderable.Meta):
        verbose_name = _("duty contact")
        verbose_name_plural = _("duty contacts")

    def __str__(self) -> str:
        return f"{self.role}：{self.name}"

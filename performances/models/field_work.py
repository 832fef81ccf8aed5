"""What a troupe does on the road besides shows: its day, and coaching and service."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from troupes.models import Troupe
from ulanmuqi.places.models import Region

from .performance import Performance
from .reported import Reported


class TroupeDay(Reported):
    """One day of one troupe. Kilometres and days in the grassroots come from here
    alone: two shows on one day are one journey."""

    troupe = models.ForeignKey(
        Troupe, models.PROTECT, related_name="days", verbose_name=_("troupe")
    )
    # The day in Shanghai.
    day = models.DateField(_("day"))
    distance_km = models.PositiveSmallIntegerField(
        _("kilometres travelled"), null=True, blank=True
    )
    hours = models.DecimalField(
        # Translators: zh: 在外时间(小时)
        _("hours away"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
    )
    in_grassroots = models.BooleanField(
        # Translators: zh: 在基层
        _("a day in the grassroots"),
        default=False,
    )
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta:
        # Translators: zh: 队伍的一天
        verbose_name = _("day of a troupe")
        verbose_name_plural = _("days of troupes")
        ordering = ["-day", "troupe"]
        constraints = [
            models.UniqueConstraint(
                fields=["troupe", "day"], name="a_troupe_has_one_day"
            )
        ]
        indexes = [
            models.Index(fields=["day"]),
            models.Index(fields=["state", "reported_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.troupe} {self.day:%Y-%m-%d}"


class FieldAct(Reported):
    """Coaching (辅导) of so many people, or one service (服务). `region` is where, as
    far as it is known; `performance` the show it went with."""

    class Kind(models.TextChoices):
        # Translators: zh: 辅导
        COACHING = "coaching", pgettext_lazy("field act", "Coaching")
        # Translators: zh: 服务
        SERVICE = "service", pgettext_lazy("field act", "Service")

    troupe = models.ForeignKey(
        Troupe, models.PROTECT, related_name="field_acts", verbose_name=_("troupe")
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(
        # Translators: zh: 做了什么
        _("what was done"),
        max_length=120,
    )
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="field_acts",
        verbose_name=_("where"),
    )
    performance = models.ForeignKey(
        Performance,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="field_acts",
        verbose_name=_("with the show"),
    )
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta:
        # Translators: zh: 辅导和服务
        verbose_name = _("coaching or service")
        verbose_name_plural = _("coaching and services")
        ordering = ["-day", "id"]
        indexes = [
            models.Index(fields=["day", "kind"]),
            models.Index(fields=["troupe", "day"]),
            models.Index(fields=["state", "reported_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.title}"

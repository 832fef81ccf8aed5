"""Time taken without a show: rehearsal, training, transfer, blackout."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Region, Venue

from ..slots import epoch
from .gate import GatedModel, GatedQuerySet

if TYPE_CHECKING:
    from .booking import Resource


class EngagementQuerySet(GatedQuerySet):
    def between(self, start: datetime, end: datetime) -> Self:
        """Those any part of which lies in [start, end)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def for_rows(self) -> Self:
        """All that a row of a list shows, in two queries whatever its length."""
        return self.select_related(
            "venue__region__league",
            "region__league",
            "from_venue__region__league",
            "from_region__league",
        ).prefetch_related(
            "parts__resource__troupe__region",
            "parts__resource__venue__region",
            "parts__resource__truck__region",
            "parts__resource__truck__troupe",
            "parts__resource__member__troupe__region",
        )


class Engagement(GatedModel):
    """One entry of the calendar that is no show, and every resource it takes.

    Never public. It may last for weeks; its bookings are split so that none is longer
    than the guard allows. A transfer starts `from_` one place and ends at the other.
    """

    class Kind(models.TextChoices):
        REHEARSAL = "rehearsal", _("Rehearsal")
        TRAINING = "training", _("Training")
        TRANSFER = "transfer", _("Transfer")
        BLACKOUT = "blackout", _("Not available")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    firm = models.BooleanField(_("firm"), default=True)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="engagements",
        verbose_name=_("venue"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="engagements",
        verbose_name=_("region"),
    )
    from_venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departures",
        verbose_name=_("from the venue"),
    )
    from_region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departures",
        verbose_name=_("from the region"),
    )
    note = models.TextField(_("note"), blank=True)
    is_example = models.BooleanField(_("invented for the demo"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        # Translators: zh: 其他安排
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["starts_at", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="engagement_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    @property
    def starts(self) -> int:
        """UTC seconds, as bookings count."""
        return epoch(self.starts_at)

    @property
    def ends(self) -> int:
        return epoch(self.ends_at)

    @property
    def resources_in_order(self) -> "list[Resource]":
        """What it takes; uses the prefetch of `for_rows` when there is one."""
        return [part.resource for part in self.parts.all()]

    @property
    def cast(self) -> list[models.Model]:
        """The troupes, trucks, people and venues it takes."""
        return [resource.owner for resource in self.resources_in_order]

"""What can be booked, and when it is taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from troupes.models import Troupe
from ulanmuqi.places.models import Venue

from ..slots import MAX_BOOKING_SECONDS
from .gate import GatedModel
from .performance import Performance


class Resource(GatedModel):
    """One thing that cannot be in two places: troupe, venue, stage truck, member."""

    class Kind(models.TextChoices):
        TROUPE = "troupe", _("Troupe")
        VENUE = "venue", _("Venue")
        TRUCK = "truck", _("Stage truck")
        MEMBER = "member", _("Lent member")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    troupe = models.OneToOneField(
        Troupe, models.PROTECT, null=True, blank=True, related_name="resource"
    )
    venue = models.OneToOneField(
        Venue, models.PROTECT, null=True, blank=True, related_name="resource"
    )
    label = models.CharField(_("label"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(kind="troupe", troupe__isnull=False, venue__isnull=True)
                    | models.Q(kind="venue", venue__isnull=False, troupe__isnull=True)
                    | models.Q(
                        kind__in=["truck", "member"],
                        troupe__isnull=True,
                        venue__isnull=True,
                    )
                ),
                name="resource_points_to_its_kind",
            )
        ]

    def __str__(self) -> str:
        return str(self.troupe or self.venue or self.label)


class Booking(GatedModel):
    """A resource's occupied time, [starts, ends) in integer UTC seconds.

    `firm` and `exclusive` are copies kept by scheduling; the guard
    (models/guard.py) refuses overlapping firm exclusive rows in the database.
    """

    class Kind(models.TextChoices):
        SHOW = "show", pgettext_lazy("booking", "Show")
        REHEARSAL = "rehearsal", _("Rehearsal")
        TRAINING = "training", _("Training")
        TRANSFER = "transfer", _("Transfer")
        BLACKOUT = "blackout", _("Not available")

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    performance = models.ForeignKey(
        Performance, models.CASCADE, null=True, blank=True, related_name="bookings"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SHOW)
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    firm = models.BooleanField(default=False)
    exclusive = models.BooleanField(default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts", "id"]
        indexes = [
            models.Index(fields=["resource", "starts"]),
            models.Index(fields=["resource", "ends"]),
            models.Index(fields=["starts"]),
        ]
        constraints = [
            models.CheckConstraint(
                # Seven days at most, so that "overlaps" is a closed index range.
                condition=models.Q(ends__gt=models.F("starts"))
                & models.Q(ends__lte=models.F("starts") + MAX_BOOKING_SECONDS),
                name="booking_has_bounded_length",
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.starts}–{self.ends}"

"""What can be booked, and when it is taken."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from troupes.models import Member, StageTruck, Troupe
from ulanmuqi.places.models import Region, Venue

from ..slots import MAX_BOOKING_SECONDS
from .engagement import Engagement
from .exclusion import Exclusion
from .gate import GatedModel, GatedQuerySet
from .performance import Performance

# What a resource stands for; the column is named for the kind.
OWNERS: dict[str, type[models.Model]] = {
    "troupe": Troupe,
    "venue": Venue,
    "truck": StageTruck,
    "member": Member,
    "exclusion": Exclusion,
}
Owner = Troupe | Venue | StageTruck | Member | Exclusion


def kind_of(owner: models.Model) -> str:
    """The kind of resource a row is booked as; KeyError names what cannot be."""
    for kind, model in OWNERS.items():
        if isinstance(owner, model):
            return kind
    raise KeyError(type(owner).__name__)


def owned_by(owners: Iterable[models.Model]) -> models.Q:
    """The resources of these rows."""
    ids: dict[str, set[int]] = {}
    for owner in owners:
        ids.setdefault(kind_of(owner), set()).add(owner.pk)
    wanted = models.Q(pk__in=[])
    for kind, keys in ids.items():
        wanted |= models.Q(**{f"{kind}__in": keys})
    return wanted


def _points_to_its_kind() -> models.Q:
    condition = models.Q()
    for kind in OWNERS:
        nulls = {f"{other}__isnull": other != kind for other in OWNERS}
        condition |= models.Q(kind=kind, **nulls)
    return condition


class Resource(GatedModel):
    """One thing that cannot be in two places: troupe, venue, stage truck, member, or
    what an exclusion's members share. Made by scheduling on first use."""

    class Kind(models.TextChoices):
        TROUPE = "troupe", _("Troupe")
        VENUE = "venue", _("Venue")
        TRUCK = "truck", _("Stage truck")
        MEMBER = "member", _("Lent member")
        EXCLUSION = "exclusion", _("Exclusion")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    troupe = models.OneToOneField(
        Troupe, models.PROTECT, null=True, blank=True, related_name="resource"
    )
    venue = models.OneToOneField(
        Venue, models.PROTECT, null=True, blank=True, related_name="resource"
    )
    truck = models.OneToOneField(
        StageTruck, models.PROTECT, null=True, blank=True, related_name="resource"
    )
    member = models.OneToOneField(
        Member, models.PROTECT, null=True, blank=True, related_name="resource"
    )
    exclusion = models.OneToOneField(
        Exclusion, models.CASCADE, null=True, blank=True, related_name="resource"
    )

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.CheckConstraint(
                condition=_points_to_its_kind(), name="resource_points_to_its_kind"
            )
        ]

    def __str__(self) -> str:
        return str(self.owner)

    @property
    def owner(self) -> Owner:
        """The row it stands for; a query unless that was fetched along."""
        return getattr(self, self.kind)

    @property
    def key(self) -> str:
        """Its identity for the judge, without a query."""
        return f"{self.kind}:{getattr(self, f'{self.kind}_id')}"

    @property
    def label(self) -> str:
        return self.owner.local_name

    @property
    def home(self) -> Region | None:
        """The region it is at home in."""
        if self.kind in (self.Kind.TROUPE, self.Kind.VENUE):
            return self.owner.region
        return self.owner.home


class BookingQuerySet(GatedQuerySet):
    def between(self, starts: int, ends: int) -> Self:
        """Those any part of which lies in [starts, ends), UTC seconds; by index."""
        return self.filter(
            starts__lt=ends, ends__gt=starts, starts__gt=starts - MAX_BOOKING_SECONDS
        )

    def visible_rows(self) -> Self:
        """Without the hidden ones that only keep an exclusion."""
        return self.filter(via=None)


class Booking(GatedModel):
    """A resource's occupied time, [starts, ends) in integer UTC seconds.

    `firm` and `exclusive` are copies kept by scheduling; the guard
    (models/guard.py) refuses overlapping firm exclusive rows in the database.
    It belongs to a show or to an engagement. `via` names the resource for whose sake
    an exclusion's hidden resource is booked.
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
    engagement = models.ForeignKey(
        Engagement, models.CASCADE, null=True, blank=True, related_name="bookings"
    )
    via = models.ForeignKey(
        Resource, models.PROTECT, null=True, blank=True, related_name="hidden_bookings"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SHOW)
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    firm = models.BooleanField(default=False)
    exclusive = models.BooleanField(default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = BookingQuerySet.as_manager()

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
            ),
            models.CheckConstraint(
                condition=models.Q(performance=None) | models.Q(engagement=None),
                name="booking_has_one_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.starts}–{self.ends}"

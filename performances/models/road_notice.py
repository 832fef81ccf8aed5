"""What hinders a road for a time: closed or slow, from when to when, who says so."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Region

from .gate import GatedModel, GatedQuerySet
from .road_leg import RoadLeg

_ENDS = ("from_venue__region", "from_region", "to_venue__region", "to_region")


class RoadNoticeQuerySet(GatedQuerySet):
    def standing(self, since: datetime) -> "RoadNoticeQuerySet":
        """Those that hinder anybody at `since` or later."""
        open_ended = models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=since)
        in_force = models.Q(ended_at__isnull=True) | models.Q(ended_at__gt=since)
        return self.filter(open_ended & in_force)

    def with_target(self) -> "RoadNoticeQuerySet":
        return self.select_related("region", "entered_by", "ended_by").select_related(
            *(f"leg__{end}" for end in _ENDS)
        )

    def for_the_book(self) -> "RoadNoticeQuerySet":
        """What they hinder and how it is called: one query more for known legs, if
        any. Asked with most acts, and mostly there is no notice."""
        legs = RoadLeg.objects.select_related(*_ENDS)
        return self.select_related("region").prefetch_related(
            models.Prefetch("leg", legs)
        )


class RoadNotice(GatedModel):
    """A road is closed, or slow, from then until then or until further notice.

    On one known leg, on a named road, or on all roads of a region. `ended_at`: it was
    ended before its time; until then it holds.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed", pgettext_lazy("road", "Closed")
        SLOW = "slow", pgettext_lazy("road", "Slow")

    leg = models.ForeignKey(
        RoadLeg,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("known leg"),
    )
    road = models.CharField(_("road"), max_length=40, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("all roads of"),
    )
    kind = models.CharField(
        _("what the road is"), max_length=6, choices=Kind, default=Kind.SLOW
    )
    factor = models.DecimalField(
        _("how many times slower"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("1.1")), MaxValueValidator(10)],
        help_text=_("For a slow road: 2 means that it takes twice as long."),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Leave it empty when nobody can say yet."),
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        help_text=_("Who says so, for example: traffic police, telephone, 14:10."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    entered_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    objects = RoadNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("road notice")
        verbose_name_plural = _("road notices")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(leg__isnull=False, road="", region__isnull=True)
                | (models.Q(leg__isnull=True, region__isnull=True) & ~models.Q(road=""))
                | models.Q(leg__isnull=True, road="", region__isnull=False),
                name="notice_is_on_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="closed", factor__isnull=True)
                | models.Q(kind="slow", factor__gte=1),
                name="notice_is_closed_or_slow",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="notice_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self) -> str:
        """The road it is on, in words."""
        if self.leg is not None:
            return str(self.leg)
        if self.region is not None:
            # Translators: zh: %(region)s的道路
            return gettext("roads of %(region)s") % {"region": self.region.local_name}
        return self.road

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where the road lies, as far as its legs tell; a query for a named road."""
        if self.leg is not None:
            return self.leg.regions
        if self.region is not None:
            return (self.region,)
        return self.road_regions

    @property
    def road_regions(self) -> tuple[Region, ...]:
        known = self.__dict__.get("_lies_in")
        if known is None or known[0] != self.road:
            legs = RoadLeg.objects.using_road(self.road)
            self.lies_in(tuple(region for leg in legs for region in leg.regions))
        return self.__dict__["_lies_in"][1]

    def lies_in(self, regions: tuple[Region, ...]) -> None:
        """Where its road lies, found for many notices at once."""
        self.__dict__["_lies_in"] = (self.road, regions)

    @property
    def until(self) -> datetime | None:
        """When it stops to hold; None for until further notice."""
        ends = [end for end in (self.ends_at, self.ended_at) if end is not None]
        return min(ends, default=None)

    def is_over(self, now: datetime) -> bool:
        return self.until is not None and self.until <= now

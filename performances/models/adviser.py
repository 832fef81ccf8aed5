"""Art advisers (艺术指导员) and the troupes they are paired with (结对指导)."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.places.models import Region

from .gate import GatedModel, GatedQuerySet


class AdviserQuerySet(GatedQuerySet):
    def for_rows(self) -> Self:
        """All that a row of the list and its rights ask; two queries."""
        return self.select_related("region").prefetch_related(
            "pairings__troupe__region"
        )


class ArtAdviser(GatedModel):
    """A person of an upper-level company or school. `region` is who keeps the row: the
    league that invited them, or nothing for the autonomous region."""

    name = models.CharField(_("name"), max_length=60)
    known_for = models.CharField(
        # Translators: zh: 专长
        _("what they teach"),
        max_length=60,
        blank=True,
    )
    home = models.CharField(
        # Translators: zh: 所在单位
        _("company or school"),
        max_length=120,
        blank=True,
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="advisers",
        # Translators: zh: 由哪个盟市管理
        verbose_name=_("kept by"),
    )
    may_name = models.BooleanField(_("may be named in public"), default=False)
    note = models.TextField(_("note"), blank=True)
    is_example = models.BooleanField(_("invented for the demo"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AdviserQuerySet.as_manager()

    class Meta:
        # Translators: zh: 艺术指导员
        verbose_name = _("art adviser")
        verbose_name_plural = _("art advisers")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def paired_on(self, day: date) -> "list[Pairing]":
        """Those in force on that day; uses the prefetch of `for_rows`."""
        return [pairing for pairing in self.pairings.all() if pairing.holds_on(day)]


class PairingQuerySet(GatedQuerySet):
    def on(self, day: date) -> Self:
        """In force on that day."""
        return self.filter(models.Q(until=None) | models.Q(until__gte=day)).filter(
            since__lte=day
        )


class Pairing(GatedModel):
    """An adviser looks after a troupe from one day to another, both included."""

    adviser = models.ForeignKey(ArtAdviser, models.CASCADE, related_name="pairings")
    troupe = models.ForeignKey(
        Troupe, models.PROTECT, related_name="pairings", verbose_name=_("troupe")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        # Translators: zh: 结对
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="pairing_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["adviser", "troupe", "since"], name="pairing_begins_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser} · {self.troupe}"

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)

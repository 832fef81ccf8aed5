"""Works that other troupes took into their repertoire (移植)."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe, Work

from .gate import GatedModel, GatedQuerySet


class AdoptionQuerySet(GatedQuerySet):
    def standing(self) -> Self:
        """Those nobody gave up."""
        return self.filter(until=None)

    def performed(self, day: date) -> Self:
        """Those that have begun by that day, and stand."""
        return self.standing().filter(since__lte=day)


class WorkAdoption(GatedModel):
    """A troupe performs a work that others made, from one day on; the makers' agreement
    is between the troupes, and they are told. `until` is the day it was given up."""

    troupe = models.ForeignKey(
        Troupe, models.PROTECT, related_name="adoptions", verbose_name=_("troupe")
    )
    work = models.ForeignKey(
        Work, models.PROTECT, related_name="adoptions", verbose_name=_("work")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_example = models.BooleanField(_("invented for the demo"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        # Translators: zh: 移植
        verbose_name = _("adopted work")
        # Translators: zh: 移植的作品
        verbose_name_plural = _("adopted works")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["troupe", "work"],
                condition=models.Q(until=None),
                name="adoption_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="adoption_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work} · {self.troupe}"

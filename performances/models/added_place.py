"""Places that troupes added on the road, until their league has looked at them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe
from ulanmuqi.places.models import Venue

from .gate import GatedModel, GatedQuerySet


class AddedPlaceQuerySet(GatedQuerySet):
    def waiting(self) -> Self:
        return self.filter(state=AddedPlace.State.WAITING)

    def for_rows(self) -> Self:
        """All that a row of the list and its rights ask; one query."""
        return self.select_related(
            "venue__region__league",
            "venue__region__banner",
            "venue__region__parent",
            "venue__merged_into",
            "troupe__region",
            "by",
            "done_by",
        )


class AddedPlace(GatedModel):
    """That, and by whom, a venue was added in the field. It can be played at from the
    first moment; the public knows its banner alone until the league says more."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be completed")
        # Translators: zh: 盟市已补全
        COMPLETED = "completed", _("Completed")
        # Translators: zh: 已并入另一个场地
        MERGED = "merged", _("Merged into another")

    venue = models.OneToOneField(
        Venue, models.CASCADE, related_name="added", verbose_name=_("venue")
    )
    troupe = models.ForeignKey(
        Troupe, models.PROTECT, related_name="added_places", verbose_name=_("troupe")
    )
    # The sumu or gacha in the troupe's own words, where the list has none.
    said = models.CharField(_("sumu or gacha in words"), max_length=60, blank=True)
    # How far off the phone said it may be; nothing where no phone was asked.
    metres = models.PositiveIntegerField(_("accuracy (m)"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("added"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AddedPlaceQuerySet.as_manager()

    class Meta:
        # Translators: zh: 队伍添加的地点
        verbose_name = _("place a troupe added")
        # Translators: zh: 队伍添加的地点
        verbose_name_plural = _("places troupes added")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["state", "-at"])]

    def __str__(self) -> str:
        return str(self.venue)

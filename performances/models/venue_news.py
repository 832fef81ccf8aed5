"""What became of a show, as the venue it plays at is to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ulanmuqi.places.models import Venue

from .gate import GatedModel
from .performance import Performance


class VenueNews(GatedModel):
    """One change of one show, for one venue; facts, from which the sentence is made.

    Unlike `Change` it tells of holds too, and of what only those on stage need, and it
    is read on the venue's own page alone. `was` and `now` hold what differs, as plain
    values; of a show that left, nothing of where it went. The row outlives a hold that
    was thrown away.
    """

    class Kind(models.TextChoices):
        CAME = "came", pgettext_lazy("show at a venue", "Came")
        CHANGED = "changed", pgettext_lazy("show at a venue", "Changed")
        LEFT = "left", pgettext_lazy("show at a venue", "Left")

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="news")
    performance = models.ForeignKey(
        Performance, models.SET_NULL, null=True, related_name="venue_news"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    title = models.CharField(max_length=120)
    was = models.JSONField(default=dict)
    now = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("news for a venue")
        verbose_name_plural = _("news for venues")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["venue", "at"])]

    def __str__(self) -> str:
        return f"{self.venue}: {self.title} {self.get_kind_display()}"

"""Which troupe plays in a show, and in which order they are named."""

from django.db import models

from troupes.models import Troupe

from .gate import GatedModel


class PerformanceTroupe(GatedModel):
    performance = models.ForeignKey(
        "Performance", models.CASCADE, related_name="troupe_parts"
    )
    troupe = models.ForeignKey(Troupe, models.PROTECT, related_name="performance_parts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "troupe"], name="troupe_once_a_performance"
            )
        ]

    def __str__(self) -> str:
        return str(self.troupe)

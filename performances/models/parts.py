"""Which resources belong to a show, an engagement or an exclusion."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .booking import Resource
from .engagement import Engagement
from .exclusion import Exclusion
from .gate import GatedModel
from .performance import Performance


class _Part(GatedModel):
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.resource)


class PerformanceResource(_Part):
    """A truck or a lent member that a show takes along beside its troupes."""

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="along_parts"
    )
    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="performance_parts"
    )

    class Meta(_Part.Meta):
        verbose_name = _("what a show takes along")
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "resource"], name="along_once_a_performance"
            )
        ]


class EngagementResource(_Part):
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="parts")
    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="engagement_parts"
    )

    class Meta(_Part.Meta):
        verbose_name = _("what an engagement takes")
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "resource"], name="resource_once_an_engagement"
            )
        ]


class ExclusionResource(_Part):
    exclusion = models.ForeignKey(Exclusion, models.CASCADE, related_name="parts")
    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="exclusion_parts"
    )

    class Meta(_Part.Meta):
        verbose_name = _("what an exclusion binds")
        constraints = [
            models.UniqueConstraint(
                fields=["exclusion", "resource"], name="resource_once_an_exclusion"
            )
        ]

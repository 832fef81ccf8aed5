"""What a show said to the public, version by version, for sheets already on paper."""

from django.db import models

from .gate import GatedModel
from .performance import Performance


class PublicVersion(GatedModel):
    """One rising number for every difference a printed sheet would show.

    SEQUENCE of the calendars rises for time, place and status alone; a sheet also
    shows the programme and the words. `parts` holds a digest of each part, never the
    facts: what was public once may be private now. `programme` holds key and title of
    the items, which the sheet itself says in the hands of whoever asks.
    """

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="public_versions"
    )
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    parts = models.JSONField()
    programme = models.JSONField(default=list)

    class Meta:
        verbose_name = "public version"
        verbose_name_plural = "public versions"
        ordering = ["performance", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "number"], name="version_once_a_performance"
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance_id} v{self.number}"

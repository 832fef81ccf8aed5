"""Stored calendar text, and the stamps that say when a feed last changed."""

from django.db import models

from .gate import GatedModel
from .performance import Performance


class CalendarEntry(GatedModel):
    """The VEVENT of one public performance, rendered once per change."""

    keeps_plain_texts = False

    performance = models.OneToOneField(
        Performance, models.CASCADE, primary_key=True, related_name="calendar_entry"
    )
    text = models.TextField()
    sequence = models.PositiveIntegerField()
    modified_at = models.DateTimeField()
    # The feeds it stands in and since when: a change must also stamp those it leaves.
    scopes = models.JSONField(default=list)
    public_from = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"VEVENT {self.performance_id}"


class ChangeStamp(GatedModel):
    """When something readers hold a copy of last changed; raised with every change."""

    key = models.CharField(max_length=80, unique=True)
    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class FeedStamp(ChangeStamp):
    """One row per public feed ("troupe:12", "all")."""


class PrivateStamp(ChangeStamp):
    """One row per layer of a private feed ("troupe:12:hold"), and one for what each
    person's memberships allow: a private change moves nothing public."""

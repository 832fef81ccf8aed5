"""What a device sent, by its key: the same key again is answered, never done twice."""

from django.conf import settings
from django.db import models

from .gate import GatedModel


class SentReport(GatedModel):
    """`made` holds the keys of the rows the first sending led to, `digest` what it
    said: the same key with other words is told apart, and writes nothing either."""

    keeps_plain_texts = False

    key = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    made = models.JSONField(default=dict)

    class Meta:
        verbose_name = "sent report"
        verbose_name_plural = "sent reports"
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

"""Up to when somebody has read the changes of a troupe, venue or region."""

from django.conf import settings
from django.db import models

from .gate import GatedModel


class SeenMark(GatedModel):
    """`key` is that of a scope (calendars/scopes.py)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="seen_marks"
    )
    key = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_mark_a_scope")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.key}"

"""A picture of a report that is not sent yet, for a form that cannot hold it."""

from django.conf import settings
from django.db import models

from .gate import GatedModel


class WaitingPicture(GatedModel):
    """Waits for the form with `key`, of `user` alone, and for a day at most.

    `data` is the picture drawn anew (`performances.pictures`), without what the camera
    had noted; `digest` the SHA-256 of the file as it came, by which the same file sent
    once more is known again.
    """

    keeps_plain_texts = False

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=80)
    data = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "waiting picture"
        verbose_name_plural = "waiting pictures"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key", "digest"], name="waiting_picture_once"
            )
        ]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return self.name

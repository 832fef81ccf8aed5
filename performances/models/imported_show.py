"""What a troupe's other calendar said of a show when it was last taken over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe

from .gate import GatedModel


class ImportedShow(GatedModel):
    """One occurrence of an event of a foreign file, and the show it became.

    `uid` is the other program's and means something within this troupe only; the day
    within a series is `recurrence` ("" for a single event). `show` is the uid of the
    show, kept when that is deleted, so that a deletion can be told and taken back.
    `said` holds the words and hours of that file: a later one changes only what it
    says differently, and what was mended here meanwhile stays.
    """

    # The uid is another program's and is never shown.
    keeps_plain_texts = False

    troupe = models.ForeignKey(
        Troupe, models.CASCADE, related_name="imported_shows", verbose_name=_("troupe")
    )
    uid = models.CharField(max_length=255)
    recurrence = models.CharField(max_length=20, blank=True)
    show = models.UUIDField(unique=True)
    sequence = models.PositiveIntegerField(default=0)
    modified_at = models.DateTimeField(null=True)
    stamped_at = models.DateTimeField(null=True)
    said = models.JSONField()
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("imported show")
        verbose_name_plural = _("imported shows")
        ordering = ["troupe", "uid", "recurrence"]
        constraints = [
            models.UniqueConstraint(
                fields=["troupe", "uid", "recurrence"],
                name="foreign_uid_once_a_troupe",
            )
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.recurrence}".strip()

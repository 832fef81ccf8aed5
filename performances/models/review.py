"""A league looks at what a troupe wants to announce, where it chose to."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..statuses import INSIDE, OFF
from .gate import GatedModel, GatedQuerySet
from .performance import Performance


class AnnouncementReviewQuerySet(GatedQuerySet):
    def waiting(self) -> Self:
        """Asked and not answered, of shows that could still be announced."""
        return self.filter(verdict="", performance__announced_at=None).exclude(
            performance__status__in=INSIDE | OFF
        )


class AnnouncementReview(GatedModel):
    """One request and its answer; a show may be sent back and asked for again."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", pgettext_lazy("announcement", "Approved")
        RETURNED = "returned", _("Sent back")

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="announcement_reviews"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    announce_at = models.DateTimeField(_("public from"), null=True, blank=True)
    note = models.CharField(_("note to the league"), max_length=300, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    reply = models.CharField(_("the league's answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = AnnouncementReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review before announcing")
        verbose_name_plural = _("reviews before announcing")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["performance"],
                condition=models.Q(verdict=""),
                name="one_open_review_a_show",
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance} {self.asked_at:%Y-%m-%d}"

    def public_from(self, now: datetime) -> datetime | None:
        """The instant asked for, while it lies ahead; else at once (None)."""
        ahead = self.announce_at is not None and self.announce_at > now
        return self.announce_at if ahead else None

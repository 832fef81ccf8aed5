"""What every report has: who said it and when, and what the league said to it."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .gate import GatedModel, GatedQuerySet


class ReportState(models.TextChoices):
    # Translators: zh: 已上报
    REPORTED = "reported", pgettext_lazy("report", "Reported")
    # Translators: zh: 已审核
    REVIEWED = "reviewed", pgettext_lazy("report", "Reviewed")
    # Translators: zh: 已退回
    RETURNED = "returned", pgettext_lazy("report", "Returned")


class ReportedQuerySet(GatedQuerySet):
    def reviewed(self) -> Self:
        return self.filter(state=ReportState.REVIEWED)

    def waiting(self) -> Self:
        """Reported, and no league has looked yet."""
        return self.filter(state=ReportState.REPORTED)

    def returned(self) -> Self:
        """Back with the troupe, which mends it."""
        return self.filter(state=ReportState.RETURNED)


class Reported(GatedModel):
    """A report is counted from the moment it is made; its state says how sure it is."""

    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ReportState,
        default=ReportState.REPORTED,
        editable=False,
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("reported by"),
    )
    reported_at = models.DateTimeField(_("reported at"), editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )
    reviewed_at = models.DateTimeField(null=True, editable=False)
    # What the league says to it; the troupe reads it when the report comes back. With
    # `reviewed_at` on one that waits: what an act of the league on its show did to it.
    review_note = models.CharField(_("the league's word"), max_length=300, blank=True)
    is_example = models.BooleanField(_("invented for the demo"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_reviewed(self) -> bool:
        return self.state == ReportState.REVIEWED

    @property
    def is_returned(self) -> bool:
        return self.state == ReportState.RETURNED

    @property
    def is_put_back(self) -> bool:
        """Waits again since the league changed its show (`scheduling.reported`)."""
        return self.state == ReportState.REPORTED and self.reviewed_at is not None

    def report_again(self, by: Any, now: datetime) -> None:
        """In memory: said anew by somebody whose word waits for the league."""
        self.state = ReportState.REPORTED
        self.reported_by, self.reported_at = by, now
        self.reviewed_by = self.reviewed_at = None

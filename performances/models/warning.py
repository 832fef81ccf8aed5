"""The warnings that stand against firm shows, and the ones a coordinator accepted."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .gate import GatedModel, GatedQuerySet

# By name: the list of shows counts its warnings, so `performance` imports this file.
_PERFORMANCE = "performances.Performance"
_ENGAGEMENT = "performances.Engagement"


class StandingWarning(GatedModel):
    """A warning that stands against a firm show, accepted or not.

    A copy kept by scheduling so that lists need not judge: one row a show it is about
    and `fingerprint` of the facts judged. `check_conflicts` brings all of them up to
    date.
    """

    performance = models.ForeignKey(
        _PERFORMANCE, models.CASCADE, related_name="standing_warnings"
    )
    rule = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64, db_index=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("standing warning")
        verbose_name_plural = _("standing warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "fingerprint"], name="warning_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance_id}: {self.rule}"


class AcceptedWarningQuerySet(GatedQuerySet):
    def in_force(self) -> Self:
        """Those whose facts have not changed since."""
        return self.filter(lapsed_at=None)


class AcceptedWarning(GatedModel):
    """Holds while the facts do: `fingerprint` is a hash of what was judged.

    When they change it lapses, and stays as history: `told` is the sentence that was
    accepted, `lapsed_through` the act (a key of the log's actions) that ended it.
    """

    performance = models.ForeignKey(
        _PERFORMANCE, models.CASCADE, null=True, related_name="accepted_warnings"
    )
    engagement = models.ForeignKey(
        _ENGAGEMENT, models.CASCADE, null=True, related_name="accepted_warnings"
    )
    rule = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64, db_index=True)
    told = models.TextField(blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    lapsed_at = models.DateTimeField(_("lapsed at"), null=True, blank=True)
    lapsed_through = models.CharField(max_length=40, blank=True)

    objects = AcceptedWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("accepted warning")
        verbose_name_plural = _("accepted warnings")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "fingerprint"],
                condition=models.Q(lapsed_at=None),
                name="warning_accepted_once",
            ),
            models.UniqueConstraint(
                fields=["engagement", "fingerprint"],
                condition=models.Q(lapsed_at=None),
                name="warning_accepted_once_an_engagement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"

"""A warning a coordinator accepted, with the reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .gate import GatedModel
from .performance import Performance


class AcceptedWarning(GatedModel):
    """Holds while the facts do: `fingerprint` is a hash of what was judged."""

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="accepted_warnings"
    )
    rule = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("accepted warning")
        verbose_name_plural = _("accepted warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "fingerprint"], name="warning_accepted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"

"""One entry of the public change log."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .gate import GatedModel
from .notice import Notice
from .performance import Performance
from .showcase import Showcase


class Change(GatedModel):
    """What the public was told, as facts; the sentence is made for each reader.

    `before` and `after` hold public values only ({"title": …, "starts_at": …,
    "place": …, "status": …}); a private venue appears in them by its banner. Changes
    that one act made share its `act`; "" for what was written before acts were kept.
    """

    class Kind(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        MOVED = "moved", pgettext_lazy("show", "Moved")
        LATE = "late", _("Opens late")
        CONDITIONAL = "conditional", _("Conditional")
        CONFIRMED = "confirmed", _("Confirmed")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", pgettext_lazy("status", "Cancelled")
        REINSTATED = "reinstated", _("Takes place after all")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField(db_index=True)
    performance = models.ForeignKey(
        Performance, models.CASCADE, null=True, related_name="changes"
    )
    showcase = models.ForeignKey(
        Showcase, models.CASCADE, null=True, related_name="changes"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    act = models.CharField(max_length=8, blank=True)
    # The show was less than a day ahead: nobody waits for a flurry to settle.
    is_urgent = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("public change")
        verbose_name_plural = _("public changes")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class ChangeScope(GatedModel):
    """Whom a change concerns: what the show left as well as where it is now.

    Keys are those of the calendars (calendars/scopes.py). They are never shown: a
    private venue has one too, and only insiders may ask by it. The rows are the outbox
    as well: written with the change, `waits` until a notice took them up, or until
    there was nobody to tell.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="scopes")
    key = models.CharField(max_length=80)
    waits = models.BooleanField(default=False)
    notice = models.ForeignKey(
        Notice, models.SET_NULL, null=True, related_name="scopes"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "change"], name="change_once_a_scope"
            )
        ]
        indexes = [
            models.Index(
                fields=["key"], condition=models.Q(waits=True), name="scope_waits"
            )
        ]

    def __str__(self) -> str:
        return self.key

"""Whom to call when a show within a day changes, and who has been told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from troupes.models import Troupe
from ulanmuqi.places.models import Venue

from .change import Change
from .gate import GatedModel
from .performance import Performance


class ShowContact(GatedModel):
    """Who hosts a show, who leads on site, and who asked for it there. Private; asked
    for on the call sheet."""

    class Duty(models.TextChoices):
        HOST = "host", pgettext_lazy("duty", "Host")
        SITE_LEAD = "site_lead", pgettext_lazy("duty", "Site lead")
        # Translators: zh: 当地联系人
        ASKER = "asker", pgettext_lazy("duty", "Whoever asked for it")

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="contacts"
    )
    duty = models.CharField(max_length=10, choices=Duty)
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("contact of a show")
        verbose_name_plural = _("contacts of shows")
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "duty"], name="show_contact_once_a_duty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()}：{self.name}"


class CallSheet(GatedModel):
    """One change of one show less than a day ahead. `done_at` when everybody was told,
    or when a later change made another sheet, which `is_overtaken` says.

    A firm show nobody announced has no public change: `change` is empty then, and
    `facts` hold what a change would (kind, before, after, reason).
    """

    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="call_sheets"
    )
    change = models.OneToOneField(
        Change, models.CASCADE, null=True, related_name="call_sheet"
    )
    facts = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    is_overtaken = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("call sheet")
        verbose_name_plural = _("call sheets")
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["done_at", "opened_at"])]

    def __str__(self) -> str:
        return str(self.performance)

    @property
    def told(self) -> Change:
        """What there is to tell; not stored where the public was told nothing."""
        if self.change is not None:
            return self.change
        return Change(
            performance=self.performance,
            showcase=self.performance.showcase,
            at=self.opened_at,
            **self.facts,
        )


class Call(GatedModel):
    """One party of a call sheet. The number is looked up when the sheet is read: it
    is kept in one place, and a number added a minute ago is there."""

    class Party(models.TextChoices):
        VENUE = "venue", pgettext_lazy("call", "Venue contact")
        LEADER = "leader", pgettext_lazy("call", "Troupe leader")
        DRIVER = "driver", pgettext_lazy("call", "Driver")
        HOST = "host", pgettext_lazy("duty", "Host")
        SITE_LEAD = "site_lead", pgettext_lazy("duty", "Site lead")
        ASKER = "asker", pgettext_lazy("duty", "Whoever asked for it")

    sheet = models.ForeignKey(CallSheet, models.CASCADE, related_name="calls")
    position = models.PositiveSmallIntegerField(default=0)
    party = models.CharField(max_length=10, choices=Party)
    troupe = models.ForeignKey(Troupe, models.CASCADE, null=True, related_name="+")
    venue = models.ForeignKey(Venue, models.CASCADE, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.get_party_display()

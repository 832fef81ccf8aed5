"""A private calendar address: whose phone it is for, and what it may show."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from troupes.models import Troupe
from ulanmuqi.places.models import Region, Venue

from ..calendar_clients import Client
from .gate import GatedModel, GatedQuerySet


def _points_to_its_scope() -> models.Q:
    condition = models.Q()
    targets = ("venue", "troupe", "region")
    for scope in (*targets, "person"):
        points = {f"{other}__isnull": other != scope for other in targets}
        if scope == "person":
            points["holder__isnull"] = False
        condition |= models.Q(scope=scope, **points)
    return condition


class SubscriptionQuerySet(GatedQuerySet):
    def standing(self) -> "SubscriptionQuerySet":
        """Those nobody closed; the rights of a holder may have ended all the same."""
        return self.filter(revoked_at=None)

    def for_rows(self) -> "SubscriptionQuerySet":
        """All that a row of a list and its policy read, in the same query."""
        return self.select_related(
            "venue__region__league",
            "venue__region__banner",
            "troupe__region__league",
            "region",
            "holder",
            "made_by",
            "revoked_by",
        )


class Subscription(GatedModel):
    """One private calendar. Its token is shown once and never stored: the row keeps
    its SHA-256 and the last characters.

    The scope is fixed when it is made. With a `holder` it ends when that person's
    memberships no longer allow the scope; without one it stands until it is closed.
    """

    class Scope(models.TextChoices):
        VENUE = "venue", _("A venue")
        TROUPE = "troupe", _("A troupe")
        REGION = "region", _("A league or banner")
        PERSON = "person", _("All that one person may see")

    class Alarm(models.TextChoices):
        """ "start:120" rings 120 minutes before the start."""

        NONE = "", pgettext_lazy("reminder", "none")
        START_30 = "start:30", _("30 minutes before the start")
        START_60 = "start:60", _("1 hour before the start")
        START_120 = "start:120", _("2 hours before the start")
        START_1440 = "start:1440", _("1 day before the start")
        LOAD_IN_60 = "load_in:60", _("1 hour before load-in")
        LOAD_IN_120 = "load_in:120", _("2 hours before load-in")
        LOAD_IN_1440 = "load_in:1440", _("1 day before load-in")

    scope = models.CharField(_("what it shows"), max_length=8, choices=Scope)
    venue = models.ForeignKey(
        Venue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("venue"),
    )
    troupe = models.ForeignKey(
        Troupe,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("troupe"),
    )
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("ends with the rights of"),
    )
    note = models.CharField(_("whose phone"), max_length=40)

    holds = models.BooleanField(_("holds"), default=True)
    technical = models.BooleanField(_("load-in, strike and rehearsals"), default=True)
    opaque = models.BooleanField(_("these show as busy"), default=False)
    alarm = models.CharField(
        _("reminder"), max_length=16, choices=Alarm, blank=True, default=Alarm.NONE
    )

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    reset_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    # When its choices last changed; of these, the ones that show in an entry's text.
    changed_at = models.DateTimeField()
    alarm_at = models.DateTimeField(null=True)
    opaque_at = models.DateTimeField(null=True)

    # The copy that was fetched last: when it was looked at, by what kind of client,
    # and the stamp of the version it is.
    fetched_at = models.DateTimeField(null=True, blank=True)
    client = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Client], blank=True
    )
    copy_stamp = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=_points_to_its_scope(),
                name="subscription_points_to_its_scope",
            )
        ]

    def __str__(self) -> str:
        return f"{self.note} …{self.hint}"

    @property
    def alarm_before(self) -> tuple[str, timedelta] | None:
        """Before what it rings, "start" or "load_in", and how long before."""
        if not self.alarm:
            return None
        anchor, _colon, minutes = self.alarm.partition(":")
        return anchor, timedelta(minutes=int(minutes))

    @property
    def target(self) -> Venue | Troupe | Region | None:
        """What it is about; None for a person's, which is about its holder."""
        return self.venue or self.troupe or self.region

    def is_standing(self) -> bool:
        return self.revoked_at is None

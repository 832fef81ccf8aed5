"""A secret address for somebody without a login: whose it is, and until when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ulanmuqi.places.models import Venue

from .gate import GatedModel, GatedQuerySet
from .performance import Performance


class AccessLinkQuerySet(GatedQuerySet):
    def standing(self) -> "AccessLinkQuerySet":
        """Links nobody closed; one whose time ran out may be among them."""
        return self.filter(revoked_at=None)


class AccessLink(GatedModel):
    """Opens one kind of page for one place or show, for whoever knows its token.

    The token itself is shown once, when the link is issued, and never stored: the row
    keeps its SHA-256 and the last characters, by which people tell links apart. A
    calendar's address is another secret and opens nothing here.
    """

    class Kind(models.TextChoices):
        VENUE = "venue", pgettext_lazy("link", "Page of a venue")
        SITE = "site", pgettext_lazy("link", "Opening of one city")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    venue = models.ForeignKey(
        Venue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="access_links",
        verbose_name=_("venue"),
    )
    performance = models.ForeignKey(
        Performance,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="access_links",
        verbose_name=_("performance"),
    )
    label = models.CharField(_("for whom"), max_length=80, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False)

    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    # Written every few minutes at most.
    last_used_at = models.DateTimeField(null=True, blank=True)
    # When the page was last looked at, and from when on things were new at that look.
    looked_at = models.DateTimeField(null=True, blank=True)
    news_since = models.DateTimeField(null=True, blank=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind="venue", venue__isnull=False, performance__isnull=True
                )
                | models.Q(kind="site", venue__isnull=True, performance__isnull=False),
                name="access_link_points_to_its_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label or self.target} …{self.hint}"

    @property
    def target(self) -> Venue | Performance:
        """What the link opens; its kind says which of the two it is."""
        return self.venue or self.performance

    def is_open(self, now: datetime) -> bool:
        """Neither closed by somebody nor run out."""
        if self.revoked_at is not None:
            return False
        return self.expires_at is None or now < self.expires_at

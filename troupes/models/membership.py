"""Who works for whom, in which role, from when until when: the source of rights."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ulanmuqi.places.models import Region, Venue

from .troupe import Troupe


class MembershipQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Memberships in force on a day in Shanghai; both ends included."""
        return self.filter(
            models.Q(since=None) | models.Q(since__lte=day),
            models.Q(until=None) | models.Q(until__gte=day),
        )


class Membership(models.Model):
    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        EDITOR = "editor", _("Editor of pages")
        TROUPE_LEADER = "troupe_leader", _("Troupe leader")
        TROUPE_EDITOR = "troupe_editor", _("Troupe editor")
        MEMBER = "member", _("Member")
        VENUE = "venue", _("Venue contact")
        READER = "reader", _("Reader of the Mongolian script")

    OF_REGION = frozenset({Role.COORDINATOR, Role.EDITOR, Role.READER})
    OF_TROUPE = frozenset({Role.TROUPE_LEADER, Role.TROUPE_EDITOR, Role.MEMBER})

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("region"),
        help_text=_(
            "For coordinators, editors and readers. Empty means the whole region."
        ),
    )
    troupe = models.ForeignKey(
        Troupe,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("troupe"),
    )
    venue = models.ForeignKey(
        Venue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("venue"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day it holds.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user__username", "role"]

    def __str__(self) -> str:
        place = self.troupe or self.venue or self.region or _("Whole region")
        return f"{self.user} · {self.get_role_display()} · {place}"

    def clean(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The end lies before the beginning.")})
        wanted = self._wanted_scope()
        for field in ("region", "troupe", "venue"):
            if field != wanted and getattr(self, f"{field}_id"):
                raise ValidationError(
                    {field: _("This does not belong to the chosen role. Empty it.")}
                )
        if wanted != "region" and not getattr(self, f"{wanted}_id"):
            raise ValidationError({wanted: _("This role needs a choice here.")})

    def _wanted_scope(self) -> str:
        if self.role in self.OF_REGION:
            return "region"
        return "troupe" if self.role in self.OF_TROUPE else "venue"

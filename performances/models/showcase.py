"""A showcase: several shows under one name, whose openings share one instant."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base.codes import validate_code

from .gate import GatedModel, GatedQuerySet


class ShowcaseQuerySet(GatedQuerySet):
    def public(self, now) -> Self:
        """Announced by now; its openings may be public before or after it."""
        return self.filter(announced_at__lte=now)


class Showcase(GatedModel):
    class Kind(models.TextChoices):
        SHOWCASE = "showcase", _("Showcase")
        JOINT = "joint", _("Joint performance")
        FESTIVAL = "festival", _("Art festival")
        TOUR = "tour", _("Tour")

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[validate_code],
        help_text=_("Part of the calendar's address. It never changes once used."),
    )
    title = models.CharField(_("title"), max_length=200)
    short_title = models.CharField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("For narrow places such as calendars and rows of a list."),
    )
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.SHOWCASE
    )
    launch_date = models.DateField(_("opening day"), null=True, blank=True)
    t_zero = models.DateTimeField(
        _("T-zero"),
        null=True,
        blank=True,
        help_text=_("The one instant at which every city opens (Beijing time)."),
    )
    end_date = models.DateField(_("last day"), null=True, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    source = models.TextField(_("source"), blank=True)
    t_zero_is_example = models.BooleanField(_("the hour is an example"), default=False)
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    objects = ShowcaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("showcase")
        verbose_name_plural = _("showcases")
        ordering = ["-launch_date", "-id"]

    def __str__(self) -> str:
        return self.short_title or self.title

    @property
    def local_title(self) -> str:
        if (get_language() or "").startswith("en") and self.title_en:
            return self.title_en
        return self.title


class ShowcaseOrganiser(GatedModel):
    showcase = models.ForeignKey(
        Showcase, models.CASCADE, related_name="organisers", verbose_name=_("showcase")
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

"""What a troupe is to reach in a year. For insiders: a target, and who lags behind
it, is never public."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from troupes.models import Troupe

from ..measures import Measure
from .gate import GatedModel

FIRST_YEAR, LAST_YEAR = 1957, 2100
# What targets are set for.
TARGETED = (Measure.SHOWS, Measure.DAYS)
# Practice and plan as reported, not a number seen in the law (domain.md, section 2).
USUAL_SHOWS, USUAL_DAYS = 100, 120


@register_setting(icon="tick", order=130)
class YearlyGoals(BaseGenericSetting):
    """What every troupe is to reach in a year for which nobody set anything else.

    Reported, not read in the law: 100 shows (plan of 2022), four months in the
    grassroots."""

    shows = models.PositiveSmallIntegerField(
        _("shows a year"),
        default=USUAL_SHOWS,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Usual: 100, the region's plan of 2022 for every troupe."),
    )
    days = models.PositiveSmallIntegerField(
        _("days in the grassroots a year"),
        default=USUAL_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("Usual: 120, four months as is reported of the troupes."),
    )

    panels = [FieldRowPanel([FieldPanel("shows"), FieldPanel("days")])]

    class Meta:
        # Translators: zh: 年度目标（通用）
        verbose_name = _("goals of a year")

    def of(self, measure: Measure) -> int:
        return self.shows if measure == Measure.SHOWS else self.days


class Target(GatedModel):
    """Of one troupe, or of all of them where `troupe` is empty, in one year."""

    troupe = models.ForeignKey(
        Troupe,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("troupe"),
        help_text=_("Empty: for every troupe without a target of its own."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    measure = models.CharField(
        _("measure"),
        max_length=20,
        choices=[(one.value, one.label) for one in TARGETED],
        default=Measure.SHOWS,
    )
    value = models.PositiveIntegerField(
        # Translators: zh: 目标
        _("target"),
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-year", models.F("troupe").asc(nulls_first=True), "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["troupe", "year", "measure"], name="target_once_a_troupe"
            ),
            models.UniqueConstraint(
                fields=["year", "measure"],
                condition=models.Q(troupe__isnull=True),
                name="target_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        whose = str(self.troupe) if self.troupe else str(_("all troupes"))
        return f"{self.year} {whose}: {self.get_measure_display()} {self.value}"

"""Figures from before the system: what was counted on paper, by whom, and where it
is written."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from troupes.models import Troupe

from ..measures import Measure
from .gate import GatedModel

# More than all teams together counted in sixty years.
MOST = 1_000_000_000
LONGEST_SOURCE = 200


class CarriedOver(GatedModel):
    """One figure of one troupe for some days, both included. It has no rows behind it,
    so it stands apart wherever figures are shown and is never added to counted ones."""

    troupe = models.ForeignKey(
        Troupe,
        models.PROTECT,
        related_name="carried_over",
        verbose_name=_("troupe"),
    )
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    value = models.PositiveIntegerField(
        # Translators: zh: 数字
        _("figure"),
        validators=[MaxValueValidator(MOST)],
    )
    source = models.CharField(
        _("source"),
        max_length=LONGEST_SOURCE,
        help_text=_(
            "Where it is written: a yearly report, a page, a newspaper, with its date."
        ),
    )
    is_example = models.BooleanField(_("invented for the demo"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_at = models.DateTimeField(editable=False)

    class Meta:
        # Translators: zh: 以前的数字
        verbose_name = _("figure from before")
        verbose_name_plural = _("figures from before")
        ordering = ["-first", "troupe", "measure", "id"]
        indexes = [models.Index(fields=["first", "last"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="carried_over_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["troupe", "measure", "first", "last"],
                name="carried_over_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.troupe} {self.get_measure_display()} {self.first}–{self.last}"

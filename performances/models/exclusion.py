"""Things that must never be busy at the same moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .gate import GatedModel


class Exclusion(GatedModel):
    """One thing that several resources need and only one can have: a driver for two
    trucks, a wall between two halls. It is a hidden resource of its own, which the
    booking of each of them also books, so that the guard needs no rule about it.
    """

    name = models.CharField(
        _("what they share"),
        max_length=60,
        help_text=_("For example: one driver; one generator; a thin wall."),
    )
    why = models.CharField(_("why never at once"), max_length=120)
    # Bookings that end at or before this instant (UTC seconds) are left alone: what
    # was done before somebody knew of the driver is done.
    holds_from = models.BigIntegerField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        return self.name

    @property
    def home(self) -> None:
        return None

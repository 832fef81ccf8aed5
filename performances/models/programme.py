"""What a show plays, in its order."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from troupes.genres import Category
from troupes.models import Work

from .gate import GatedModel
from .performance import Performance


class ProgrammeItem(GatedModel):
    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="programme"
    )
    position = models.PositiveSmallIntegerField(default=0)
    form = models.CharField(_("form"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    work = models.ForeignKey(
        Work,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_items",
        verbose_name=_("work"),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    genre = models.CharField(_("genre"), max_length=12, choices=Category, blank=True)
    language = models.CharField(
        _("language"), max_length=4, choices=Performance.Language, blank=True
    )
    creators = models.CharField(_("creators"), max_length=200, blank=True)
    performers = models.CharField(_("performers"), max_length=200, blank=True)
    is_premiere = models.BooleanField(_("first shown here"), default=False)
    is_example = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.form + self.quoted_title

    @property
    def local_title(self) -> str:
        """As `quoted_title`; for readers of English the work's own English title."""
        work, in_english = self.work, (get_language() or "").startswith("en")
        if in_english and work and work.title_en and self.title in ("", work.title):
            return f"“{work.title_en}”"
        return self.quoted_title

    @property
    def quoted_title(self) -> str:
        title = self.title or (self.work.title if self.work else "")
        return f"《{title}》" if title else ""

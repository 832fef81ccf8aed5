"""The layout of the report that somebody uploaded; the shipped one serves while there
is none."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .gate import GatedModel


class ReportLayout(GatedModel):
    """Kept in the database and nowhere public: a form may hold what a bureau writes on
    its own paper. The latest row counts; older ones stay to go back to."""

    name = models.CharField(_("file"), max_length=120)
    data = models.BinaryField()
    uploaded_at = models.DateTimeField(editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )
    # Back to the shipped layout: a row that says so, without a file.
    is_shipped = models.BooleanField(default=False, editable=False)

    class Meta:
        # Translators: zh: 报表版式
        verbose_name = _("layout of the report")
        verbose_name_plural = _("layouts of the report")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

"""What people entered and checked for the page in Mongolian, word by word."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 200


class GlossaryQuerySet(models.QuerySet):
    def checked(self) -> Self:
        """Words whose present text is the one that was checked."""
        return self.exclude(text="").filter(checked_text=models.F("text"))


class GlossaryEntry(models.Model):
    """One word, or the check of one name.

    `key` is that of a word of `mongolian.words`, or names a row: "region:152222",
    "troupe:keyouzhongqi", "venue:v039", "work:w7". The text of a name, and the text of
    it that was checked, stand in its row (`base/names.py`) and nowhere else, so `text`
    and `checked_text` are empty there.

    A check is for one text. It counts while that text stands, and lapses by itself
    with any other, wherever it was edited.
    """

    key = models.CharField(_("key"), max_length=80, unique=True)
    text = models.CharField(
        # Translators: zh: 蒙古文
        _("Mongolian (traditional script)"),
        max_length=LONGEST,
        blank=True,
    )
    source = models.CharField(
        _("source"),
        max_length=LONGEST,
        blank=True,
        # Translators: zh: 谁提供的，或见于哪里，例如门牌、公章、词典。
        help_text=_(
            "Who gave it, or where it stands: a sign at the door, a seal, a dictionary."
        ),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"), null=True)
    checked_text = models.CharField(
        _("text that was checked"), max_length=LONGEST, blank=True
    )
    # The reader's name stays when the login goes.
    checked_by = models.CharField(_("checked by"), max_length=150, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True)

    objects = GlossaryQuerySet.as_manager()

    class Meta:
        # Translators: zh: 蒙古文词条
        verbose_name = _("Mongolian word")
        verbose_name_plural = _("Mongolian words")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def has_checked(self, text: str) -> bool:
        return bool(text) and self.checked_text == text

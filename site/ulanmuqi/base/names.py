"""Names a thing has in each language, and which one a reader sees."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .mongolian import MongolianField, checked_text
from .plain_text import PlainTexts


class Named(PlainTexts):
    """Chinese name always; English and Mongolian (vertical script) where known."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    name_mn = MongolianField(
        _("Mongolian name (traditional script)"),
        max_length=200,
        blank=True,
        help_text=_(
            "A spelling from a source; nothing is transliterated by machine. Visitors "
            "see it once a reader of the script has checked it (Settings → Mongolian "
            "words), and no longer when it is changed."
        ),
    )
    # The text that was checked; `mongolian` says what follows from it.
    checked_mn = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def mongolian(self) -> str:
        """The Mongolian name as the public may read it: a checked one, else nothing."""
        return checked_text(self.name_mn, self.checked_mn)

    @property
    def local_name(self) -> str:
        """The English name for readers of English, else the Chinese one."""
        return local(self.name, self.name_en)


def local(name: str, name_en: str) -> str:
    """The same of names that were read without their row."""
    if name_en and (get_language() or "").startswith("en"):
        return name_en
    return name


def person_name(user: Any) -> str:
    """What colleagues call a user: the login where no name was given, "" for nobody."""
    return (user.get_full_name() or user.get_username()) if user is not None else ""

"""Sentences one after the other: with a space between them, or without in Chinese."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def joined(sentences: Iterable[str]) -> str:
    """One after the other, as the language writes them; empty ones left out."""
    told = [one for one in sentences if one]
    # Translators: zh: %(first)s%(second)s
    words = _("%(first)s %(second)s")
    said = told[0] if told else ""
    for one in told[1:]:
        said = words % {"first": said, "second": one}
    return said

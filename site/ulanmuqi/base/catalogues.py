"""Which words the interface finds in Mongolian: our own, then Chinese."""

from django.utils.translation import trans_real

TRADITIONAL_MONGOLIAN = "mn-mong"


class OwnWordsFirst(trans_real.DjangoTranslation):
    """The catalogue of the project alone; what it lacks falls back to Chinese.

    Where there is no mn_Mong, gettext takes "mn", and the mn of Django and Wagtail is
    Cyrillic: half the labels of a page in the traditional script would stand in it.
    """

    def _init_translation_catalog(self) -> None:
        """Leaves Django's words out."""

    def _add_installed_apps_translations(self) -> None:
        """Leaves the words of Wagtail and other packages out."""


def keep_cyrillic_out() -> None:
    """Call once all apps are loaded: the Chinese fallback reads theirs."""
    own = OwnWordsFirst(TRADITIONAL_MONGOLIAN)
    trans_real._translations[TRADITIONAL_MONGOLIAN] = own

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .catalogues import keep_cyrillic_out


class BaseConfig(AppConfig):
    name = "ulanmuqi.base"
    label = "base"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        keep_cyrillic_out()

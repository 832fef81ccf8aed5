from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .catalogues import keep_cyrillic_out
from .secret_paths import keep_out_of_logs


class BaseConfig(AppConfig):
    name = "ulanmuqi.base"
    label = "base"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from . import checks  # noqa: F401  # checks register themselves

        keep_cyrillic_out()
        keep_out_of_logs()

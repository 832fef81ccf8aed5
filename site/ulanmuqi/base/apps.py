from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .secret_paths import keep_out_of_logs


class BaseConfig(AppConfig):
    name = "ulanmuqi.base"
    label = "base"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from . import checks  # noqa: F401  # checks register themselves
        from .pickers import use_pickers

        keep_out_of_logs()
        use_pickers()

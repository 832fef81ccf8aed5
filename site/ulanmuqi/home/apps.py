from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "ulanmuqi.home"
    label = "home"
    verbose_name = _("Site")

    def ready(self) -> None:
        # Models can be imported only once the app registry is ready.
        from . import findable

        findable.register()

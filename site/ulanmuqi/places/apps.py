from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "ulanmuqi.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        # Models can be imported only once the app registry is ready.
        from . import findable

        findable.register()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TroupesConfig(AppConfig):
    name = "troupes"
    verbose_name = _("Troupes")

    def ready(self) -> None:
        # Models can be imported only once the app registry is ready.
        from . import crew_rights, file_rights, findable, page_rights, rights

        rights.register()
        crew_rights.register()
        page_rights.register()
        file_rights.register()
        findable.register()

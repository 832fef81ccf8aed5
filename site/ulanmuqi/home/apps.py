from io import StringIO
from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "ulanmuqi.home"
    label = "home"
    verbose_name = _("Site")

    def ready(self) -> None:
        # Models can be imported only once the app registry is ready.
        from . import findable

        findable.register()
        post_migrate.connect(_fill_search, sender=self)


def _fill_search(using: str, **_signal: Any) -> None:
    """Nothing that is there can be found before search was first written: pages made by
    a migration, and a whole season where search is new."""
    from ulanmuqi.finding.models import Stretch

    if not Stretch.objects.using(using).exists():
        call_command("rebuild_search", verbosity=0, stdout=StringIO())

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import health, remembered


class PerformancesConfig(AppConfig):
    name = "performances"
    verbose_name = _("Schedule")

    def ready(self) -> None:
        # Models can be imported only once the app registry is ready.
        from . import (
            checks,  # noqa: F401  # checks register themselves
            device_policy,
            engagement_policy,
            figures_policy,
            findable,
            picture_rights,
            place_policy,
            policy,
            record_policy,
            request_policy,
            road_policy,
            subscription_policy,
            training_policy,
        )
        from .models import guard
        from .notices import channels, mail, robots
        from .scheduling import (
            devices,
            private_renames,
            publication,
            renames,
            rules_changed,
        )

        policy.register()
        record_policy.register()
        road_policy.register()
        request_policy.register()
        engagement_policy.register()
        figures_policy.register()
        subscription_policy.register()
        device_policy.register()
        training_policy.register()
        place_policy.register()
        picture_rights.register()
        channels.register("mail", mail.Mail())
        for name in robots.SERVICES:
            channels.register(name, robots.Robot(name))
        renames.connect()
        private_renames.connect()
        publication.connect()
        rules_changed.connect()
        devices.connect()
        findable.register()
        post_migrate.connect(guard.install_after_migrate, sender=self)
        post_migrate.connect(remembered.forget, dispatch_uid="remembered")
        health.register("guard", lambda: guard.is_installed(connection))

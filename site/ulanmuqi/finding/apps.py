from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    name = "ulanmuqi.finding"
    label = "finding"
    # Translators: zh: 搜索
    verbose_name = _("Search")

    def ready(self) -> None:
        # Models can be imported only once the app registry is ready.
        from . import page_words

        page_words.connect()

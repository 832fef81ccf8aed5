"""The reference: the site as Django alone answers it, without the layer before it, with
a template for Wagtail's own empty page."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ulanmuqi.settings.test")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

(_engine,) = settings.TEMPLATES
_engine["DIRS"] = [*_engine["DIRS"], Path(__file__).parent / "templates"]
application = get_wsgi_application()

"""The ASGI callable, for servers that speak nothing else."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ulanmuqi.settings.production")

application = get_asgi_application()

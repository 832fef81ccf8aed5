"""The WSGI callable that granian or gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from ulanmuqi import front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ulanmuqi.settings.production")

# Who asks, and by which scheme, is believed of a trusted proxy only: login attempts
# are counted by address, and redirects and secure cookies depend on the scheme.
application = wrap_wsgi_with_proxy_headers(
    front.around(get_wsgi_application()), settings.TRUSTED_PROXIES
)

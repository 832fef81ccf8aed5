"""The demo on one machine: embedded SQLite, logins printed at the start."""

from .. import env
from .base import *
from .databases import from_url, sqlite

DEBUG = env.flag("DEBUG", default=False)
DEMO = True
# Known to everyone on purpose: the demo holds nothing secret.
SECRET_KEY = "demo-only-" + "0123456789abcdef" * 4
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
BASE_URL = f"http://127.0.0.1:{env.text('PORT', '8000')}"
WAGTAILADMIN_BASE_URL = BASE_URL

_database_url = env.text("DATABASE_URL", "")
_demo_file = VAR / "demo.sqlite3"
DATABASES = {
    "default": from_url(_database_url) if _database_url else sqlite(_demo_file)
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

MIDDLEWARE = [
    MIDDLEWARE[0],
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *MIDDLEWARE[1:],
]
STATIC_ROOT = None  # nothing is collected: files are served where they lie
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

"""Settings of the suite: a SQLite file in WAL mode, or DATABASE_URL."""

import os

from .dev import *
from .dev import MIDDLEWARE as _MIDDLEWARE

DEBUG = False
DEMO = False
BASE_URL = "https://ulanmuqi.example"
WAGTAILADMIN_BASE_URL = BASE_URL
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "ulanmuqi.example"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
ALLOW_ROBOT_STAND_IN = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR / "test-media"
CARDS_ROOT = VAR / "test-cards"
MIDDLEWARE = [name for name in _MIDDLEWARE if "whitenoise" not in name]

if not env.text("DATABASE_URL", ""):
    # One file a process, so that two runs beside each other do not share rows.
    _file = VAR / "test" / f"{os.getpid()}.sqlite3"
    DATABASES = {"default": sqlite(_file)}
    DATABASES["default"]["TEST"] = {"NAME": _file}

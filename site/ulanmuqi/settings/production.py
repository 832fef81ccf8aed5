"""Production: everything that differs between sites comes from the environment."""

from .. import env
from .base import *
from .base import MIDDLEWARE as _MIDDLEWARE
from .databases import from_url

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.secrets("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS")
BASE_URL = env.web_address("BASE_URL")
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]

try:
    DATABASES = {"default": from_url(env.text("DATABASE_URL"))}
except ValueError as error:
    raise env.SettingError(f"DATABASE_URL cannot be used: {error}.") from None

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.address("CACHE_URL", schemes=("redis", "rediss", "unix")),
    }
}

MIDDLEWARE = [
    _MIDDLEWARE[0],
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *_MIDDLEWARE[1:],
]
STATIC_ROOT = env.text("STATIC_ROOT", str(ROOT / "var" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = env.text("MEDIA_ROOT", str(ROOT / "var" / "media"))
CARDS_ROOT = env.text("CARDS_ROOT", str(ROOT / "var" / "cards"))
CARDS_KEPT = env.number("CARDS_KEPT", default=2_000)

FRONT_BYTES = env.number("FRONT_MEGABYTES", default=64) * 1024 * 1024
OFFLINE_COPIES = env.flag("OFFLINE_COPIES", default=True)

_https = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _https and env.flag("SECURE_SSL_REDIRECT", default=True)
TRUSTED_PROXIES = env.text("TRUSTED_PROXIES", "127.0.0.1").split(",")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "noreply@localhost")
EMAIL_TIMEOUT = 20  # seconds; far below the time after which a claim is given up
GROUP_ROBOTS = env.robots("GROUP_ROBOTS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Robots that guess host names are refused with 400; a traceback each is noise.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}

"""Addresses that are secrets: what we log of them ends before the secret."""

import logging
import re

# The first part of each path whose next part is a token.
SECRET_PATHS = ("/v/", "/site/", "/requests/", "/calendars/private/")

_SECRET = re.compile(f"({'|'.join(map(re.escape, SECRET_PATHS))})[^/\\s?\"']+")


def hidden(text: str) -> str:
    """/v/abc…/x as /v/…/x."""
    return _SECRET.sub(r"\1…", text)


class HideSecretPaths(logging.Filter):
    """Rewrites a record before any handler, ours or a hoster's, sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hidden(record.getMessage()), ()
        return True


def keep_out_of_logs() -> None:
    """Django writes the path of whatever went wrong; called once, at the start."""
    for name in ("django.request", "django.server", "django.security.csrf"):
        logging.getLogger(name).addFilter(HideSecretPaths())

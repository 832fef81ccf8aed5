"""System checks of the foundation: mistakes a deployer can make."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.http.request import split_domain_port, validate_host


@register()
def own_host_is_allowed(**_kwargs: Any) -> list[CheckMessage]:
    """W001 where the site refuses to answer under its own public address."""
    host, _port = split_domain_port(urlsplit(settings.BASE_URL).netloc)
    if validate_host(host, settings.ALLOWED_HOSTS):
        return []
    return [
        Warning(
            f"The host of BASE_URL, {host}, is not among ALLOWED_HOSTS.",
            hint="Links in mails and calendars lead nowhere, and feeds, which are "
            "prepared under that address, are rendered anew for every request.",
            id="base.W001",
        )
    ]

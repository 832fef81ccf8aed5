"""System checks of the schedule: mistakes a deployer can make."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from .models import guard


@register(Tags.database)
def guard_stands(
    *, databases: list[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """E001 where the bookings table stands without its guard against overlaps."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if guard.TABLE not in connection.introspection.table_names():
            continue
        if not guard.is_installed(connection):
            messages.append(
                Error(
                    "The guard against double bookings is missing from the database.",
                    hint="Run manage.py migrate, which installs it again.",
                    id="performances.E001",
                )
            )
    return messages

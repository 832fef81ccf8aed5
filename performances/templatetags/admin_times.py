"""Instants in the admin: always Beijing time, whatever zone the user's profile says."""

from datetime import datetime

from django import template

from ..scheduling.wording import short_time

register = template.Library()


@register.filter
def beijing(at: datetime | None) -> str:
    """Day and hour; "" when there is no instant."""
    return short_time(at) if at is not None else ""

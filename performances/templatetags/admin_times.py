"""Instants in the admin: always Beijing time, whatever zone the user's profile says."""

from datetime import datetime

from django import template

from ulanmuqi.base import clock

from ..scheduling.wording import short_time

register = template.Library()


@register.filter
def beijing(at: datetime | None) -> str:
    """Day and hour; "" when there is no instant."""
    return short_time(at) if at is not None else ""


@register.filter
def beijing_hour(at: datetime | None) -> str:
    """19:30; "" when there is no instant."""
    return f"{at.astimezone(clock.SHANGHAI):%H:%M}" if at else ""


@register.filter
def beijing_second(at: datetime) -> str:
    """19:30:05."""
    return f"{at.astimezone(clock.SHANGHAI):%H:%M:%S}"


@register.filter
def beijing_input(at: datetime | None) -> str:
    """As an input of the browser's kind datetime-local wants it."""
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%dT%H:%M}" if at else ""

"""Absolute addresses in answers: of records here, of pages, of calendars."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from ulanmuqi.base.languages import prefix_of

ROOT = "/api/v1"


def record(kind: str, code: str) -> str:
    return f"{settings.BASE_URL}{ROOT}/{kind}/{code}"


def performances(**filters: str) -> str:
    """The list with filters; `from_` stands for from."""
    named = {name.rstrip("_"): value for name, value in filters.items()}
    return f"{settings.BASE_URL}{ROOT}/performances?{urlencode(named)}"


def page(kind: str, code: str, rest: str = "") -> str:
    """For people, in the active language."""
    prefix = prefix_of(get_language() or settings.LANGUAGE_CODE)
    return f"{settings.BASE_URL}/{prefix}{kind}/{code}/{rest}"


def calendar(kind: str, code: str) -> str:
    return settings.BASE_URL + reverse("calendar", args=[kind, code])


def calendar_file(public_id: str) -> str:
    return settings.BASE_URL + reverse("show_calendar", args=[public_id])

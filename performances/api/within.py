"""Asking by region: one the public may ask by, and everything below it."""

from typing import TypeVar

from django.db.models import QuerySet

from ulanmuqi.places.models import Region

from ..views.rows import PUBLIC_LEVELS

Rows = TypeVar("Rows", bound=QuerySet)


def public_region(code: str | None) -> Region | None:
    """One query; None for a code the public may not ask by."""
    if not code:
        return None
    return Region.objects.filter(level__in=PUBLIC_LEVELS, code=code).first()


def within(rows: Rows, code: str | None) -> Rows:
    """All rows without a code; none for a code nobody knows."""
    if not code:
        return rows
    region = public_region(code)
    if region is None:
        return rows.none()
    return rows.filter(region__path__startswith=region.path)

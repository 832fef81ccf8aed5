"""What was told about one row of a formset, found by its prefix."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def of_row(told: dict[str, list[tuple[str, str]]], row: Any) -> list[tuple[str, str]]:
    return told.get(row.prefix, []) if told else []
